"""Pictures as callers send them: base64 of a PNG, JPEG or WebP."""

import base64
import binascii
import io

from PIL import Image

# As base64, a third more: about 4 MB.
MOST_CHARACTERS = 4_200_000
# A small file may stand for a picture that fills the memory.
_MOST_PIXELS = 25_000_000
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


def is_picture(content: bytes) -> bool:
    r"""Whether bytes begin as a JPEG, a PNG or a WebP does.

    >>> is_picture(b"\x89PNG\r\n\x1a\n..."), is_picture(b"RIFF....WEBPVP8 "), is_picture(b"<svg/>")
    (True, True, False)
    """
    return content.startswith(_STARTS) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def decoded(text: str) -> bytes:
    """The bytes of a picture.

    :raises ValueError: the text is no base64, or no picture of these kinds that can be opened

    >>> decoded("PHN2Zy8+")
    Traceback (most recent call last):
    ValueError: send a PNG, JPEG or WebP picture
    """
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("send the picture as base64") from None
    if not is_picture(content):
        raise ValueError("send a PNG, JPEG or WebP picture")
    _check_whole(content)
    return content


def _check_whole(content: bytes) -> None:
    """:raises ValueError: the picture is broken, or larger than anybody needs."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height = picture.size
            if width * height > _MOST_PIXELS:
                raise ValueError(f"send a picture of at most {_MOST_PIXELS // 10**6} megapixels")
            picture.load()
    except (OSError, SyntaxError, Image.DecompressionBombError):
        raise ValueError("send a picture that can be opened") from None
