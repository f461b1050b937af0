from typing import Any

from odoo import models
from odoo.fields import Command

from ..const import Scope
from ..exceptions import Invalid, NotFound
from ..schemas.common import Empty, Money
from ..schemas.order import OrderType
from ..schemas.service_charge import (
    ServiceCharge,
    ServiceChargeCreate,
    ServiceChargePatch,
    ServiceCharges,
    ServiceChargeSet,
)
from .definition import command, query

_PLAIN = ("name", "minimum_covers", "removable", "active")


class FynloServiceChargeRules(models.AbstractModel):
    """The company's rules for service charges."""

    _name = "fynlo.service.charge.rules"
    _inherit = ["fynlo.service"]
    _description = "Rules of service charges"

    @query("service_charge.list", Scope.SETTINGS_READ)
    def list_charges(self, data: Empty) -> ServiceCharges:
        """The rules, those that are out of use too."""
        found = self._rules().search(self._own())
        return ServiceCharges(items=[ServiceCharge.from_record(rule) for rule in found])

    @command("service_charge.create", Scope.SETTINGS_WRITE)
    def create_charge(self, data: ServiceChargeCreate) -> ServiceCharge:
        """Add a rule.

        :raises Invalid: an unknown tax, another currency, or an amount of nothing
        """
        values = self._values(data, set(type(data).model_fields))
        rule = self._rules().create({**values, "company_id": self._caller.company_id})
        self._emit("service_charge.created", rule, {"id": rule.id, "name": rule.name})
        return ServiceCharge.from_record(rule)

    @command("service_charge.change", Scope.SETTINGS_WRITE)
    def change_charge(self, data: ServiceChargeSet) -> ServiceCharge:
        """Change a rule, or put it out of use.

        :raises NotFound: the company has no such rule
        :raises VersionConflict: it is newer than what the caller saw
        :raises Invalid: an unknown tax, another currency, or an amount of nothing
        """
        rule = self._rules().search([("id", "=", data.service_charge_id), *self._own()])
        if not rule:
            raise NotFound(f"There is no service charge {data.service_charge_id}.")
        self._hold(rule, data.base_version, ServiceCharge.from_record)
        rule.write(self._values(data, data.model_fields_set))
        self._emit("service_charge.changed", rule, {"id": rule.id, "name": rule.name})
        return ServiceCharge.from_record(rule)

    def _values(
        self, data: ServiceChargeCreate | ServiceChargePatch, sent: set[str]
    ) -> dict[str, Any]:
        """Values of the fields that were sent; null leaves a field as it is."""
        plain = {name: getattr(data, name) for name in _PLAIN if name in sent}
        values = {name: value for name, value in plain.items() if value is not None}
        if data.order_types is not None and "order_types" in sent:
            values |= {str(item): item in data.order_types for item in OrderType}
        if data.tax_ids is not None and "tax_ids" in sent:
            values["tax_ids"] = [Command.set(self._taxes(data.tax_ids))]
        if data.rate:
            calculation, field, value = data.rate
            rate = self._major(value, field) if isinstance(value, Money) else float(value)
            values |= {"calculation": str(calculation), "value": rate}
        return values

    def _taxes(self, tax_ids: list[int]) -> list[int]:
        # sudo: as in _rules
        taxes = self.env["account.tax"].sudo()
        domain = [("id", "in", tax_ids), ("type_tax_use", "=", "sale"), *self._own()]
        known = taxes.search(domain).ids
        for index, tax_id in enumerate(tax_ids):
            if tax_id not in known:
                raise Invalid(f"There is no sale tax {tax_id}.", field=f"tax_ids.{index}")
        return known

    def _major(self, money: Money, field: str) -> float:
        # sudo: as in _rules
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        currency = company.currency_id
        if money.currency != currency.name:
            raise Invalid(f"Charges are in {currency.name}.", field=f"{field}.currency")
        if not money.amount:
            raise Invalid("Charge more than nothing.", field=f"{field}.amount")
        return money.as_float(currency)

    def _rules(self) -> Any:
        # sudo: who sells reads no settings in Odoo; the scope is checked, and each search names
        # the company
        return self.env["fynlo.service.charge"].sudo().with_context(active_test=False)

    def _own(self) -> list[tuple[str, str, Any]]:
        return [("company_id", "=", self._caller.company_id)]
