import json
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from odoo import models

from ..domain.internal_note import to_internal
from ..exceptions import Invalid
from ..schemas.order import OrderCreate
from .order_terms import OrderTerms

# As Odoo's own till writes it. Without `lines` that till goes white when it hears of the order.
NOTHING_PREPARED = json.dumps(
    {
        "lines": {},
        "metadata": {},
        "general_customer_note": "",
        "internal_note": "",
        "sittingMode": 0,
    }
)


def utc(moment: datetime | None) -> datetime | bool:
    """A time that a caller sent as Odoo keeps it: UTC, naive; False for none."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment else False


class FynloOrderHeader(models.AbstractModel):
    """Values of a new pos.order, its lines aside."""

    _name = "fynlo.order.header"
    _inherit = ["fynlo.order.records"]
    _description = "Makes the header of an order"

    def _make(self, data: OrderCreate, terms: OrderTerms) -> dict[str, Any]:
        """Values of the pos.order; stored computed fields too: each would be an UPDATE."""
        caller, config = self._caller, terms.config_id
        customer = self._customer(data.customer_id)
        number, reference = config._fynlo_next_reference(terms.date_order)
        employee = self._employee()
        return {
            "uuid": str(data.id or uuid4()),
            "fynlo_version": 1,
            "access_token": str(uuid4()),
            "config_id": config.id,
            "company_id": terms.company_id.id,
            "pricelist_id": terms.pricelist_id.id,
            "fiscal_position_id": terms.fiscal_position_id.id,
            "currency_rate": terms.currency_rate,
            "sale_journal": config.journal_id.id,
            "date_order": terms.date_order,
            "pos_reference": reference,
            "tracking_number": str(number % 1000),
            "sequence_number": number,
            "user_id": caller.user_id,
            "employee_id": employee.id,
            "cashier": employee.name or self.env.user.name,
            "partner_id": customer.id,
            "email": customer.email or "",
            "mobile": customer.phone or "",
            "table_id": self._table_id(data.table_id, config),
            "customer_count": data.covers or 0,
            "general_customer_note": data.note or False,
            "internal_note": to_internal(data.kitchen_note),
            "preset_time": utc(data.promised_at),
            "fynlo_order_type": data.order_type,
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "last_order_preparation_change": NOTHING_PREPARED,
        }

    def _customer(self, customer_id: int | None) -> Any:
        # sudo: as in _orders
        partners = self.env["res.partner"].sudo()
        if customer_id is None:
            return partners
        companies = [False, self._caller.company_id]
        domain = [("id", "=", customer_id), ("company_id", "in", companies)]
        customer = partners.search(domain, limit=1)
        if not customer:
            raise Invalid(f"There is no customer {customer_id}.", field="customer_id")
        return customer

    def _table_id(self, table_id: int | None, config: Any) -> int | bool:
        if table_id is None:
            return False
        # sudo: as in _orders
        tables = self.env["restaurant.table"].sudo()
        domain = [("id", "=", table_id), ("floor_id.pos_config_ids", "=", config.id)]
        table = tables.search(domain, limit=1)
        if not table:
            raise Invalid(f"This till has no table {table_id}.", field="table_id")
        return table.id

    def _employee(self) -> Any:
        """Who serves. The name, which the receipt shows, came with the caller: no need to read."""
        caller = self._caller
        # sudo: a server need not read the staff files for a name
        employee = self.env["hr.employee"].sudo().browse(caller.employee_id or [])
        if employee and caller.employee_name:
            employee._fields["name"]._update_cache(employee, caller.employee_name)
        return employee
