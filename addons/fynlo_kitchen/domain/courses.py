"""Which courses of an order wait until they are fired."""

from collections.abc import Collection


def held_courses(
    numbers: Collection[int], fired: Collection[int], kept: Collection[int] = ()
) -> set[int]:
    """The courses, of those that dishes have, that are not made yet.

    The first course is made when the order is sent; the others wait. A dish that comes late for a
    course that was fired, or for one before it, is made at once.

    :param fired: those that were fired
    :param kept: those that staff hold back, whatever their turn is

    >>> held_courses({1, 2, 3}, fired=()), held_courses({1, 2, 3}, fired={2})
    ({2, 3}, {3})
    >>> held_courses({1, 2}, fired=(), kept={1})
    {1, 2}
    """
    current = max(fired, default=min(numbers, default=0))
    return {number for number in numbers if number > current or number in kept}


def next_course(waiting: Collection[int], unserved: Collection[int]) -> int | None:
    """The course to fire now that others were served; None while an earlier one is not.

    :param waiting: the courses that are held
    :param unserved: the courses of which something that was fired is not served yet

    >>> next_course({2, 3}, set()), next_course({2}, {1}), next_course(set(), set())
    (2, None, None)
    """
    first = min(waiting, default=None)
    return None if first is None or unserved else first
