"""QR codes as pictures, for screens of the back office."""

import base64
import io

import qrcode


def qr_png(text: str, box_size: int = 8) -> bytes:
    """A QR code as PNG in base64, as Odoo's picture fields hold one.

    :param box_size: pixels of each square
    """
    buffer = io.BytesIO()
    qrcode.make(text, box_size=box_size).save(buffer, format="PNG")
    return base64.b64encode(buffer.getvalue())
