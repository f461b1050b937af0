from functools import partial
from typing import Any

from odoo import models

from ..const import BUS_FULL, BUS_TYPE, STATUS_CHANGED
from ..domain.feed_cursor import FeedCursor
from ..http import metrics
from ..models.fynlo_event import Written
from ..schemas.event import Event


class FynloOutbox(models.AbstractModel):
    """Writes events and hands them to Odoo's bus, which sends them after the commit."""

    _name = "fynlo.outbox"
    _description = "Writes and publishes events"

    def _publish(self, events: list[dict[str, Any]]) -> None:
        """Append events to the outbox and send each to its channels.

        All messages of a transaction go out in the one INSERT that Odoo makes of them.
        """
        if not events:
            return
        for event, written in zip(events, self.env["fynlo.event"]._append(events), strict=True):
            # A transaction that collides runs again: only what is committed is an event.
            self.env.cr.postcommit.add(partial(metrics.event_written, event["name"]))
            self._send(event, written)
        self._tell_web_tills(events)

    def _channels(self, event: dict[str, Any]) -> list[tuple[tuple[Any, str], bool]]:
        """Where an event is told: channels of the bus, and whether what it holds goes there too.

        A channel is a record and a kind, which no client can name itself. An addon adds its own.
        Who hears which is in fynlo.event.feed, and for Odoo's browsers in models/ir_websocket.
        """
        company = self.env["res.company"].browse(event["company_id"])
        channels = [((company, BUS_TYPE), False), ((company, BUS_FULL), True)]
        if event["config_id"]:
            till = self.env["pos.config"].browse(event["config_id"])
            channels.append(((till, BUS_FULL), True))
        if event["aggregate_model"] == "pos.order":
            # sudo: whether a guest follows the order is known to nobody
            order = self.env["pos.order"].sudo().browse(event["aggregate_id"])
            is_status = event["name"] == STATUS_CHANGED
            channels += [((own, BUS_FULL), is_status) for own in order._fynlo_followed()]
        return channels

    def _send(self, event: dict[str, Any], written: Written) -> None:
        # Whoever has heard this message has heard all that was over when its transaction began:
        # a cursor of the message's own place would miss what another commits late.
        cursor = FeedCursor(self.env["fynlo.event"]._epoch(), written.seen_below, 0)
        row = {**event, "id": written.id, "occurred_at": written.occurred_at}
        full = Event.from_row(row, cursor).model_dump(mode="json")
        short = {name: value for name, value in full.items() if name != "payload"}
        for channel, with_payload in self._channels(event):
            self.env["bus.bus"]._sendone(channel, BUS_TYPE, full if with_payload else short)

    def _tell_web_tills(self, events: list[dict[str, Any]]) -> None:
        """Let Odoo's own till, where it is open in a browser, read the orders that changed.

        Its message goes out in the same INSERT as the others. Whether a browser listens is not
        known to the database, and asking would cost more than telling.
        """
        # sudo: a till's channel is known to those who work on it; only ids are sent
        orders = self.env["pos.order"].sudo()
        changed = orders.browse(
            {event["aggregate_id"] for event in events if event["aggregate_model"] == orders._name}
        )
        for session, told in changed.grouped("session_id").items():
            session.config_id._notify("SYNCHRONISATION", _read_again(session, told))


def _read_again(session: Any, orders: Any) -> dict[str, Any]:
    """What notify_synchronisation of pos.config sends, with the session's orders that changed.

    Whoever saves an order at Odoo's till reads it in the answer. No device of Odoo's is "fynlo".
    """
    return {
        "static_records": {},
        "session_id": session.id,
        "device_identifier": orders.env.context.get("device_identifier") or "fynlo",
        "records": {orders._name: orders.ids},
    }
