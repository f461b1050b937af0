import re
from datetime import UTC

from odoo import models
from odoo.fields import Domain
from odoo.tools import escape_psql

from ..const import MAX_ID
from ..schemas.order import ODOO_STATES, OrderFilter

_KNOWN_BY = (
    "pos_reference",
    "general_customer_note",
    "partner_id.name",
    "table_id.floor_id.name",
)
# Fewer digits are no telephone number.
_PHONE_DIGITS = 4


class FynloOrderSearch(models.AbstractModel):
    """What the filters of a list of orders ask for."""

    _name = "fynlo.order.search"
    _inherit = ["fynlo.order.records"]
    _description = "Filters of orders"

    def _domain(self, data: OrderFilter) -> Domain:
        """The orders of the caller that all filters leave."""
        return Domain.AND([self._scope(), self._what(data), self._when(data), self._text(data)])

    def _what(self, data: OrderFilter) -> Domain:
        fields = {
            "session_id": data.session_id,
            "table_id": data.table_id,
            "partner_id": data.customer_id,
            "employee_id": data.employee_id,
            "state": data.state and ODOO_STATES[data.state],
        }
        domain = Domain.AND([Domain(name, "=", value) for name, value in fields.items() if value])
        # sudo: currencies are no secret
        currency = self.env.company.sudo().currency_id
        for operator, money in ((">=", data.minimum_total), ("<=", data.maximum_total)):
            if money is not None:
                domain &= Domain("amount_total", operator, money / 10**currency.decimal_places)
        return domain

    def _when(self, data: OrderFilter) -> Domain:
        company, domain = self.env.company, Domain.TRUE
        for first in filter(None, (data.date, data.date_from)):
            domain &= Domain("date_order", ">=", company._fynlo_business_day(first)[0])
        for last in filter(None, (data.date, data.date_to)):
            domain &= Domain("date_order", "<", company._fynlo_business_day(last)[1])
        if data.updated_since:
            since = data.updated_since.astimezone(UTC).replace(tzinfo=None)
            domain &= Domain("write_date", ">=", since)
        return domain

    def _text(self, data: OrderFilter) -> Domain:
        """Orders with the text in what they are known by: numbers, guest, table, note."""
        text = (data.text or "").strip()
        if not text:
            return Domain.TRUE
        like, digits = escape_psql(text), re.sub(r"\D", "", text)
        known_by = [Domain(name, "ilike", like) for name in _KNOWN_BY]
        if digits == text and len(digits) < len(str(MAX_ID)):
            known_by.append(Domain("tracking_number", "=", text))
            known_by.append(Domain("table_id.table_number", "=", int(text)))
        if len(digits.lstrip("0")) >= _PHONE_DIGITS:
            # Numbers are kept with the country's code in the place of the first zero.
            known_by.append(Domain("partner_id.phone", "ilike", digits.lstrip("0")))
        return Domain.OR(known_by)
