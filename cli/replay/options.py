"""The words that ./fynlo replay takes."""

import argparse
import hashlib
from argparse import Namespace
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ..settings import Settings
from .source import SALES


def parse(words: list[str]) -> Namespace:
    """Read the command line; ends the program when it is wrong."""
    parser = argparse.ArgumentParser(
        prog="./fynlo replay",
        description="Sell a folder of past orders through the API and compare. See docs/replay.md.",
    )
    parser.add_argument("folder", type=_folder, metavar="DIR", help=f"with {SALES}")
    parser.add_argument("--days", type=_positive, metavar="N", help="only the first N days")
    parser.add_argument("--clients", type=_positive, default=4, metavar="N", help="devices (4)")
    parser.add_argument(
        "--speed", type=_speed, default=0.0, metavar="X", help="times real time (as fast as it can)"
    )
    parser.add_argument("--kitchen", action="store_true", help="cook what is ordered, too")
    parser.add_argument(
        "--today", action="store_true", help="sell the day of --days 1 as today's business"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    _add_file_options(parser)
    _add_server_options(parser)
    options = parser.parse_args(words)
    if options.today and options.days != 1:
        parser.error("--today sells one day as today's: add --days 1")
    return options


def journal_file(settings: Settings, url: str, options: Namespace) -> Path:
    """Return where the replay of this server remembers its devices."""
    if options.journal:
        return Path(options.journal)
    name = hashlib.sha256(url.encode()).hexdigest()[:12]
    return settings.state / "replay" / f"{name}.json"


def _add_file_options(parser: argparse.ArgumentParser) -> None:
    files = parser.add_argument_group("what the files mean")
    files.add_argument(
        "--timezone",
        type=_timezone,
        default="Europe/London",
        metavar="NAME",
        help="of the times in the files (Europe/London)",
    )
    files.add_argument(
        "--day-ends", type=_hour, default=4, metavar="HOUR", help="when a business date ends (4)"
    )
    files.add_argument(
        "--opening-float",
        type=_amount,
        default=0,
        metavar="AMOUNT",
        help="cash in the drawer on the first day (0.00)",
    )
    files.add_argument(
        "--source", default="", metavar="NAME", help="keeps two restaurants on one server apart"
    )


def _add_server_options(parser: argparse.ArgumentParser) -> None:
    server = parser.add_argument_group("another server than the one of ./fynlo up")
    server.add_argument("--url", metavar="URL", help="such as https://pos.example.com")
    server.add_argument("--login", help="of an owner or manager")
    server.add_argument("--password-file", type=Path, metavar="FILE", help="its first line")
    server.add_argument("--employee", metavar="NAME", help="a manager who signs in by PIN")
    server.add_argument("--pin-file", type=Path, metavar="FILE", help="its first line")
    server.add_argument("--till", metavar="NAME", help="(the first without a session)")
    server.add_argument("--journal", type=Path, metavar="FILE", help="(in the state folder)")


def _folder(text: str) -> Path:
    folder = Path(text)
    if not (folder / SALES).is_file():
        raise argparse.ArgumentTypeError(f"there is no {SALES} in {text}")
    return folder


def _positive(text: str) -> int:
    return _within(text, 1, 10_000)


def _hour(text: str) -> int:
    return _within(text, 0, 23)


def _within(text: str, least: int, most: int) -> int:
    if not text.isdecimal() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"{text} is no number from {least} to {most}")
    return int(text)


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0 < speed < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is no number above 0")
    return speed


def _amount(text: str) -> int:
    major, _, minor = text.partition(".")
    if not major.isdecimal() or not (minor == "" or (minor.isdecimal() and len(minor) == 2)):
        raise argparse.ArgumentTypeError(f"{text} is no amount such as 100.00")
    return int(major) * 100 + int(minor or 0)


def _timezone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError):
        raise argparse.ArgumentTypeError(f"{text} is no time zone such as Europe/London") from None
