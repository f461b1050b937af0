"""What tells that a database must be updated or built anew."""

from pathlib import Path

from cli import addons, databases
from cli.odoo_source import OdooSource
from cli.settings import Settings

SOURCE = OdooSource(Path("odoo"), Path(), (), "19.0-1")


def make_addon(settings: Settings, name: str) -> Path:
    folder = settings.addons / name
    (folder / "models").mkdir(parents=True)
    (folder / "__manifest__.py").write_text("{}")
    (folder / "models" / "order.py").write_text("one")
    return folder


def test_every_addon_of_ours_is_installed_and_nothing_else(settings: Settings) -> None:
    for name in ("fynlo_pos_api", "fynlo_demo", "other"):
        make_addon(settings, name)
    (settings.addons / "fynlo_empty").mkdir()
    assert addons.names(settings) == ["fynlo_demo", "fynlo_pos_api"]


def test_a_changed_file_changes_the_template(settings: Settings) -> None:
    folder = make_addon(settings, "fynlo_demo")
    before = databases.template_name(settings, SOURCE)
    assert databases.template_name(settings, SOURCE) == before
    (folder / "models" / "order.py").write_text("two")
    assert databases.template_name(settings, SOURCE) != before


def test_a_test_or_a_page_does_not(settings: Settings) -> None:
    folder = make_addon(settings, "fynlo_demo")
    before = databases.template_name(settings, SOURCE)
    (folder / "tests").mkdir()
    (folder / "tests" / "test_order.py").write_text("two")
    (folder / "README.md").write_text("two")
    (folder / "models" / "__pycache__").mkdir()
    (folder / "models" / "__pycache__" / "order.pyc").write_text("two")
    assert databases.template_name(settings, SOURCE) == before


def test_another_odoo_or_other_packages_do(settings: Settings) -> None:
    before = databases.template_name(settings, SOURCE)
    assert databases.template_name(settings, OdooSource(Path(), Path(), (), "19.0-2")) != before
    (settings.root / "requirements" / "runtime.txt").write_text("one==2\n")
    assert databases.template_name(settings, SOURCE) != before
