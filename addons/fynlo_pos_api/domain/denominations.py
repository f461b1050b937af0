"""Cash counted by coins and notes."""

from collections.abc import Collection, Sequence

# A coin or note in minor units, and how many of it.
Counted = tuple[int, int]


def total_of(counted: Sequence[Counted]) -> int:
    """What the coins and notes come to, in minor units.

    >>> total_of([(2000, 3), (50, 1)]), total_of([])
    (6050, 0)
    """
    return sum(value * count for value, count in counted)


def first_wrong(counted: Sequence[Counted], known: Collection[int]) -> tuple[int, str] | None:
    """The place of the first coin or note that is unknown or named twice, and what is wrong.

    :param known: the coins and notes of the till, in minor units

    >>> first_wrong([(500, 1), (300, 2)], {500, 1000})
    (1, 'There is no coin or note of 300; the till has 500, 1000.')
    >>> first_wrong([(500, 1), (500, 2)], {500, 1000})
    (1, 'The coin or note of 500 is counted twice; add the two up.')
    >>> first_wrong([(500, 1), (1000, 2)], {500, 1000})
    """
    seen: set[int] = set()
    for place, (value, _) in enumerate(counted):
        if value not in known:
            has = ", ".join(map(str, sorted(known)))
            return place, f"There is no coin or note of {value}; the till has {has}."
        if value in seen:
            return place, f"The coin or note of {value} is counted twice; add the two up."
        seen.add(value)
    return None
