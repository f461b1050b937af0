from datetime import datetime
from typing import Any

from odoo import models

from ..const import ErrorCode
from ..domain.daypart import next_border, on_the_wall
from ..exceptions import Invalid
from ..models.menu_sources.price_rules import PRICE_RULES


class FynloDayparts(models.AbstractModel):
    """Which dishes are sold at a moment, and at which prices, by the dayparts of the company.

    They are kept between requests (services/catalogue): a sale costs no query for them.
    """

    _name = "fynlo.dayparts"
    _inherit = ["fynlo.service"]
    _description = "Dayparts of the menu"

    def _check_served(self, order: Any, product: Any, path: str) -> None:
        """Refuse a dish outside its hours.

        :param order: the OrderTerms of what is added: it counts when it is added
        :raises Invalid: product_unavailable, with the hours
        """
        parts = self._exclusive(order.company_id, product)
        if not parts or self._holding(parts, order.date_order):
            return
        hours = "; ".join(str(part._hours_of_week()) for part in parts)
        raise Invalid(
            f"{product.display_name} is served at these times only: {hours}.",
            ErrorCode.PRODUCT_UNAVAILABLE,
            field=path,
        )

    def _serves(self, order: Any, product: Any) -> bool:
        """Whether a dish (product.product) is sold at the moment of a menu (MenuTerms)."""
        parts = self._exclusive(order.company_id, product)
        return not parts or bool(self._holding(parts, order.date_order))

    def _price(self, order: Any, product: Any, quantity: float) -> float | None:
        """What one costs by the price list of a daypart that holds then; none: as ever.

        :param order: as of _check_served; its currency is that of the price
        """
        parts = order.company_id.fynlo_daypart_ids.filtered("pricelist_id")
        for part in self._holding(parts, order.date_order) if parts else ():
            if not part._covers(product.product_tmpl_id):
                continue
            price, rule_id = self._price_list(order, part)._get_product_price_rule(
                product, quantity or 1.0, currency=order.currency_id, date=order.date_order
            )
            if rule_id:
                return float(price)
        return None

    def _next_border(self, company: Any, at: datetime) -> datetime | None:
        """When the next daypart begins or ends after a moment (naive UTC)."""
        hours = [part._hours_of_week() for part in company.fynlo_daypart_ids]
        return next_border(hours, at, company._fynlo_zone())

    def _price_list(self, order: Any, part: Any) -> Any:
        known = self.env.context.get(PRICE_RULES) or order.pricelist_id.env.context.get(PRICE_RULES)
        return part.pricelist_id.with_context(**{PRICE_RULES: known})

    def _exclusive(self, company: Any, product: Any) -> Any:
        """The dayparts that say when a dish is sold."""
        parts = company.fynlo_daypart_ids
        return parts.filtered(
            lambda part: part.is_exclusive and part._covers(product.product_tmpl_id)
        )

    def _holding(self, parts: Any, at: datetime) -> Any:
        wall = on_the_wall(at, parts.company_id._fynlo_zone())
        return parts.filtered(lambda part: part._hours_of_week().hold_at(wall))
