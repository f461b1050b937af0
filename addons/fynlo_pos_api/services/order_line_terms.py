from collections.abc import Iterator
from typing import Any

from odoo import models

from ..domain.line_kind import LineKind
from ..domain.reasons import ReasonKind
from ..exceptions import Invalid
from ..schemas.common import Money
from ..schemas.order_line import LineCreate, LineDiscount, PriceOverride, Reduction

# The values of a line without a discount, and of one at the menu's price.
NO_DISCOUNT: dict[str, Any] = {
    "discount": 0.0,
    "fynlo_discount_amount": 0.0,
    "fynlo_comped": False,
    "fynlo_discount_reason_id": False,
    "fynlo_discount_note": False,
    "fynlo_discount_approver_id": False,
}
NO_OVERRIDE: dict[str, Any] = {
    "price_type": "original",
    "fynlo_override_reason_id": False,
    "fynlo_override_note": False,
    "fynlo_override_approver_id": False,
}


class FynloOrderLineTerms(models.AbstractModel):
    """What staff decide about a line's price: open prices, overrides, discounts."""

    _name = "fynlo.order.line_terms"
    _inherit = ["fynlo.service"]
    _description = "Prices of lines by hand"

    def _price_of_one(
        self, order: Any, line: LineCreate, product: Any, quantity: float, extra: float, path: str
    ) -> tuple[float, dict[str, Any]]:
        """The price of one, and the values of a line (pos.order.line) that go with it.

        :param order: a pos.order, or the OrderTerms of a new one
        :param extra: what the modifiers add to one
        :raises Invalid: an open price is missing or out of its bounds, or a price is not open
        :raises ApprovalRequired: an override that nobody approved
        """
        if product.product_tmpl_id.fynlo_open_price or line.price is not None:
            price = self._open_price(order, line.price, product, f"{path}.price")
            if line.price_override:
                raise Invalid("Its price is open: send price.", field=f"{path}.price_override")
            return price + extra, {"fynlo_kind": str(LineKind.OPEN), "price_type": "manual"}
        if line.price_override:
            return self._override(order, line.price_override, f"{path}.price_override")
        return self.env["fynlo.pricing"]._unit_price(order, product, quantity, extra), {}

    def _open_price(self, order: Any, price: Money | None, product: Any, path: str) -> float:
        """The price of one that was typed, in major units.

        :raises Invalid: it is missing, out of its bounds, or the price is not open
        """
        # The template's own fields: a variant's are computed from them, record by record.
        template = product.product_tmpl_id
        if not template.fynlo_open_price:
            raise Invalid(f"{product.name} has a price; price_override sets another.", field=path)
        if price is None:
            raise Invalid(f"{product.name} has an open price: send it.", field=path)
        amount = self._major(order, price, path)
        lowest, highest = template.fynlo_open_price_min, template.fynlo_open_price_max
        if amount < lowest or (highest and amount > highest):
            low, high = (Money.of(bound, order.currency_id).amount for bound in (lowest, highest))
            wanted = f"from {low} to {high}" if highest else f"of {low} or more"
            raise Invalid(
                f"{product.name}: send a price {wanted} {order.currency_id.name} minor units.",
                field=f"{path}.amount",
            )
        return amount

    def _override(
        self, order: Any, override: PriceOverride, path: str
    ) -> tuple[float, dict[str, Any]]:
        """Another price of one, in major units, with its values of a line.

        :raises ApprovalRequired: the caller may not change prices and nobody approved
        """
        amount = self._major(order, override.price, f"{path}.price")
        reason = self._reason(ReasonKind.PRICE_OVERRIDE, override.reason_id, path)
        self._limits()._allow("may_override_price", None, "Another price than the menu's")
        return amount, {
            "price_type": "manual",
            "fynlo_override_reason_id": reason.id,
            "fynlo_override_note": override.note or False,
            "fynlo_override_approver_id": self._run.approver_id or False,
        }

    def _discount(self, order: Any, discount: LineDiscount | None, path: str) -> dict[str, Any]:
        """The values of a line with this discount, which is allowed; none for None."""
        if discount is None:
            return {}
        reason = self._reason(ReasonKind.DISCOUNT, discount.reason_id, path)
        percent, amount = self._off(order, discount, path)
        return NO_DISCOUNT | {
            "discount": percent,
            "fynlo_discount_amount": amount,
            "fynlo_discount_reason_id": reason.id,
            "fynlo_discount_note": discount.note or False,
            "fynlo_discount_approver_id": self._run.approver_id or False,
        }

    def _off(self, order: Any, discount: Reduction, path: str = "") -> tuple[float, float]:
        """(per cent, major units) that a discount takes off; one of them is 0."""
        if discount.percent is not None:
            return float(discount.percent), 0.0
        money = discount.amount
        if money is None or not money.amount:
            raise Invalid("Take off more than nothing.", field=_join(path, "amount.amount"))
        return 0.0, self._major(order, money, _join(path, "amount"))

    def _major(self, order: Any, money: Money, path: str) -> float:
        currency = order.currency_id
        if money.currency != currency.name:
            raise Invalid(f"This till takes {currency.name}.", field=f"{path}.currency")
        return money.as_float(currency)

    def _reason(self, kind: ReasonKind, reason_id: int, path: str) -> Any:
        return self.env["fynlo.reasons"]._of(kind, reason_id, _join(path, "reason_id"))

    def _limits(self) -> Any:
        return self.env["fynlo.role.limits"]


def told_terms(line: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """(name, payload) of the events that tell of a line's discount and of its changed price."""
    currency = line.currency_id
    if line.fynlo_discount_reason_id:
        off = line.fynlo_discount_amount
        yield (
            "order.line_discounted",
            {
                "line_id": line.uuid,
                "percent": line.discount or None,
                "amount": Money.of(off, currency).model_dump() if off else None,
                "reason_id": line.fynlo_discount_reason_id.id,
                "reason": line.fynlo_discount_reason_id.name,
                "note": line.fynlo_discount_note or None,
            },
        )
    if line.fynlo_override_reason_id:
        yield (
            "order.price_overridden",
            {
                "line_id": line.uuid,
                "price": Money.of(line.price_unit, currency).model_dump(),
                "reason_id": line.fynlo_override_reason_id.id,
                "reason": line.fynlo_override_reason_id.name,
                "note": line.fynlo_override_note or None,
            },
        )


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
