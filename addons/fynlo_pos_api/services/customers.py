from typing import Any

from odoo import models
from odoo.fields import Domain
from odoo.tools import SQL

from ..const import Scope
from ..domain import cursor
from ..domain.customer_search import search_terms, trigrams
from ..exceptions import MalformedRequest
from ..schemas.common import Money
from ..schemas.customer import (
    Customer,
    CustomerCreate,
    CustomerFilter,
    CustomerGet,
    CustomerList,
    CustomerOrder,
    CustomerOrders,
    CustomerOrdersGet,
    CustomerPatch,
    CustomerRemove,
)
from .customer_records import FIELDS
from .definition import command, query

# How many of the newest are looked through before an index is asked.
_NEWEST = 2000
_LIKE = str.maketrans({sign: f"\\{sign}" for sign in "\\%_"})


class FynloCustomers(models.AbstractModel):
    """The guests whom the restaurant knows by name."""

    _name = "fynlo.customers"
    _inherit = ["fynlo.customer.records"]
    _description = "Customers"

    @query("customer.list", Scope.CUSTOMERS_READ)
    def list_customers(self, data: CustomerFilter) -> CustomerList:
        """Customers, the newest first, a page at a time.

        :raises MalformedRequest: the cursor is not one of ours
        """
        terms = search_terms(data.search or "")
        domain = self._own() & Domain.AND(_like(term) for term in terms)
        narrow = Domain.AND(_has_trigrams(trigrams(term)) for term in terms)
        page, next_cursor = self._page(self._customers(), domain, data, narrow)
        items = [Customer.from_record(customer) for customer in page]
        return CustomerList(items=items, next_cursor=next_cursor)

    @query("customer.get", Scope.CUSTOMERS_READ)
    def get_customer(self, data: CustomerGet) -> Customer:
        """One customer.

        :raises NotFound: the company has no such customer
        """
        return Customer.from_record(self._find_customer(data.customer_id))

    @query("customer.orders", Scope.CUSTOMERS_READ)
    def list_orders(self, data: CustomerOrdersGet) -> CustomerOrders:
        """What a customer has ordered, at the caller's till or in its company.

        :raises NotFound: the company has no such customer
        :raises MalformedRequest: the cursor is not one of ours
        """
        customer = self._find_customer(data.customer_id)
        domain = Domain("partner_id", "=", customer.id) & Domain(self._scope())
        page, next_cursor = self._page(self._orders(), domain, data)
        count, total, last = self._paid(customer.id)
        # sudo: only the currency of the caller's own company
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        return CustomerOrders(
            items=[CustomerOrder.from_record(order) for order in page],
            next_cursor=next_cursor,
            paid_count=count,
            paid_total=Money.of(total, company.currency_id),
            last_paid_order_at=last,
        )

    @command("customer.create", Scope.CUSTOMERS_WRITE)
    def create_customer(self, data: CustomerCreate) -> Customer:
        """Add a customer of the company.

        :raises Invalid: the phone number
        """
        sent = {name: getattr(data, name) for name in FIELDS}
        sent["phone"] = self._phone(data.phone)
        return Customer.from_record(self._create([self._values(sent)]))

    @command("customer.change", Scope.CUSTOMERS_WRITE)
    def change_customer(self, data: CustomerPatch) -> Customer:
        """Change what is sent of a customer.

        :raises NotFound: the company has no such customer
        :raises VersionConflict: it is newer than what the caller saw
        :raises Invalid: the phone number
        """
        customer = self._find_customer(data.customer_id)
        self._hold(customer, data.base_version, Customer.from_record)
        sent = {name: getattr(data, name) for name in FIELDS if name in data.model_fields_set}
        if sent.get("name", "") is None:
            del sent["name"]
        if "phone" in sent:
            sent["phone"] = self._phone(data.phone)
        if sent:
            customer.write(self._values(sent))
            self._changed(customer, list(sent))
        return Customer.from_record(customer)

    @command("customer.archive", Scope.CUSTOMERS_WRITE)
    def archive_customer(self, data: CustomerRemove) -> None:
        """Take a customer off the list; the orders keep the name.

        :raises NotFound: the company has no such customer
        :raises VersionConflict: it is newer than what the caller saw
        """
        customer = self._find_customer(data.customer_id)
        self._hold(customer, data.base_version, Customer.from_record)
        if customer.active:
            customer.active = False
            self._emit("customer.archived", customer, {"id": customer.id})

    def _page(
        self, records: Any, domain: Domain, data: Any, narrow: Domain = Domain.TRUE
    ) -> tuple[Any, str | None]:
        """A page, newest first, and the cursor of the next one.

        :param narrow: what an index finds, and holds for all of the domain. What many have is
            found faster among the newest, so it is asked only when they are not enough.
        """
        before = self._before(data.cursor)
        limit = data.limit + 1
        if before:
            domain &= Domain("id", "<", before)
        found = records.browse()
        if not narrow.is_true():
            newest = (before or self._last_id(records)) - _NEWEST
            found = records.search(domain & Domain("id", ">", newest), order="id desc", limit=limit)
        if len(found) < limit:
            found = records.search(domain & narrow, order="id desc", limit=limit)
        page = found[: data.limit]
        return page, cursor.encode(page[-1].id) if len(found) > len(page) else None

    def _before(self, text: str | None) -> int | None:
        if not text:
            return None
        try:
            return cursor.decode(text)
        except ValueError:
            raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None

    def _last_id(self, records: Any) -> int:
        self.env.cr.execute(SQL("SELECT max(id) FROM %s", SQL.identifier(records._table)))
        (last,) = self.env.cr.fetchone()
        return last or 0

    def _paid(self, customer_id: int) -> tuple[int, float, Any]:
        """How many orders were paid, their sum in the company's currency, and when the last was."""
        caller = self._caller
        till = SQL("AND config_id = %s", caller.till_id) if caller.till_id else SQL()
        self.env.cr.execute(
            SQL(
                "SELECT count(*) FILTER (WHERE is_refund IS NOT TRUE),"
                " coalesce(sum(amount_total / coalesce(nullif(currency_rate, 0), 1)), 0),"
                " max(date_order) FILTER (WHERE is_refund IS NOT TRUE)"
                " FROM pos_order WHERE partner_id = %s AND company_id = %s %s"
                " AND state IN ('paid', 'done')",
                customer_id,
                caller.company_id,
                till,
            )
        )
        count, total, last = self.env.cr.fetchone()
        return count, float(total), last


def _like(term: str) -> Domain:
    return Domain("fynlo_search", "like", term.translate(_LIKE))


def _has_trigrams(parts: list[str]) -> Domain:
    """The text has each of these three letters somewhere: true of every text that has the term."""
    if not parts:
        return Domain.TRUE

    def to_sql(model: Any, alias: str, joins: Any) -> SQL:
        text = model._field_to_sql(alias, "fynlo_search", joins)
        return SQL("fynlo_trigrams(%s) @> %s::text[]", text, parts)

    return Domain.custom(to_sql=to_sql)
