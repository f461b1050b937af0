from typing import Any

from odoo import models
from odoo.fields import Command, Domain

from ..const import Role
from ..domain.phone import normalised
from ..exceptions import Forbidden, Invalid, NotFound
from .order_records import QUIET

# The API's names of a customer's columns, as Odoo names them.
FIELDS = {
    "name": "name",
    "phone": "phone",
    "email": "email",
    "street": "street",
    "city": "city",
    "postcode": "zip",
    "notes": "fynlo_notes",
    "allergens": "fynlo_allergen_ids",
    "allergy_note": "fynlo_allergy_note",
}


class FynloCustomerRecords(models.AbstractModel):
    """Finds the customers that a caller may see: its company's, and those of all companies."""

    _name = "fynlo.customer.records"
    _inherit = ["fynlo.order.records"]
    _description = "Customers of the caller"

    def _customers(self, archived: bool = False) -> Any:
        # sudo: a server reads no contacts in Odoo; the scope is checked by the runner, the company
        # in each search
        partners = self.env["res.partner"].sudo()
        return partners.with_context(**QUIET, active_test=not archived)

    def _own(self) -> Domain:
        """Which partners: those marked as customers of this company, or of no company."""
        companies = [False, self._caller.company_id]
        return Domain("fynlo_customer", "=", True) & Domain("company_id", "in", companies)

    def _find_customer(self, customer_id: int) -> Any:
        """The customer, an archived one too.

        :raises NotFound: the company has no such customer
        """
        domain = self._own() & Domain("id", "=", customer_id)
        customer = self._customers(archived=True).search(domain)
        if not customer:
            raise NotFound(f"There is no customer {customer_id}.")
        return customer

    def _phone(self, number: str | None) -> str | bool:
        """The number in E.164, dialled from the company's country; False for none.

        :raises Invalid: it is no phone number
        """
        if not number or not number.strip():
            return False
        try:
            return normalised(number, self._country())
        except ValueError as error:
            raise Invalid(f"{number}: {error}.", field="phone") from None

    def _country(self) -> str:
        # sudo: only the country of the caller's own company
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        return company.country_id.code or ""

    def _values(self, sent: dict[str, Any]) -> dict[str, Any]:
        """Values of res.partner; an empty text is nothing.

        :param sent: by the API's names, the phone number in E.164
        """
        values = {FIELDS[name]: value or False for name, value in sent.items()}
        if "allergens" in sent:
            found = self.env["fynlo.allergen"]._of(sent["allergens"] or [])
            values[FIELDS["allergens"]] = [Command.set(found.ids)]
        return values

    def _create(self, rows: list[dict[str, Any]]) -> Any:
        """New customers of the caller's company, each with its event."""
        always = {
            "company_id": self._caller.company_id,
            "customer_rank": 1,
            "fynlo_customer": True,
            "fynlo_version": 1,
        }
        customers = self._customers().create([{**row, **always} for row in rows])
        for customer in customers:
            # Events are kept for long and cannot be changed: they name nobody.
            self._emit("customer.created", customer, {"id": customer.id}, first=True)
        return customers

    def _changed(self, customer: Any, names: list[str]) -> None:
        self._emit("customer.changed", customer, {"id": customer.id, "fields": sorted(names)})

    def _require_manager(self) -> None:
        """Go on only for an owner or manager: these are all customers at once.

        :raises Forbidden: role_forbidden
        """
        if self._caller.role not in {Role.OWNER, Role.MANAGER}:
            raise Forbidden("Only an owner or manager imports and exports customers.")
