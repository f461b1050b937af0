from typing import Any

from odoo import models
from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import BUS_FULL
from odoo.addons.fynlo_pos_api.domain.caller import Caller

from ..const import SHOWN_AT

TICKETS = "fynlo.kitchen.ticket"
# Of every order: the guests' screen shows which are ready. On (company, STATUSES), without payload.
STATUS_CHANGED = "order.status_changed"
STATUSES = "fynlo.order.statuses"


class FynloEventFeed(models.AbstractModel):
    _inherit = "fynlo.event.feed"

    def _channels(self, caller: Caller) -> dict[str, tuple[Any, str]]:
        """The screen of a station hears of its own tickets, and that an order's status changed.

        The channel of an expo station has more: that the stations go on with dishes that it shows.
        """
        if not caller.station_id:
            return super()._channels(caller)
        return {
            "station": (self.env["fynlo.kitchen.station"].browse(caller.station_id), BUS_FULL),
            "statuses": (self.env["res.company"].browse(caller.company_id), STATUSES),
        }

    def _domain_sql(self, caller: Caller) -> SQL:
        """The same as on its channels."""
        domain = super()._domain_sql(caller)
        if not caller.station_id:
            return domain
        return SQL(
            "%s AND (%s OR %s OR name = %s)",
            domain,
            _of_station(caller),
            _shown_at(caller),
            STATUS_CHANGED,
        )

    def _payload_sql(self, caller: Caller) -> SQL:
        """The same as on its channels."""
        if not caller.station_id:
            return super()._payload_sql(caller)
        return _of_station(caller)


class FynloOutbox(models.AbstractModel):
    _inherit = "fynlo.outbox"

    def _channels(self, event: dict[str, Any]) -> list[tuple[tuple[Any, str], bool]]:
        """A station hears of its tickets, and the guests' screen of statuses.

        The expo is told without payload that others go on: it reads its own tickets then.
        """
        channels = super()._channels(event)
        if event["aggregate_model"] == TICKETS:
            payload, stations = event["payload"], self.env["fynlo.kitchen.station"]
            channels.append(((stations.browse(payload["station_id"]), BUS_FULL), True))
            for station in stations.browse(payload.get(SHOWN_AT, ())):
                channels.append(((station, BUS_FULL), False))
        if event["name"] == STATUS_CHANGED:
            company = self.env["res.company"].browse(event["company_id"])
            channels.append(((company, STATUSES), False))
        return channels


def _of_station(caller: Caller) -> SQL:
    return SQL(
        "(aggregate_model = %s AND payload->>'station_id' = %s)", TICKETS, str(caller.station_id)
    )


def _shown_at(caller: Caller) -> SQL:
    """Tickets of other stations whose dishes the caller's, an expo, shows."""
    return SQL(
        "(aggregate_model = %s AND payload->%s @> %s::jsonb)",
        TICKETS,
        SHOWN_AT,
        str(caller.station_id),
    )
