"""Secrets that we give out once and keep only the hash of."""

import hashlib
import secrets

# Without the letters and digits that are easily taken for one another: 0 O, 1 I L, 2 Z, 5 S, 8 B.
PAIRING_ALPHABET = "ACDEFGHJKMNPQRTUVWXY3479"
PAIRING_LENGTH = 8
_SECRET_BYTES = 32

REFRESH_PREFIX = "fyr_"
DEVICE_PREFIX = "fyd_"
API_KEY_PREFIX = "fyk_"
ORDER_PREFIX = "fyo_"


def new_secret(prefix: str) -> str:
    """A secret of 256 random bits; the prefix says what it is for, also to secret scanners."""
    return prefix + secrets.token_urlsafe(_SECRET_BYTES)


def new_pairing_code() -> str:
    """A pairing code: 8 characters that are hard to misread, about 37 random bits."""
    return "".join(secrets.choice(PAIRING_ALPHABET) for _ in range(PAIRING_LENGTH))


def plain_pairing_code(typed: str) -> str:
    """A pairing code as somebody typed it, without spaces and hyphens, in capitals.

    >>> plain_pairing_code(" acde-fghj ")
    'ACDEFGHJ'
    """
    return "".join(typed.split()).replace("-", "").upper()


def fingerprint(secret: str) -> str:
    """The SHA-256 of a random secret, as it is stored. Not for what people choose."""
    return hashlib.sha256(secret.encode()).hexdigest()
