"""CPU time of a server and its workers, which a busy machine stretches far less than the clock."""

import os
from pathlib import Path

MS_PER_TICK = 1000 / os.sysconf("SC_CLK_TCK")


def server_cpu_ms(group: int) -> float:
    """Return the milliseconds of CPU that the living processes of a process group have used.

    The database's processes are not of the group.
    """
    return sum(_ticks(stat, group) for stat in Path("/proc").glob("[0-9]*/stat")) * MS_PER_TICK


def _ticks(stat: Path, group: int) -> int:
    try:
        # The second field is the command in parentheses and may hold spaces itself.
        fields = stat.read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12]) if int(fields[2]) == group else 0
