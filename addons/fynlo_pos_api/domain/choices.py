"""How many choices of a group of modifiers a guest makes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """At least `minimum`, at most `maximum`; a maximum of 0 is any number."""

    minimum: int
    maximum: int

    def hold(self, count: int) -> bool:
        """Whether so many choices are right.

        >>> Bounds(1, 1).hold(1), Bounds(0, 0).hold(7), Bounds(2, 3).hold(1)
        (True, True, False)
        """
        return self.minimum <= count and (not self.maximum or count <= self.maximum)

    @property
    def wanted(self) -> str:
        """What would be right, for a person.

        >>> [bounds.wanted for bounds in (Bounds(1, 1), Bounds(2, 3), Bounds(2, 0), Bounds(0, 3))]
        ['one', '2 to 3', 'at least 2', 'at most 3']
        """
        if self.minimum == self.maximum:
            return "one" if self.minimum == 1 else str(self.minimum)
        if not self.maximum:
            return f"at least {self.minimum}"
        return f"{self.minimum} to {self.maximum}" if self.minimum else f"at most {self.maximum}"
