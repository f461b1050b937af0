from typing import Any

from odoo import models

from ..domain.line_kind import LineKind
from ..exceptions import Invalid
from ..schemas.common import Money
from .pricing import LineToPrice


class FynloTips(models.AbstractModel):
    """Tips that guests pay with the bill: each is a line of the order, without tax.

    So the order's total is what the guest paid, and Odoo's closing books the tip on the account
    of its product.
    """

    _name = "fynlo.tips"
    _inherit = ["fynlo.service"]
    _description = "Tips"

    def _check(self, order: Any, tip: Money | None, path: str) -> int:
        """The tip in minor units.

        :raises Invalid: another currency, or less than nothing
        """
        currency = order.currency_id.name
        if tip is None:
            return 0
        if tip.currency != currency:
            raise Invalid(f"This till takes {currency}.", field=f"{path}tip.currency")
        if tip.amount < 0:
            raise Invalid("A tip is 0 or more.", field=f"{path}tip.amount")
        return tip.amount

    def _add(self, order: Any, amount: float) -> Any:
        """Add the line (pos.order.line) of a tip to an open order.

        :param amount: in major units
        """
        lines = self.env["fynlo.order.lines"]
        product = self.env["fynlo.own.products"]._tip(order.company_id)
        priced = LineToPrice(product, 1.0, amount, self.env["account.tax"])
        lines._reprice(order, [priced])
        values = lines._values(None, product, 1.0, amount, 0.0) | {"fynlo_kind": LineKind.TIP}
        added = lines._create(order, [values], [priced])
        order.write({"is_tipped": True, "tip_amount": order.tip_amount + amount})
        return added

    def _take_back(self, payment: Any) -> None:
        """Take the tip of a payment that is cancelled off its open order; the line stays at 0."""
        order, line = payment.pos_order_id, payment.fynlo_tip_line_id
        if not line:
            return
        line.write({"qty": 0.0})
        self.env["fynlo.order.lines"]._reprice(order, [])
        left = order.currency_id.round(order.tip_amount - payment.fynlo_tip)
        order.write({"is_tipped": bool(left), "tip_amount": left})
