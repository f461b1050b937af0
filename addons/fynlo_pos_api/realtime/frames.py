"""How notifications are told: as events to clients of ours, and as Odoo's own browsers know them.

What many sockets are told is encoded once for all of them.
"""

import json
import struct
from collections.abc import Sequence
from typing import Any

from odoo.addons.bus.websocket import Opcode

from ..const import BUS_TYPE
from .notification import Notification

_FINAL = 0x80
_SHORT, _LONG = 126, 65_536


def text_frame(text: bytes) -> bytes:
    """A whole text frame of the websocket protocol (RFC 6455), as a server sends it."""
    first, size = _FINAL | Opcode.TEXT, len(text)
    if size < _SHORT:
        return struct.pack("!BB", first, size) + text
    if size < _LONG:
        return struct.pack("!BBH", first, 126, size) + text
    return struct.pack("!BBQ", first, 127, size) + text


def bus_text(notifications: Sequence[Notification]) -> bytes:
    """The notifications as Odoo's browsers get them; what is JSON already is not decoded."""
    items = (f'{{"id":{item.id},"message":{item.message}}}' for item in notifications)
    return f"[{','.join(items)}]".encode()


def events_text(notifications: Sequence[Notification]) -> bytes:
    """The events among these as our clients get them; empty when there is none.

    An event may come by several channels, and by one of them with its payload: it is told once,
    and with all that this client may read.
    """
    events: dict[int, dict[str, Any]] = {}
    for notification in notifications:
        message = json.loads(notification.message)
        if message["type"] != BUS_TYPE:
            continue
        event = message["payload"]
        if event["id"] not in events or "payload" in event:
            events[event["id"]] = event
    if not events:
        return b""
    told = {"type": "events", "items": list(events.values())}
    return json.dumps(told, separators=(",", ":")).encode()
