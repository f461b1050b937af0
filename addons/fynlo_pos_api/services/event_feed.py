from typing import Any

from odoo import models
from odoo.tools import SQL

from ..const import BUS_FULL, BUS_TYPE, STATUS_CHANGED, Role, Scope
from ..domain.caller import Caller
from ..domain.feed_cursor import FeedCursor
from ..exceptions import Gone, MalformedRequest
from ..schemas.event import Event, EventFilter, Events
from .definition import Access, query


class FynloEventFeed(models.AbstractModel):
    """Who hears of which events, and the feed of those that a caller has missed."""

    _name = "fynlo.event.feed"
    _inherit = ["fynlo.service"]
    _description = "Feed of events"

    # === WHO HEARS WHAT === #

    def _channels(self, caller: Caller) -> dict[str, tuple[Any, str]]:
        """The bus' channels that a caller hears, by the name that a client knows them by.

        A till's people hear of their company, and what it holds of their own till. A customer has
        no channel: his orders are told in the feed, and by the link of each.
        """
        if caller.order_id:
            return {"order": (self.env["pos.order"].browse(caller.order_id), BUS_FULL)}
        if caller.role is Role.CUSTOMER:
            return {}
        company = self.env["res.company"].browse(caller.company_id)
        if Scope.REPORTS_READ in caller.scopes:
            return {"company": (company, BUS_FULL)}
        channels: dict[str, tuple[Any, str]] = {"company": (company, BUS_TYPE)}
        if caller.till_id and Scope.ORDERS_READ in caller.scopes:
            channels["till"] = (self.env["pos.config"].browse(caller.till_id), BUS_FULL)
        return channels

    def _domain_sql(self, caller: Caller) -> SQL:
        """Which events a caller hears of: the same as on its channels."""
        company = SQL("company_id = %s", caller.company_id)
        if caller.order_id:
            own = SQL("aggregate_model = 'pos.order' AND (%s)", self._own_sql(caller.order_id))
        elif caller.role is Role.CUSTOMER:
            own = SQL(
                "aggregate_model = 'pos.order' AND aggregate_id IN (SELECT o.id FROM pos_order o"
                " JOIN res_users u ON u.partner_id = o.partner_id WHERE u.id = %s)",
                caller.user_id,
            )
        else:
            return company
        return SQL("%s AND %s", company, own)

    def _own_sql(self, order_id: int) -> SQL:
        """What is about a guest's order, wherever it was merged to."""
        parts = [
            SQL("aggregate_id = %s AND id > %s", order.id, since)
            for order, since in self._own_since(order_id)
        ]
        return SQL(" OR ").join(parts)

    def _own_since(self, order_id: int) -> list[tuple[Any, int]]:
        """A guest's order and those that took it in, each with the event after which it is his.

        What happened to them before was another party's.
        """
        # sudo: a guest reads no order in Odoo; of these only the ids are used
        way = self.env["pos.order"].sudo().browse(order_id)._fynlo_way()
        # sudo: as in _read
        last = self.env["fynlo.event"].sudo()._last_ids(way[:-1]) if len(way) > 1 else {}
        return list(zip(way, [0, *(last.get(order.id, 0) for order in way[:-1])], strict=True))

    def _payload_sql(self, caller: Caller) -> SQL:
        """Of which events a caller may read what they hold: the same as on its channels."""
        if Scope.REPORTS_READ in caller.scopes:
            return SQL("TRUE")
        if caller.order_id or caller.role is Role.CUSTOMER:
            return SQL("name = %s", STATUS_CHANGED)
        if caller.till_id and Scope.ORDERS_READ in caller.scopes:
            return SQL("config_id = %s", caller.till_id)
        return SQL("FALSE")

    # === THE FEED === #

    @query("event.feed", Access.SIGNED_IN)
    def _read(self, data: EventFilter) -> Events:
        """The events after a cursor; without one none, and the cursor of this moment.

        :raises MalformedRequest: the cursor is not one of ours
        :raises Gone: cursor_expired: it is of another history than this database's, or of a time
            whose events are deleted
        """
        # sudo: the conditions name what the caller may hear of
        events = self.env["fynlo.event"].sudo()
        horizon = events._horizon()
        present = FeedCursor(horizon.epoch, horizon.xid, 0)
        if data.cursor is None:
            return Events(
                items=[],
                cursor=present.encode(),
                has_more=False,
                lag_seconds=horizon.lag_seconds,
            )
        after = self._seen(data.cursor, present)
        conditions = self._domain_sql(self._caller), self._payload_sql(self._caller)
        rows = events._after(_place(after), horizon.xid, *conditions, data.limit + 1)
        page, has_more = rows[: data.limit], len(rows) > data.limit
        items = [
            Event.from_row(row, FeedCursor(horizon.epoch, row["xid"], row["id"])) for row in page
        ]
        return Events(
            items=items,
            cursor=items[-1].cursor if has_more else max(present, after, key=_place).encode(),
            has_more=has_more,
            lag_seconds=horizon.lag_seconds,
        )

    def _seen(self, text: str, present: FeedCursor) -> FeedCursor:
        """The cursor that a client sent, when all that follows is in this database."""
        try:
            cursor = FeedCursor.decode(text)
        except ValueError:
            raise MalformedRequest("Send a cursor as it came.", field="cursor") from None
        if cursor.epoch != present.epoch:
            raise Gone("The cursor is of another history: read the state anew, then go on.")
        # sudo: as in _read
        if cursor.xid <= self.env["fynlo.event"].sudo()._deleted_to():
            raise Gone("Events after this cursor are deleted: read the state anew, then go on.")
        return cursor


def _place(cursor: FeedCursor) -> tuple[int, int]:
    return cursor.xid, cursor.event_id
