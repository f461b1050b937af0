"""./fynlo replay DIR [--days N] [--clients N] [--speed X] [--kitchen] [--today] [--json]"""

import json
import sys

from ..errors import CliError
from ..settings import Settings
from .options import parse
from .run import replay


def main(words: list[str]) -> int:
    """Replay and print the result; 1 when anything differs or the replay cannot go on."""
    options = parse(words)
    try:
        summary = replay(Settings.from_environment(), options)
    except CliError as problem:
        print(f"fynlo: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nfynlo: interrupted; run it again to go on", file=sys.stderr)
        return 130
    summary.show()
    if options.json:
        print(json.dumps(summary.as_object(), indent=2))
    return 0 if summary.is_equal else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
