"""A restaurant's colour on a page that everybody must be able to read (WCAG 2.2)."""

import re

# Without a colour of its own: a dark green that white text stands on at 7 to 1.
OWN_COLOUR = "#14532d"
# What text needs; a bar or a border needs LEAST_FOR_SHAPES.
LEAST_FOR_TEXT, LEAST_FOR_SHAPES = 4.5, 3.0
WHITE, BLACK = "#ffffff", "#000000"
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_STEPS = 20


def plain(colour: str | None) -> str:
    """A colour that can be put into a style sheet as it is; our own for whatever is none.

    >>> plain("#AB12cd"), plain("red; } body { display: none"), plain(None)
    ('#ab12cd', '#14532d', '#14532d')
    """
    return colour.lower() if colour and _HEX.fullmatch(colour) else OWN_COLOUR


def contrast(one: str, other: str) -> float:
    """How far two colours stand apart, from 1 to 21.

    >>> contrast(BLACK, WHITE), round(contrast("#777777", WHITE), 2)
    (21.0, 4.48)
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((light + 0.05) / (dark + 0.05), 4)


def text_on(colour: str) -> str:
    """Black or white, whichever is read better on the colour.

    >>> text_on("#14532d"), text_on("#ffd54f")
    ('#ffffff', '#000000')
    """
    return max((WHITE, BLACK), key=lambda text: contrast(text, colour))


def readable_on(colour: str, ground: str, least: float = LEAST_FOR_TEXT) -> str:
    """The colour, mixed with black or white only as far as it must be to be seen on the ground.

    >>> readable_on("#14532d", WHITE)
    '#14532d'
    >>> contrast(readable_on("#ffd54f", WHITE), WHITE) >= LEAST_FOR_TEXT
    True
    >>> contrast(readable_on("#14532d", "#15171a"), "#15171a") >= LEAST_FOR_TEXT
    True
    """
    towards = text_on(ground)
    mixed = (_mix(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next((found for found in mixed if contrast(found, ground) >= least), towards)


def _channels(colour: str) -> list[int]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def _mix(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _luminance(colour: str) -> float:
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
