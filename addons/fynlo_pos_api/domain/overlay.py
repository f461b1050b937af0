"""A dict over another one that it never changes."""

from collections.abc import Mapping
from typing import Any


class Overlay(dict[Any, Any]):
    """Finds its own entries first, then those of `base`; iterates over its own only.

    Stands in for a field's cache in Odoo's ORM: the ORM looks a record up by id, stores what it
    fetches, and drops what is invalid. Dropping leaves the shared base alone.

    >>> shared = {1: "a", 2: "b"}
    >>> cache = Overlay(shared)
    >>> cache[3] = "c"
    >>> cache[1], cache.get(3), 2 in cache, cache.get(9)
    ('a', 'c', True, None)
    >>> cache.pop(1, None), 1 in cache, shared
    ('a', False, {1: 'a', 2: 'b'})
    """

    __slots__ = ("base",)

    def __init__(self, base: Mapping[Any, Any]) -> None:
        super().__init__()
        self.base = base

    def __missing__(self, key: Any) -> Any:
        return self.base[key]

    def __contains__(self, key: Any) -> bool:
        return dict.__contains__(self, key) or key in self.base

    def __bool__(self) -> bool:
        return bool(len(self) or self.base)

    def get(self, key: Any, default: Any = None) -> Any:
        """The value of a key here, else in the base."""
        if dict.__contains__(self, key):
            return dict.__getitem__(self, key)
        return self.base.get(key, default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        """The value of a key; a new one only where neither this nor the base has it."""
        if key in self:
            return self[key]
        self[key] = default
        return default

    def pop(self, key: Any, *default: Any) -> Any:
        """Take a key away; the base is left behind without it."""
        value = self.get(key, *default)
        if key in self.base:
            base = dict(self.base)
            base.pop(key, None)
            self.base = base
        super().pop(key, None)
        return value

    def clear(self) -> None:
        """Forget everything, the base too."""
        self.base = {}
        dict.clear(self)
