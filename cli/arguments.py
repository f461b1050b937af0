"""The words that ./fynlo takes."""

from argparse import ArgumentParser, Namespace

HANDED_ON = ("bench", "replay", "shell", "psql")
SUITES = ("lint", "unit", "e2e", "browser")
# Tests that are not ours: Odoo's, with our addons installed.
BY_NAME_ONLY = ("odoo-bus",)


def parse(words: list[str]) -> Namespace:
    """Read the command line; the result says which module and function run it."""
    parser = ArgumentParser(
        prog="./fynlo", description="Fynlo, a restaurant point of sale on Odoo."
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def add(
        name: str, text: str, module: str, function: str = "run", **more: str
    ) -> ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(
            module=module, function=function, packages=more.get("packages", "runtime"), name=name
        )
        return command

    _up(add("up", "set up and start everything", "up"))
    add("down", "stop everything", "up", "down")
    add("status", "say where everything is", "status").add_argument("--json", action="store_true")
    _logs(add("logs", "follow the logs", "inside", "logs"))
    add("shell", "open odoo shell", "inside", "shell")
    add("psql", "open psql", "inside", "psql")
    add("reset", "drop the restaurant's data", "inside", "reset").add_argument(
        "--yes", action="store_true", help="do not ask"
    )
    known = (*SUITES, *BY_NAME_ONLY)
    test = add("test", "run the checks and tests", "suites", packages="development")
    test.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(known))
    test.add_argument("-k", dest="keyword", help="only tests whose names match, as in pytest")
    add("bench", "measure against stock Odoo", "dispatch")
    add("replay", "sell a folder of past orders through the API", "dispatch")
    if words and words[0] in HANDED_ON:
        # What follows belongs to another program, its --help too.
        return Namespace(**vars(parser.parse_args(words[:1])), arguments=words[1:])
    options = parser.parse_args(words)
    unknown = set(getattr(options, "suites", [])) - set(known)
    if unknown:
        parser.error(f"unknown suites: {', '.join(sorted(unknown))} (of {', '.join(known)})")
    return options


def _up(command: ArgumentParser) -> None:
    command.add_argument("--port", type=int, help="for HTTP (8069)")
    command.add_argument("--workers", type=int, help="prefork processes (0: threads)")
    command.add_argument("--host", help="address to listen on (127.0.0.1: only this machine)")
    command.add_argument("--log-json", action="store_true", help="write logs as JSON lines")


def _logs(command: ArgumentParser) -> None:
    command.add_argument("names", nargs="*", metavar="NAME", help="odoo, postgres, redis...")
    command.add_argument("-n", "--lines", type=int, default=100, help="lines to begin with (100)")
    command.add_argument("--no-follow", action="store_true", help="end after the last line")
