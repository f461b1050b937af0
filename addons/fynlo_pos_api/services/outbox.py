from functools import partial
from typing import Any

from odoo import models

from ..const import BUS_FULL, BUS_TYPE
from ..http import metrics


class FynloOutbox(models.AbstractModel):
    """Writes events and hands them to Odoo's bus, which sends them after the commit."""

    _name = "fynlo.outbox"
    _description = "Writes and publishes events"

    def _publish(self, events: list[dict[str, Any]]) -> None:
        """Append events to the outbox and notify the company's two channels.

        Everybody hears what happened to what; the payload goes to those who may read it
        (models/ir_websocket).
        """
        if not events:
            return
        for event, (xid, event_id) in zip(
            events, self.env["fynlo.event"]._append(events), strict=True
        ):
            message = {
                "id": event_id,
                "name": event["name"],
                "aggregate": event["aggregate_model"],
                "aggregate_id": event["aggregate_id"],
                "aggregate_uuid": event["aggregate_uuid"],
                "version": event["version"],
                "cursor": f"{xid}.{event_id}",
            }
            company = self.env["res.company"].browse(event["company_id"])
            # A transaction that collides runs again: only what is committed is an event.
            self.env.cr.postcommit.add(partial(metrics.event_written, event["name"]))
            full = {**message, "payload": event["payload"]}
            self.env["bus.bus"]._sendone((company, BUS_TYPE), BUS_TYPE, message)
            self.env["bus.bus"]._sendone((company, BUS_FULL), BUS_TYPE, full)
        self._tell_web_tills(events)

    def _tell_web_tills(self, events: list[dict[str, Any]]) -> None:
        """Let Odoo's own till, where it is open in a browser, read the orders that changed.

        Its message goes out in the same INSERT as the others. Whether a browser listens is not
        known to the database, and asking would cost more than telling.
        """
        # sudo: a till's channel is known to those who work on it; only its session's id is sent
        orders = self.env["pos.order"].sudo()
        changed = orders.browse(
            event["aggregate_id"] for event in events if event["aggregate_model"] == orders._name
        )
        for session in changed.session_id:
            session.config_id._notify("SYNCHRONISATION", _read_again(session))


def _read_again(session: Any) -> dict[str, Any]:
    """What notify_synchronisation of pos.config sends; no device of Odoo's has that identifier."""
    return {
        "static_records": {},
        "session_id": session.id,
        "device_identifier": "fynlo",
        "records": {},
    }
