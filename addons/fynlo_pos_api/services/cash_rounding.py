from typing import Any

from odoo import models
from odoo.tools import float_round

from ..const import ErrorCode
from ..domain.money import from_minor, to_minor
from ..exceptions import Invalid
from ..schemas.common import Money
from ..schemas.settings import CashRounding, RoundingDirection
from ..schemas.settings_change import CashRoundingPatch

_METHODS = {
    RoundingDirection.NEAREST: "HALF-UP",
    RoundingDirection.UP: "UP",
    RoundingDirection.DOWN: "DOWN",
}
_DIRECTIONS = {method: direction for direction, method in _METHODS.items()}


class FynloCashRounding(models.AbstractModel):
    """Rounds what is paid in cash to the coins that there are, by Odoo's own cash rounding.

    Where only cash is rounded, an order keeps its exact total: cash may close it with the rounded
    rest, and Odoo posts the difference to the rounding's account when the session closes. Where
    everything is rounded, pricing rounds the total (services/pricing).
    """

    _name = "fynlo.cash.rounding"
    _inherit = ["fynlo.service"]
    _description = "Rounding of cash"

    # === PAYING === #

    def _due(self, order: Any, in_cash: bool) -> int:
        """What is left to be paid of an order that way, in minor units."""
        places = order.currency_id.decimal_places
        rest = order.currency_id.round(order.amount_total - order.amount_paid)
        till = order.config_id
        if in_cash and _rounds_cash_only(till):
            rest = self._round(till, rest)
        return to_minor(rest, places)

    def _check(self, order: Any, amount: int, field: str) -> None:
        """Refuse an amount of cash for which there are no coins.

        :raises Invalid: naming what is due in cash
        """
        till, currency = order.config_id, order.currency_id
        if not _rounds_cash_only(till):
            return
        exact = from_minor(amount, currency.decimal_places)
        if currency.is_zero(self._round(till, exact) - exact):
            return
        due = Money(amount=max(self._due(order, True), 0), currency=currency.name)
        raise Invalid(
            f"Cash is taken in steps of {currency.format(till.rounding_method.rounding)} here:"
            f" {due.amount} {due.currency} minor units are due in cash.",
            field=field,
            extra={"due_in_cash": due.model_dump()},
        )

    def _round(self, till: Any, amount: float) -> float:
        method = till.rounding_method
        rounded: float = float_round(
            amount,
            precision_rounding=method.rounding,
            rounding_method=method.rounding_method,
        )
        return rounded

    # === THE SETTING === #

    def _of(self, till: Any, company: Any) -> CashRounding:
        """How a till rounds."""
        method = till.rounding_method if till.cash_rounding else till.rounding_method.browse()
        return CashRounding(
            step=Money.of(method.rounding, company.currency_id) if method else None,
            direction=_DIRECTIONS[method.rounding_method or "HALF-UP"],
            only_cash=bool(till.only_round_cash_method),
        )

    def _change(self, company: Any, tills: Any, data: CashRoundingPatch) -> None:
        """Set how all tills of the company round.

        :raises Invalid: a till is open, the step is no money of the company, or no account takes
            the differences
        """
        self._refuse_open(tills)
        now = self._of(tills[:1], company)
        sent = {name: getattr(data, name) for name in data.model_fields_set}
        step = sent.get("step", now.step)
        direction = sent.get("direction") or now.direction
        only_cash = sent.get("only_cash")
        values: dict[str, Any] = {"cash_rounding": False, "rounding_method": False}
        if step and step.amount:
            if step.currency != company.currency_id.name:
                detail = f"The tills take {company.currency_id.name}."
                raise Invalid(detail, field="cash_rounding.step.currency")
            method = self._method(company, step.as_float(company.currency_id), _METHODS[direction])
            values = {"cash_rounding": True, "rounding_method": method.id}
        values["only_round_cash_method"] = now.only_cash if only_cash is None else only_cash
        tills.write(values)

    def _refuse_open(self, tills: Any) -> None:
        domain = [("config_id", "in", tills.ids), ("state", "!=", "closed")]
        if tills.env["pos.session"].search_count(domain, limit=1):
            raise Invalid(
                "Close all tills first: what was sold is rounded as it was when they opened.",
                ErrorCode.OPERATION_REFUSED,
                field="cash_rounding",
            )

    def _method(self, company: Any, step: float, method: str) -> Any:
        """Odoo's rounding of this kind whose differences go to the company's accounts."""
        methods = company.env["account.cash.rounding"]
        name = f"Cash rounding of {company.name}"
        domain = [
            ("name", "=", name),
            ("rounding", "=", step),
            ("rounding_method", "=", method),
            ("strategy", "=", "add_invoice_line"),
        ]
        gain, loss = _difference_accounts(company)
        if not gain or not loss:
            raise Invalid(
                "Set the accounts of cash differences first: Odoo, Accounting settings.",
                field="cash_rounding.step",
            )
        found = methods.search(domain, limit=1) or methods.create(
            {
                "name": name,
                "rounding": step,
                "rounding_method": method,
                "strategy": "add_invoice_line",
            }
        )
        found.write({"profit_account_id": gain.id, "loss_account_id": loss.id})
        return found


def _rounds_cash_only(till: Any) -> bool:
    return bool(till.cash_rounding and till.only_round_cash_method and till.rounding_method)


def _difference_accounts(company: Any) -> tuple[Any, Any]:
    """Where Odoo posts cash that is over, and cash that is short."""
    return (
        company.default_cash_difference_income_account_id,
        company.default_cash_difference_expense_account_id,
    )
