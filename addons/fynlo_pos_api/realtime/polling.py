"""Reading the bus for one websocket: when it begins, or when it could not keep up."""

import time
from typing import Any

from odoo.addons.bus.models.bus import json_dump
from odoo.addons.bus.websocket import acquire_cursor

from .gate import gate
from .history import remember
from .notification import Notification

_UNREAD = """
SELECT id, message FROM bus_bus
 WHERE channel = ANY(%s) AND id > %s AND NOT id = ANY(%s) ORDER BY id
"""


def poll(socket: Any) -> list[Notification]:
    """What a socket was not told yet; it counts as told from now on."""
    told = [notification_id for notification_id, _ in socket._notif_history]
    channels = [json_dump(channel) for channel in socket._channels]
    with gate, acquire_cursor(socket._db) as cursor:
        cursor.execute(_UNREAD, [channels, socket._last_notif_sent_id, told])
        found = [Notification(*row) for row in cursor.fetchall()]
    remember(socket, [item.id for item in found], time.time())
    return found
