from typing import Any

from odoo import models

from ..const import Scope
from ..domain.internal_note import to_internal
from ..schemas.order import Order
from ..schemas.order_change import OrderChange
from .definition import Idempotency, command
from .order_header import utc


class FynloOrderChange(models.AbstractModel):
    """Changes an open order, its lines aside."""

    _name = "fynlo.order.change"
    _inherit = ["fynlo.order"]
    _description = "Changes of orders"

    @command("order.change", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def change_order(self, data: OrderChange) -> Order:
        """Change the table, covers, customer, type, promised time or notes of an open order.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises Invalid: the table or the customer is unknown; overpaid: by the taxes of the other
            type it costs less than what was paid
        """
        self._catalogue()._open()
        order = self._lock_open(str(data.order_id), data.base_version)
        sent = data.model_fields_set - {"order_id", "base_version"}
        values = self._values(order, data, sent)
        position = order.fiscal_position_id
        order.write(values)
        if order.fiscal_position_id != position:
            self.env["fynlo.order.retaxing"]._follow(order, position)
        if values.keys() & {"fynlo_order_type", "customer_count"}:
            self._charges()._follow(order)
        self._catalogue()._close()
        changed = data.model_dump(mode="json", include=sent)
        return self._changed(order, "order.changed", {"changed": changed}, "order_type")

    def _values(self, order: Any, data: OrderChange, sent: set[str]) -> dict[str, Any]:
        """Values of the pos.order for the fields that were sent."""
        header = self.env["fynlo.order.header"]
        values: dict[str, Any] = {
            "note": {"general_customer_note": data.note or False},
            "kitchen_note": {"internal_note": to_internal(data.kitchen_note)},
            "promised_at": {"preset_time": utc(data.promised_at)},
            "covers": {"customer_count": data.covers or 0},
        }
        found = {name: value for key in sent & values.keys() for name, value in values[key].items()}
        if "table_id" in sent:
            found["table_id"] = header._table_id(data.table_id, order.config_id)
        if "customer_id" in sent:
            found["partner_id"] = header._customer(data.customer_id).id
        if data.order_type:
            positions = self.env["fynlo.order.types"]
            position = positions._fiscal_position(order.config_id, data.order_type)
            found |= {"fynlo_order_type": data.order_type, "fiscal_position_id": position.id}
        return found
