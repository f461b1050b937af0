from collections.abc import Iterator
from datetime import UTC
from typing import Any

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL, escape_psql

from ..const import MAX_ID
from ..domain.customer_search import search_terms
from ..schemas.order import ODOO_STATES, OrderFilter

# Guests whose orders are looked up one by one.
FEW = 100


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
        """Orders with the text in what they are known by: numbers, guest, table, note.

        One condition with OR would read every order when nothing is found: each part is looked
        up by its own index instead. A table or many guests have many orders: the newest of those
        are found soon by reading the orders from the newest on.
        """
        text = (data.text or "").strip()
        if not text:
            return Domain.TRUE
        tables, guests = self._tables(text), self._guests(text)
        is_few = len(guests) <= FEW
        known_by = SQL(" UNION ALL ").join(self._known_by(text, guests if is_few else []))
        found = Domain.custom(
            to_sql=lambda model, alias, query: SQL(
                "%s IN (%s)", SQL.identifier(alias, "id"), known_by
            )
        )
        if not is_few:
            found |= Domain("partner_id", "in", guests)
        return found | Domain("table_id", "in", tables.ids) if tables else found

    def _known_by(self, text: str, guests: list[int]) -> Iterator[SQL]:
        """Queries for the ids of the company's orders, by number, note and guest (res.partner)."""
        of_company = SQL(
            "SELECT id FROM pos_order WHERE company_id = %s AND", self._caller.company_id
        )
        like = escape_psql(text)
        yield SQL("%s pos_reference LIKE %s", of_company, like.upper() + "%")
        yield SQL("%s general_customer_note ILIKE %s", of_company, f"%{like}%")
        if text.isascii() and text.isdecimal():
            yield SQL("%s tracking_number = %s", of_company, text.lstrip("0"))
        if guests:
            yield SQL("%s partner_id = ANY(%s)", of_company, guests)

    def _guests(self, text: str) -> list[int]:
        """Whom the text may mean (ids of res.partner): also those who are no longer on the list."""
        terms = [
            SQL("fynlo_search LIKE %s", f"%{escape_psql(term)}%") for term in search_terms(text)
        ]
        if not terms:
            return []
        self.env["res.partner"].flush_model(["fynlo_search"])
        rows = self.env.execute_query(
            SQL("SELECT id FROM res_partner WHERE %s", SQL(" AND ").join(terms))
        )
        return [row[0] for row in rows]

    def _tables(self, text: str) -> Any:
        """The tables with that number, or on a floor that is called so."""
        domain = Domain("floor_id.name", "ilike", escape_psql(text))
        if text.isascii() and text.isdecimal() and len(text) < len(str(MAX_ID)):
            domain |= Domain("table_number", "=", int(text))
        # sudo: only the orders of the caller's till or company are found by them
        return self.env["restaurant.table"].sudo().with_context(active_test=False).search(domain)
