"""Opaque cursors: where the next page of a list begins."""

import base64
import binascii


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
        if version == "v1" and number.isascii() and number.isdigit() and int(number) < 2**31:
            return int(number)
    except (binascii.Error, UnicodeDecodeError, ValueError):
        pass
    raise ValueError(f"not a cursor: {cursor}")
