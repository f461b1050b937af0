from typing import Any

from odoo import models

from .order_terms import OrderTerms


class FynloOrderRetaxing(models.AbstractModel):
    """Prices the dishes of an order that has other taxes now, e.g. because it is taken away."""

    _name = "fynlo.order.retaxing"
    _inherit = ["fynlo.service"]
    _description = "Prices of orders under other taxes"

    def _follow(self, order: Any, before: Any) -> None:
        """Give the dishes whose taxes are others now the price of the menu under them.

        That of the menu when they were added, with the taxes of now.
        A price that was typed at the till stays: it is what the guest was told.

        :param before: the fiscal position (account.fiscal.position) until now
        """
        for line in order.lines:
            if line.price_type == "manual" or line.combo_parent_id or not line.qty:
                continue
            if line.combo_line_ids:
                self.env["fynlo.order.combo"]._spread_again(line)
            elif before.map_tax(line.tax_ids) != order.fiscal_position_id.map_tax(line.tax_ids):
                line.price_unit = self.env["fynlo.pricing"]._unit_price(
                    OrderTerms.of_line(line), line.product_id, line.qty, line.price_extra
                )
