from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import uuid4

from odoo import models
from odoo.fields import Command

from ..const import ErrorCode
from ..domain.internal_note import to_internal
from ..exceptions import Invalid
from ..models.menu_sources.price_rules import PRICE_RULES, PriceRules
from ..schemas.common import Money
from ..schemas.order_line import LineCreate
from .menu_choices import may_be_chosen
from .pricing import LineToPrice, OrderTotals


class FynloOrderLines(models.AbstractModel):
    """Turns the lines that a caller sends into lines of Odoo, checked and with unit prices."""

    _name = "fynlo.order.lines"
    _inherit = ["fynlo.service"]
    _description = "Makes order lines"

    def _make(
        self, order: Any, lines: Sequence[LineCreate]
    ) -> tuple[list[dict[str, Any]], list[LineToPrice]]:
        """Values of pos.order.line and, beside each, what the tax engine needs of it.

        :param order: the OrderTerms of when they are added
        :raises Invalid: with the path of the field at fault, e.g. `lines.0.product_id`
        """
        discounts = [line.discount for line in lines if line.discount]
        self.env["fynlo.discount.limits"]._allow_on_lines(order.order, discounts, order.currency_id)
        products = self._products(order, lines)
        rules = PriceRules(self.env["product.product"].concat(*products.values()), order.date_order)
        priced_together = self.with_context(**{PRICE_RULES: rules})
        values: list[dict[str, Any]] = []
        to_price: list[LineToPrice] = []
        for index, line in enumerate(lines):
            path = f"lines.{index}"
            product = products.get(line.product_id)
            if product is None:
                raise _not_sold(line.product_id, f"{path}.product_id")
            self.env["fynlo.dayparts"]._check_served(order, product, f"{path}.product_id")
            for item, priced in priced_together._line(order, line, product, path):
                values.append({**item, "fynlo_added_at": order.date_order})
                to_price.append(priced)
        return values, to_price

    def _products(self, order: Any, lines: Sequence[LineCreate]) -> dict[int, Any]:
        """The products that the till sells, by id."""
        ids = dict.fromkeys(line.product_id for line in lines)
        # sudo: who takes orders need not read the whole catalogue; what is sold is checked here
        products = self.env["fynlo.catalogue"].sudo()._known("product.product", ids)
        unknown = [product_id for product_id in ids if product_id not in products._ids]
        if unknown:
            products |= products.browse(unknown).exists()
        return {product.id: product for product in products if self._sells(order, product)}

    def _check_sold(self, order: Any, product: Any, field: str) -> None:
        """Refuse more of a dish that the till does not sell then.

        :param order: the OrderTerms of when it is added
        :raises Invalid: product_unavailable
        """
        if not self._sells(order, product):
            raise _not_sold(product.id, field)
        self.env["fynlo.dayparts"]._check_served(order, product, field)

    def _sells(self, order: Any, product: Any) -> bool:
        company, till = product.company_id, order.config_id
        return (
            may_be_chosen(product)
            and product.available_in_pos
            and (not company or company == order.company_id)
            and (
                not till.limit_categories
                or bool(product.pos_categ_ids & till.iface_available_categ_ids)
            )
        )

    def _line(
        self, order: Any, line: LineCreate, product: Any, path: str
    ) -> list[tuple[dict[str, Any], LineToPrice]]:
        if product.type == "combo":
            return self.env["fynlo.order.combo"]._make_combo(order, line, product, path)
        if line.combo:
            raise Invalid(f"{product.name} is not a set menu.", field=f"{path}.combo")
        quantity = self._quantity(line.quantity, f"{path}.quantity")
        extra, modifiers = self._modifiers()._make(product, line.modifiers, f"{path}.modifiers")
        price, terms = self._terms()._price_of_one(order, line, product, quantity, extra, path)
        self._compare(order, line.expected_price, price, f"{path}.expected_price")
        terms |= self._terms()._discount(order, line.discount, f"{path}.discount")
        values = self._values(line, product, quantity, price, extra) | modifiers | terms
        return [(values, self._to_price(order, product, values))]

    def _quantity(self, quantity: Decimal, path: str) -> float:
        """A quantity that is stored as it is priced.

        :raises Invalid: it has more decimals than quantities have here
        """
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        if round(quantity, digits) != quantity:
            raise Invalid(f"Send at most {digits} decimals.", field=path)
        return float(quantity)

    def _values(
        self, line: LineCreate | None, product: Any, quantity: float, price: float, extra: float
    ) -> dict[str, Any]:
        values = {
            "uuid": str((line and line.id) or uuid4()),
            "product_id": product.id,
            "full_product_name": product.display_name,
            "qty": quantity,
            "price_unit": price,
            "price_extra": extra,
            "customer_note": (line and line.note) or False,
        }
        return values | self._serving(line, product)

    def _serving(self, line: LineCreate | None, product: Any) -> dict[str, Any]:
        """Who gets it, when, and what the kitchen is told; those that nobody said are left out."""
        values = {
            "fynlo_seat": line and line.seat,
            "course": (line and line.course) or product.product_tmpl_id._fynlo_course_served(),
            "note": line and to_internal(line.kitchen_note),
        }
        return {name: value for name, value in values.items() if value}

    def _to_price(self, order: Any, product: Any, values: dict[str, Any]) -> LineToPrice:
        """What the tax engine needs of a line that is going to have these values."""
        return LineToPrice(
            product,
            values["qty"],
            values["price_unit"],
            self.env["fynlo.pricing"]._taxes(order, product),
            values.get("discount", 0.0),
            amount_off=values.get("fynlo_discount_amount", 0.0),
        )

    def _compare(self, order: Any, expected: Money | None, amount: float, path: str) -> None:
        """Refuse what differs from what the caller expects.

        :raises Invalid: total_mismatch, with both amounts
        """
        actual = Money.of(amount, order.currency_id)
        if expected is None or expected == actual:
            return
        raise Invalid(
            f"It is {actual.amount} {actual.currency}, not {expected.amount} {expected.currency};"
            " load the menu again.",
            ErrorCode.TOTAL_MISMATCH,
            field=path,
            extra={"expected": expected.model_dump(), "actual": actual.model_dump()},
        )

    def _modifiers(self) -> Any:
        return self.env["fynlo.order.modifiers"]

    def _terms(self) -> Any:
        return self.env["fynlo.order.line_terms"]

    # === WRITING === #

    def _create(
        self, order: Any, values: list[dict[str, Any]], priced: Sequence[LineToPrice]
    ) -> Any:
        """Write the lines with the amounts that pricing found.

        Where that makes derived lines, or changes them, the order is priced once more.
        """
        # As a default: for an order among the values Odoo asks once more per line if it exists.
        lines = order.env["pos.order.line"].with_context(default_order_id=order.id)
        parents = {item["uuid"]: item.pop("combo_parent_uuid", None) for item in values}
        self.env["fynlo.order.courses"]._assign(order, values)
        for index, (item, price) in enumerate(zip(values, priced, strict=True)):
            item |= {
                "company_id": order.company_id.id,
                "name": f"{order.pos_reference}/{len(order.lines) + index + 1}",
                "tax_ids": [Command.set(price.taxes.ids)],
                "price_subtotal": price.net,
                "price_subtotal_incl": price.total,
            }
        created = lines.create(values) if values else lines
        if any(parents.values()):
            by_uuid = {line.uuid: line for line in created}
            for child, parent in parents.items():
                if parent:
                    by_uuid[child].combo_parent_id = by_uuid[parent]
        if self.env["fynlo.order.adjustments"]._concerns(order, priced):
            order.fynlo_is_adjusted = True
            self._reprice(order, [])
        return created

    def _reprice(self, order: Any, new: Sequence[LineToPrice]) -> OrderTotals:
        """Sum up the order's lines and new ones, which are filled in.

        Without new ones, discounts and charges are computed anew from what the dishes cost.
        """
        is_adjusted = order.fynlo_is_adjusted and not new
        if is_adjusted:
            self.env["fynlo.order.adjustments"]._apply(order)
        totals = self._sum_up(order, new)
        if is_adjusted and self.env["fynlo.order.adjustments"]._soften(order, totals.total):
            totals = self._sum_up(order, new)
        return totals

    def _sum_up(self, order: Any, new: Sequence[LineToPrice]) -> OrderTotals:
        """Price the order's lines as they are, and new ones."""
        lines = order.lines
        known = [LineToPrice.of_record(line) for line in lines]
        totals = self.env["fynlo.pricing"]._price(order, [*known, *new])
        for line, priced in zip(lines, known, strict=True):
            if (line.price_subtotal, line.price_subtotal_incl) != (priced.net, priced.total):
                line.write({"price_subtotal": priced.net, "price_subtotal_incl": priced.total})
        order.write({"amount_tax": totals.tax, "amount_total": totals.total})
        return totals


def _not_sold(product_id: int, field: str) -> Invalid:
    return Invalid(
        f"Product {product_id} is not on the menu of this till.",
        ErrorCode.PRODUCT_UNAVAILABLE,
        field=field,
    )
