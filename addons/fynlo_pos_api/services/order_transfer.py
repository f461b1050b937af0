from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..exceptions import Invalid
from ..schemas.order import Order
from ..schemas.order_moves import OrderTransfer
from .definition import command


class FynloOrderTransfer(models.AbstractModel):
    """Hands an open order over."""

    _name = "fynlo.order.transfer"
    _inherit = ["fynlo.order.records"]
    _description = "Transfers orders"

    @command("order.transfer", Scope.ORDERS_WRITE)
    def transfer_order(self, data: OrderTransfer) -> Order:
        """Move an open order to another table, hand it to another employee, or both.

        :raises Conflict: order_not_open, session_not_open, or a newer version than `base_version`
        :raises Invalid: this till has no such table, the company no such employee
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        if data.table_id is None and data.employee_id is None:
            raise Invalid("Send a table_id, an employee_id, or both.", field="table_id")
        payload = {
            "reference": order.pos_reference,
            **self._to_table(order, data.table_id),
            **self._to_employee(order, data.employee_id),
        }
        self._emit("order.transferred", order, payload, order.config_id)
        return Order.from_record(order)

    def _to_table(self, order: Any, table_id: int | None) -> dict[str, Any]:
        """Move the order; what the event says of it."""
        if table_id is None:
            return {}
        before = order.table_id
        order.table_id = self.env["fynlo.order.header"]._table_id(table_id, order.config_id)
        return {
            "table_id": order.table_id.id,
            "table": order.table_id.display_name,
            "table_id_before": before.id or None,
            "table_before": before.display_name or None,
        }

    def _to_employee(self, order: Any, employee_id: int | None) -> dict[str, Any]:
        """Hand the order over; what the event says of it."""
        if employee_id is None:
            return {}
        employees = self.env["fynlo.employees"]
        domain = employees._domain() & Domain("id", "=", employee_id)
        employee = employees._allowed().search(domain)
        if not employee:
            raise Invalid(f"No employee {employee_id} may work at this till.", field="employee_id")
        before = order.employee_id
        order.write({"employee_id": employee.id, "cashier": employee.name})
        return {
            "employee_id": employee.id,
            "employee": employee.name,
            "employee_id_before": before.id or None,
            "employee_before": before.name or None,
        }
