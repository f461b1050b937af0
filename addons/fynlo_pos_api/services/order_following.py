from collections import defaultdict
from datetime import datetime
from typing import Any, NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..const import Scope
from ..domain import cursor
from ..domain.roles import STAFF
from ..exceptions import MalformedRequest
from ..schemas.order import OrderGet
from ..schemas.order_status import FollowedOrder, FollowedOrders, FollowedOrdersPage, TimelineItem
from .definition import query


class _Change(NamedTuple):
    """An event that gave an order a status."""

    event_id: int
    order_id: int
    status: str
    previous: str | None
    at: datetime
    note: str | None
    who: str | None


class FynloOrderFollowing(models.AbstractModel):
    """Tells how far orders are: a guest of his own, staff of all that they may see."""

    _name = "fynlo.order.following"
    _inherit = ["fynlo.order.records"]
    _description = "How far orders are"

    @query("order.status", Scope.ORDER_STATUS_READ)
    def read_status(self, data: OrderGet) -> FollowedOrder:
        """How far an order is, and how it came there.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Forbidden: order_forbidden: it is somebody else's
        """
        [followed] = self._followed(self._find(str(data.order_id)))
        return followed

    @query("order.status_history", Scope.ORDER_STATUS_READ)
    def list_followed(self, data: FollowedOrdersPage) -> FollowedOrders:
        """The orders that the caller may follow, newest first, a page at a time.

        :raises MalformedRequest: the cursor is not one of ours
        """
        domain = Domain(self._scope())
        if data.cursor:
            try:
                domain &= Domain("id", "<", cursor.decode(data.cursor))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        found = self._orders().search(domain, order="id desc", limit=data.limit + 1)
        page = found[: data.limit]
        return FollowedOrders(
            items=self._followed(page),
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )

    def _followed(self, orders: Any) -> list[FollowedOrder]:
        """Orders (pos.order) with their timelines, in the same order."""
        changes, statuses = self._changes(orders), self.env["fynlo.order.status"]
        return [
            FollowedOrder.with_timeline(
                order, statuses._estimate(order), self._timeline(order, changes[order.id])
            )
            for order in orders
        ]

    def _timeline(self, order: Any, changes: list[_Change]) -> list[TimelineItem]:
        """What the events tell; an order of Odoo's own till has none of its beginning or end."""
        items = [TimelineItem.of(item.status, item.at, item.note, item.who) for item in changes]
        first = changes[0].previous if changes else order.fynlo_status
        if first:
            items.insert(0, TimelineItem.of(first, order.date_order))
        if items[-1].status != order.fynlo_status:
            items.append(TimelineItem.of(order.fynlo_status, order.write_date))
        return items

    def _timeline_on(self, order: Any) -> list[TimelineItem]:
        """The timeline of an order that was merged, as its guest knows it: going on with that of
        the order that took it in, from then on.
        """
        own = self.env["fynlo.event.feed"]._own_since(order.id)
        changes = self._changes(order._fynlo_way())
        items = self._timeline(order, changes[order.id])
        for taker, since in own[1:]:
            # That it was cancelled is its money side's; to the guest it goes on.
            merged_at = items.pop().at
            later = [item for item in changes[taker.id] if item.event_id > since]
            status = later[0].previous if later else taker.fynlo_status
            if status and not (items and items[-1].status == status):
                items.append(TimelineItem.of(status, merged_at))
            items += [TimelineItem.of(item.status, item.at, item.note, item.who) for item in later]
        return items

    def _changes(self, orders: Any) -> dict[int, list[_Change]]:
        """The events that gave the orders their statuses, by order, in one query."""
        found: dict[int, list[_Change]] = defaultdict(list)
        is_staff = self._caller.role in STAFF
        for row in self.env.execute_query(
            SQL(
                "SELECT event.id, event.aggregate_id,"
                " COALESCE(event.payload ->> 'status', 'pending'), event.payload ->> 'previous',"
                " event.occurred_at, event.payload ->> 'note',"
                " CASE WHEN %s THEN COALESCE(employee.name, person.name) END"
                " FROM fynlo_event event"
                " LEFT JOIN hr_employee employee ON employee.id = event.employee_id"
                " LEFT JOIN res_users account ON account.id = event.user_id"
                " LEFT JOIN res_partner person ON person.id = account.partner_id"
                " WHERE event.aggregate_model = %s AND event.aggregate_id = ANY(%s)"
                " AND event.name IN ('order.created', 'order.status_changed')"
                " ORDER BY event.aggregate_id, event.version",
                is_staff,
                orders._name,
                orders.ids,
            )
        ):
            change = _Change(*row)
            found[change.order_id].append(change)
        return found
