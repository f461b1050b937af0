"""Opaque cursors: where the next page of a list begins."""

import base64
import binascii

from ..const import MAX_ID


def encode(last_id: int) -> str:
    """The cursor behind the record with this id.

    >>> decode(encode(42))
    42
    """
    return base64.urlsafe_b64encode(f"v1:{last_id}".encode()).decode().rstrip("=")


def decode(cursor: str) -> int:
    """The id in a cursor.

    :raises ValueError: it was not made by encode

    >>> decode("nonsense")
    Traceback (most recent call last):
    ValueError: not a cursor: nonsense
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        version, _, number = base64.urlsafe_b64decode(padded).decode().partition(":")
    except (binascii.Error, ValueError):
        version, number = "", ""
    if version != "v1" or not (number.isascii() and number.isdigit()) or int(number) > MAX_ID:
        raise ValueError(f"not a cursor: {cursor}")
    return int(number)
