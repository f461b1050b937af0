"""The closing line adds up several runs of pytest in pytest's own form."""

from pathlib import Path

from cli.tests import closing_line

REPORT = (
    '<testsuites><testsuite tests="{}" failures="{}" skipped="{}" errors="{}" time="1.5"/>'
    "</testsuites>"
)


def test_counts_are_added(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(REPORT.format(10, 0, 0, 0))
    (tmp_path / "b.xml").write_text(REPORT.format(5, 2, 1, 1))
    reports = [tmp_path / "a.xml", tmp_path / "b.xml", tmp_path / "missing.xml"]
    assert closing_line(reports) == "=== 2 failed, 11 passed, 1 skipped, 1 error in 3.00s ==="
    assert closing_line(reports[:1]) == "=== 10 passed in 1.50s ==="


def test_nothing_ran(tmp_path: Path) -> None:
    assert closing_line([tmp_path / "missing.xml"]) == ""
