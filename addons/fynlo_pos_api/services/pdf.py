import contextlib
import logging
import os
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

from odoo import models
from odoo.tools import find_in_path

from ..exceptions import Unavailable

_logger = logging.getLogger(__name__)

_TIMEOUT_SECONDS = 30
_WAIT_SECONDS = 10
# Each takes a core for about a second.
_AT_ONCE = threading.BoundedSemaphore(2)

_CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_WIDTH_MM = 80


class FynloPdf(models.AbstractModel):
    """Makes PDFs of pages with wkhtmltopdf, which Odoo uses, or else with Chromium."""

    _name = "fynlo.pdf"
    _description = "PDF of pages"

    def _make(self, page: str, height: int) -> bytes:
        """The PDF of an HTML page, on a roll of 80 mm.

        :param page: a whole page that needs nothing from elsewhere
        :param height: in mm
        :raises Unavailable: there is no program for it, it failed, or others use it
        """
        with tempfile.TemporaryDirectory(prefix="fynlo-pdf-") as folder, _turn():
            source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
            source.write_text(page, encoding="utf-8")
            self._run(_arguments(source, target, height))
            if not target.exists():
                raise Unavailable("The PDF could not be made; the log of the server says more.")
            return target.read_bytes()

    def _run(self, arguments: list[str]) -> None:
        try:
            done = subprocess.run(  # noqa: S603 - a fixed program and our own file
                arguments, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            _logger.warning("%s took more than %d s", arguments[0], _TIMEOUT_SECONDS)
            return
        if done.returncode:
            _logger.warning("%s: %s", arguments[0], done.stderr[-1000:].decode(errors="replace"))


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    if not _AT_ONCE.acquire(timeout=_WAIT_SECONDS):
        raise Unavailable("Other PDFs are being made.", headers={"Retry-After": "5"})
    try:
        yield
    finally:
        _AT_ONCE.release()


def _arguments(source: Path, target: Path, height: int) -> list[str]:
    """The command that turns one file into the other.

    :raises Unavailable: neither program is there
    """
    wkhtmltopdf = _found("wkhtmltopdf")
    if wkhtmltopdf:
        return _wkhtmltopdf(wkhtmltopdf, source, target, height)
    chromium = next(filter(None, map(_found, _CHROMIUM)), None)
    if chromium:
        return _chromium(chromium, source, target)
    raise Unavailable("This server makes no PDFs: it needs wkhtmltopdf or chromium.")


def _found(program: str) -> str | None:
    with contextlib.suppress(OSError):
        return str(find_in_path(program))
    return None


def _wkhtmltopdf(program: str, source: Path, target: Path, height: int) -> list[str]:
    sizes = ["--page-width", f"{_WIDTH_MM}mm", "--page-height", f"{height}mm"]
    margins = [text for side in "TRBL" for text in (f"-{side}", "0")]
    safe = ["--disable-javascript", "--disable-local-file-access", "--disable-plugins"]
    return [program, "--quiet", *sizes, *margins, *safe, str(source), str(target)]


def _chromium(program: str, source: Path, target: Path) -> list[str]:
    """The page says its own size (@page)."""
    arguments = [
        program,
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-extensions",
        "--no-first-run",
        "--no-pdf-header-footer",
        "--host-resolver-rules=MAP * ~NOTFOUND",
        f"--user-data-dir={source.parent / 'profile'}",
        f"--print-to-pdf={target}",
    ]
    if os.geteuid() == 0:
        # Its own sandbox does not work for root; the page holds no script and nothing foreign.
        arguments.append("--no-sandbox")
    # A worker of Odoo has a limit of address space, of which Chromium reserves very much.
    limits = shutil.which("prlimit")
    return [*([limits, "--as=unlimited"] if limits else []), *arguments, source.as_uri()]
