"""Finding Debian's mirror in what apt says of its sources."""

import pytest

from cli import apt
from cli.errors import CliError

DEBIAN = "http://mirror.invalid/debian/|bookworm|Debian|main"
SECURITY = "http://mirror.invalid/debian-security/|bookworm-security|Debian|main"
UBUNTU = "http://mirror.invalid/ubuntu/|noble|Ubuntu|main"
OTHER = "https://other.invalid/node|nodistro|. nodistro|main"


def test_the_main_archive_is_chosen_and_not_security() -> None:
    targets = "\n".join((OTHER, SECURITY, DEBIAN))
    assert apt.mirror_in(targets, debian=True) == "http://mirror.invalid/debian/"


def test_before_the_lists_are_fetched_the_origin_is_empty() -> None:
    targets = DEBIAN.replace("|Debian|", "||")
    assert apt.mirror_in(targets, debian=True) == "http://mirror.invalid/debian/"
    assert apt.mirror_in(targets, debian=False) is None


def test_ubuntu_has_no_debian_mirror() -> None:
    assert apt.mirror_in(UBUNTU, debian=False) is None
    assert apt.mirror_in("", debian=True) is None


def test_the_error_names_both_ways_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apt, "run", lambda command: UBUNTU)
    monkeypatch.setattr(apt, "_is_debian", lambda: False)
    with pytest.raises(CliError, match=r"FYNLO_DEBIAN_MIRROR.*ODOO_PATH"):
        apt.find_mirror()
