"""Secrets at rest: sealed with AES-256-GCM under a key from outside the database, where given."""

import base64
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_SEALED = "sealed:"
_OPEN = "open:"
_NONCE_BYTES = 12


class CannotUnseal(ValueError):
    """It was sealed under another key, or none is given now."""


def seal(secret: bytes, passphrase: str | None, purpose: str) -> str:
    """Text to store. Without a passphrase it is only encoded, and says so.

    :param purpose: another purpose gives another key of the same passphrase
    """
    if not passphrase:
        return _OPEN + base64.b64encode(secret).decode()
    nonce = os.urandom(_NONCE_BYTES)
    sealed = AESGCM(_key(passphrase, purpose)).encrypt(nonce, secret, purpose.encode())
    return _SEALED + base64.b64encode(nonce + sealed).decode()


def unseal(stored: str, passphrase: str | None, purpose: str) -> bytes:
    """What was sealed. Raises CannotUnseal."""
    if stored.startswith(_OPEN):
        return base64.b64decode(stored.removeprefix(_OPEN))
    if not passphrase:
        raise CannotUnseal("it is sealed and no passphrase is given")
    data = base64.b64decode(stored.removeprefix(_SEALED))
    try:
        return AESGCM(_key(passphrase, purpose)).decrypt(
            data[:_NONCE_BYTES], data[_NONCE_BYTES:], purpose.encode()
        )
    except InvalidTag:
        raise CannotUnseal("it was sealed under another passphrase") from None


def _key(passphrase: str, purpose: str) -> bytes:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=purpose.encode())
    return kdf.derive(passphrase.encode())
