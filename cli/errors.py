"""What the command line can fail with.

CliError            a sentence for the person at the terminal
└── CommandFailed   a program that was run ended badly; carries the end of its output
"""


class CliError(Exception):
    """Says what is wrong and what to do about it; shown without a traceback."""


class CommandFailed(CliError):
    """A program ended with another status than 0."""

    def __init__(self, what: str, status: int, output: str = "") -> None:
        tail = "\n".join(output.strip().splitlines()[-30:])
        super().__init__(f"{what} ended with status {status}" + (f":\n{tail}" if tail else ""))
        self.status = status
