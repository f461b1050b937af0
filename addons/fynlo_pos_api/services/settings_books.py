from typing import Any

from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid
from ..schemas.settings_change import PaymentMethodPatch, TaxesPatch
from .settings import TAXED_BY


class FynloSettingsBooks(models.AbstractModel):
    """The settings that the accounts go by: taxes, ways to pay, the safe. Odoo's own fields."""

    _name = "fynlo.settings.books"
    _inherit = ["fynlo.service"]
    _description = "Settings of taxes and payments"

    def _change_taxes(self, company: Any, data: TaxesPatch) -> None:
        """Set the tax of new products, and how each type of order is taxed.

        :raises Invalid: one that is named is none of the company's
        """
        values: dict[str, Any] = {}
        if "default_tax_id" in data.model_fields_set:
            values["account_sale_tax_id"] = self._tax(company, data.default_tax_id).id
        if data.by_order_type is not None:
            values |= dict.fromkeys(TAXED_BY.values(), False)
            for index, item in enumerate(data.by_order_type):
                field = f"taxes.by_order_type.{index}.fiscal_position_id"
                domain = [("company_id", "=", company.id)]
                position = _found(
                    company.env["account.fiscal.position"], item.fiscal_position_id, domain, field
                )
                values[TAXED_BY[item.order_type]] = position.id
        company.write(values)

    def _tax(self, company: Any, tax_id: int | None) -> Any:
        domain = [("company_id", "=", company.id), ("type_tax_use", "=", "sale")]
        taxes = company.env["account.tax"]
        return _found(taxes, tax_id, domain, "taxes.default_tax_id") if tax_id else taxes

    def _change_safe(self, company: Any, account_id: int | None) -> None:
        """Set the account of the safe; none: drops into it are posted as cash paid out is.

        :raises Invalid: it is no account of the company
        """
        accounts = company.env["account.account"]
        domain = [("company_ids", "in", company.ids)]
        company.fynlo_safe_account_id = (
            _found(accounts, account_id, domain, "sessions.safe_account_id")
            if account_id
            else accounts
        )

    def _change_methods(self, company: Any, tills: Any, patches: list[PaymentMethodPatch]) -> None:
        """Rename ways to pay, and say which tills take them.

        :param tills: all tills (pos.config) of the company
        :raises Invalid: a way to pay or a till is none of the company's, or Odoo lets no till have
            it (cash is of one till), or a till is left without any
        :raises Conflict: operation_refused: a till that takes it, or is to, is open
        """
        for index, patch in enumerate(patches):
            path = f"payment_methods.{index}"
            domain = [("company_id", "=", company.id)]
            method = _found(company.env["pos.payment.method"], patch.id, domain, f"{path}.id")
            taking = method.config_ids
            if patch.till_ids is not None:
                taking = self._these(tills, patch.till_ids, f"{path}.till_ids")
            if patch.name not in (None, method.name):
                self._refuse_open(method.config_ids, path)
                method.name = patch.name
            if taking != method.config_ids:
                self._refuse_open(taking | method.config_ids, path)
                self._set_tills(method, taking, path)

    def _these(self, tills: Any, till_ids: list[int], field: str) -> Any:
        strangers = set(till_ids) - set(tills.ids)
        if strangers:
            raise Invalid(f"There is no till {min(strangers)}.", field=field)
        return tills.filtered(lambda till: till.id in till_ids)

    def _set_tills(self, method: Any, taking: Any, path: str) -> None:
        before = method.config_ids
        try:
            # By the tills: it is there that Odoo checks that cash is of one till alone.
            (before - taking).write({"payment_method_ids": [Command.unlink(method.id)]})
            (taking - before).write({"payment_method_ids": [Command.link(method.id)]})
            method.env.flush_all()
        except UserError as error:
            raise Invalid(str(error), field=path) from None
        bare = (before - taking).filtered(lambda till: not till.payment_method_ids)
        if bare:
            detail = f"{bare[0].name} would take no payments at all."
            raise Invalid(detail, field=f"{path}.till_ids")

    def _refuse_open(self, tills: Any, path: str) -> None:
        domain = [("config_id", "in", tills.ids), ("state", "!=", "closed")]
        busy = tills.env["pos.session"].search(domain, limit=1).config_id
        if busy:
            raise Conflict(
                f"Close {busy.name} first: its session goes by the ways to pay that it began with.",
                ErrorCode.OPERATION_REFUSED,
                field=path,
            )


def _found(records: Any, record_id: int, domain: list[Any], field: str) -> Any:
    """The record of this id among those of the domain.

    :raises Invalid: there is none
    """
    found = records.search([("id", "=", record_id), *domain], limit=1)
    if not found:
        raise Invalid(f"There is no such thing: {record_id}.", field=field)
    return found
