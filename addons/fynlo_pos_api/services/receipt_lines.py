from typing import Any

from odoo import models

from ..domain.line_kind import DISHES, LineKind
from ..domain.receipt_text import tax_codes
from ..schemas.common import Money
from ..schemas.receipt import ReceiptLine, ReceiptModifier, ReceiptTax
from ..schemas.refund import signed

# A set of taxes (account.tax records) and its row on the receipt.
Taxes = list[tuple[Any, ReceiptTax]]


class FynloReceiptLines(models.AbstractModel):
    """The lines, the sums and the taxes of a receipt, all from what the order's lines hold."""

    _name = "fynlo.receipt.lines"
    _inherit = ["fynlo.service"]
    _description = "Lines of receipts"

    def _lines(self, order: Any, taxes: Taxes) -> list[ReceiptLine]:
        """The lines of which anything was sold, with the code of their rate."""
        codes = {mapped: row.code for mapped, row in taxes}
        return [
            self._line(order, line, codes.get(self._mapped(order, line)))
            for line in order.lines
            if line.qty
        ]

    def _line(self, order: Any, line: Any, code: str | None) -> ReceiptLine:
        currency, sign = order.currency_id, _sign(order)
        return ReceiptLine(
            kind=LineKind(line.fynlo_kind),
            name=line.full_product_name or line.product_id.display_name,
            quantity=sign * line.qty,
            unit_price=Money.of(line.price_unit, currency),
            total=Money.of(sign * signed(line, line.price_subtotal_incl), currency),
            was=Money.of(sign * _whole(line), currency) if line.discount else None,
            is_comped=bool(line.discount) and line.fynlo_comped,
            is_part=bool(line.combo_parent_id),
            modifiers=[
                ReceiptModifier(name=value.name, price=Money.of(value.price_extra, currency))
                for value in line.attribute_value_ids
            ],
            note=line.customer_note or None,
            tax_code=code,
        )

    def _sums(self, order: Any) -> dict[str, Money]:
        """What was taken off and put on, and the sums of the order."""
        currency, sign = order.currency_id, _sign(order)

        def of(amount: float) -> Money:
            return Money.of(currency.round(sign * amount) + 0.0, currency)

        kinds = order.lines.grouped("fynlo_kind")
        by_kind = {
            kind: sum(signed(line, line.price_subtotal_incl) for line in kinds.get(str(kind), ()))
            for kind in LineKind
        }
        return {
            "discount": of(-by_kind[LineKind.DISCOUNT] + self._taken_off(order)),
            "service_charge": of(by_kind[LineKind.SERVICE_CHARGE]),
            "tip": of(by_kind[LineKind.TIP]),
            "net": of(order.amount_total - order.amount_tax),
            "tax": of(order.amount_tax),
            "total": of(order.amount_total),
        }

    def _taken_off(self, order: Any) -> float:
        """What the lines' own shares take off, with tax where prices hold it."""
        reduced = order.lines.filtered(lambda line: line.fynlo_kind in DISHES and line.discount)
        taken = sum(_whole(line) - signed(line, line.price_subtotal_incl) for line in reduced)
        return order.currency_id.round(taken)

    def _taxes(self, order: Any) -> Taxes:
        """Each rate with what was sold under it, the highest one first."""
        sums: dict[Any, list[float]] = {}
        for line in order.lines:
            mapped = self._mapped(order, line)
            if mapped and line.qty:
                amounts = sums.setdefault(mapped, [0.0, 0.0])
                amounts[0] += signed(line, line.price_subtotal)
                amounts[1] += signed(line, line.price_subtotal_incl)
        found = sorted(sums.items(), key=lambda item: -sum(item[0].mapped("amount")))
        codes = tax_codes(len(found))
        return [
            (taxes, self._tax_row(order, code, taxes, *amounts))
            for code, (taxes, amounts) in zip(codes, found, strict=True)
        ]

    def _tax_row(self, order: Any, code: str, taxes: Any, net: float, total: float) -> ReceiptTax:
        currency, sign = order.currency_id, _sign(order)
        return ReceiptTax(
            code=code,
            name=", ".join(tax.invoice_label or tax.name for tax in taxes),
            rate=sum(taxes.mapped("amount")),
            net=Money.of(currency.round(sign * net), currency),
            tax=Money.of(currency.round(sign * (total - net)), currency),
            total=Money.of(currency.round(sign * total), currency),
        )

    def _mapped(self, order: Any, line: Any) -> Any:
        return order.fiscal_position_id.map_tax(line.tax_ids).flatten_taxes_hierarchy()


def _whole(line: Any) -> float:
    """What a line would cost without its discount, in major units."""
    left = 1 - line.discount / 100
    whole = signed(line, line.price_subtotal_incl) / left if left > 0 else 0.0
    return line.currency_id.round(whole or line.price_unit * line.qty)


def _sign(order: Any) -> int:
    return -1 if order.is_refund else 1
