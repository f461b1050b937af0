from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from odoo import models

from ..domain.line_kind import LineKind
from ..domain.money import from_minor
from ..exceptions import Invalid
from ..models.menu_sources.price_rules import PRICE_RULES
from ..schemas.common import LARGEST_AMOUNT


@dataclass(slots=True, eq=False)
class LineToPrice:
    """What the tax engine needs of a line; the amounts are filled in, in major units.

    `amount_off` is what a discount takes off the line, by a derived line of its own; `uuid` and
    `parent_uuid` tell which lines are of one set menu.
    """

    product: Any
    quantity: float
    price_unit: float
    taxes: Any
    discount: float = 0.0
    net: float = 0.0
    total: float = 0.0
    kind: str = LineKind.ITEM
    amount_off: float = 0.0
    uuid: str | None = None
    parent_uuid: str | None = None

    @classmethod
    def of_record(cls, line: Any) -> "LineToPrice":
        """Of a pos.order.line that is there."""
        return cls(
            line.product_id,
            line.qty,
            line.price_unit,
            line.tax_ids,
            line.discount,
            kind=line.fynlo_kind,
            amount_off=line.fynlo_discount_amount,
            uuid=line.uuid,
            parent_uuid=line.combo_parent_id.uuid,
        )


@dataclass(frozen=True, slots=True)
class OrderTotals:
    """The sums of an order, in major units."""

    tax: float
    total: float


class FynloPricing(models.AbstractModel):
    """Prices by Odoo's price lists and tax engine: what the accounts will say, the till says."""

    _name = "fynlo.pricing"
    _inherit = ["fynlo.service"]
    _description = "Prices orders"

    def _unit_price(self, order: Any, product: Any, quantity: float, extra: float) -> float:
        """The price of one in the order's currency, modifiers included.

        :param order: a pos.order, or the values of one, with pricelist and fiscal position
        :param extra: what the modifiers add to one
        """
        price = self.env["fynlo.dayparts"]._price(order, product, quantity)
        if price is None:
            price = self._price_list(order)._get_product_price(
                product, quantity or 1.0, currency=order.currency_id, date=order.date_order
            )
        own = self._product_taxes(product, order.company_id)
        mapped = order.fiscal_position_id.map_tax(own)
        if mapped != own:
            price = self.env["account.tax"]._fix_tax_included_price_company(
                price, own, mapped, order.company_id
            )
        return price + extra

    def _price_list(self, order: Any) -> Any:
        """The order's price list; one without rules is none, and costs no search for them."""
        price_list = order.pricelist_id
        if not price_list.item_ids:
            return price_list.browse()
        rules = self.env.context.get(PRICE_RULES)
        return price_list.with_context(**{PRICE_RULES: rules}) if rules else price_list

    def _product_taxes(self, product: Any, company: Any) -> Any:
        # The template's own field: a variant's is computed from it, record by record.
        return product.product_tmpl_id.taxes_id.filtered(lambda tax: tax.company_id == company)

    def _taxes(self, order: Any, product: Any) -> Any:
        """The taxes of a product on this order, before its fiscal position."""
        return self._product_taxes(product, order.company_id)

    def _price(self, order: Any, lines: Sequence[LineToPrice]) -> OrderTotals:
        """Fill in each line's net and total and sum them up, as Odoo's own till does it."""
        engine = self.env["account.tax"]
        base_lines = [self._base_line(order, line) for line in lines]
        engine._add_tax_details_in_base_lines(base_lines, order.company_id)
        engine._round_base_lines_tax_details(base_lines, order.company_id)
        for line, base_line in zip(lines, base_lines, strict=True):
            details = base_line["tax_details"]
            line.net = details["total_excluded_currency"] + details["delta_total_excluded_currency"]
            line.total = line.net + sum(tax["tax_amount_currency"] for tax in details["taxes_data"])
            line.net = order.currency_id.round(line.net)
            line.total = order.currency_id.round(line.total)
        totals = self._totals(order, base_lines)
        self._check_size(order, [totals.total, *(line.total for line in lines)])
        return totals

    def _check_size(self, order: Any, amounts: Sequence[float]) -> None:
        """Refuse what is too large to be told, by an open price or a price set by hand.

        :raises Invalid: an amount is larger than any amount can be
        """
        most = from_minor(LARGEST_AMOUNT, order.currency_id.decimal_places)
        if any(abs(amount) > most for amount in amounts):
            raise Invalid(f"An order costs at most {LARGEST_AMOUNT} minor units.", field="lines")

    def _base_line(self, order: Any, line: LineToPrice) -> dict[str, Any]:
        return self.env["account.tax"]._prepare_base_line_for_taxes_computation(
            None,
            product_id=line.product,
            tax_ids=order.fiscal_position_id.map_tax(line.taxes),
            price_unit=line.price_unit,
            quantity=line.quantity,
            discount=line.discount,
            currency_id=order.currency_id,
            rate=order.currency_rate,
            # As Odoo's closing has it: what is taken off is rounded apart from what is sold.
            is_refund=line.quantity * line.price_unit < 0,
            sign=-1,
        )

    def _totals(self, order: Any, base_lines: list[dict[str, Any]]) -> OrderTotals:
        config = order.config_id
        rounding = None
        if config.cash_rounding and not config.only_round_cash_method:
            rounding = config.rounding_method or None
        summary = self.env["account.tax"]._get_tax_totals_summary(
            base_lines=base_lines,
            currency=order.currency_id,
            company=order.company_id,
            cash_rounding=rounding,
        )
        return OrderTotals(
            tax=summary["tax_amount_currency"], total=summary["total_amount_currency"]
        )
