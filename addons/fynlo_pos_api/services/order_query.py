from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..domain import cursor
from ..exceptions import MalformedRequest
from ..schemas.order import Order, OrderFilter, OrderGet, OrderList
from .definition import query


class FynloOrderQuery(models.AbstractModel):
    """Reads orders."""

    _name = "fynlo.order.query"
    _inherit = ["fynlo.order.records"]
    _description = "Order queries"

    @query("order.get", Scope.ORDERS_READ)
    def get_order(self, data: OrderGet) -> Order:
        """One order with its lines.

        :raises NotFound: there is none in the caller's company and till
        """
        return Order.from_record(self._find(str(data.order_id)))

    @query("order.list", Scope.ORDERS_READ)
    def list_orders(self, data: OrderFilter) -> OrderList:
        """Orders, newest first, a page at a time.

        :raises MalformedRequest: the cursor is not one of ours
        """
        domain = self.env["fynlo.order.search"]._domain(data)
        if data.cursor:
            try:
                domain &= Domain("id", "<", cursor.decode(data.cursor))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        found = self._orders().search(domain, order="id desc", limit=data.limit + 1)
        page = found[: data.limit]
        return OrderList(
            items=[Order.from_record(order) for order in page],
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )
