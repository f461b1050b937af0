from typing import Any

from odoo import models

from ..const import Scope
from ..domain import cursor
from ..domain.order_story import Words, tell
from ..exceptions import MalformedRequest
from ..schemas.order_history import HistoryItem, OrderHistory, OrderHistoryFilter
from .definition import query


class FynloOrderHistory(models.AbstractModel):
    """What each employee did to an order, from its events."""

    _name = "fynlo.order.history"
    _inherit = ["fynlo.order.records"]
    _description = "History of orders"

    @query("order.history", Scope.ORDERS_READ)
    def list_history(self, data: OrderHistoryFilter) -> OrderHistory:
        """What happened to an order, what happened first at first, a page at a time.

        :raises NotFound: there is no such order in the caller's company and till
        :raises MalformedRequest: the cursor is not one of ours
        """
        order = self._find(str(data.order_id))
        domain = [("aggregate_model", "=", order._name), ("aggregate_id", "=", order.id)]
        if data.cursor:
            try:
                domain.append(("version", ">", cursor.decode(data.cursor)))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        # sudo: who may read the order may know what was done to it, in words
        events = self.env["fynlo.event"].sudo()
        found = events.search(domain, order="version", limit=data.limit + 1)
        page = found[: data.limit]
        words = self._words(order, page)
        return OrderHistory(
            items=[
                HistoryItem.from_record(event, tell(event.name, event.payload or {}, words))
                for event in page
            ],
            next_cursor=cursor.encode(page[-1].version) if len(found) > len(page) else None,
        )

    def _words(self, order: Any, events: Any) -> Words:
        """The names of the products that the events speak of."""
        ids = set()
        for payload in events.mapped("payload"):
            ids |= {line.get("product_id") for line in (payload or {}).get("lines", [])}
            ids.add((payload or {}).get("product_id"))
        # sudo: a line's dish is on the order that the caller may read
        products = self.env["product.product"].sudo().browse(sorted(ids - {None})).exists()
        names = {product.id: product.display_name for product in products}
        return Words(names, order.currency_id.decimal_places)
