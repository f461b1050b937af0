"""What a websocket was told of late: ids commit late, so the highest one says too little."""

import bisect
from collections.abc import Iterable
from typing import Any

from odoo.addons.bus.websocket import Websocket

KEPT_SECONDS = Websocket.MAX_NOTIFICATION_HISTORY_SEC


def remember(socket: Any, ids: Iterable[int], now: float) -> None:
    """Note that a socket was told these, and forget what is too old to come again.

    The two attributes are Odoo's own: its poll goes on from them (see Websocket there).
    """
    told = socket._notif_history
    for notification_id in ids:
        if told and told[-1][0] > notification_id:
            bisect.insort(told, (notification_id, now), key=lambda item: item[0])
        else:
            told.append((notification_id, now))
    old = next((n for n, (_, at) in enumerate(told) if now - at <= KEPT_SECONDS), len(told))
    if old:
        socket._last_notif_sent_id = told[old - 1][0]
        del told[:old]
