from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from odoo import fields, models
from odoo.fields import Command

from ..const import ErrorCode
from ..domain.division import divide
from ..domain.line_kind import LineKind
from ..domain.money import from_minor
from ..exceptions import Conflict
from ..schemas.refund import RefundMake
from .order_header import NOTHING_PREPARED
from .refund_lines import Part


class FynloRefundMaking(models.AbstractModel):
    """Writes a refund: a pos.order with negative lines and negative payments."""

    _name = "fynlo.refund.making"
    _inherit = ["fynlo.order.records"]
    _description = "Makes refunds"

    def _make(
        self, order: Any, session: Any, data: RefundMake, parts: Sequence[Part], total: int
    ) -> Any:
        """The refund (pos.order) with its lines, not paid yet.

        :param total: in minor units, rounded where the till rounds all totals
        :raises Conflict: uuid_taken; operation_refused: Odoo would book other amounts
        """
        self.env["fynlo.order"]._check_new(data.id, [])
        refund = self._orders().create(self._header(order, session, data, total))
        lines = refund.env["pos.order.line"].with_context(default_order_id=refund.id)
        made = lines.create([self._line(refund, part, n) for n, part in enumerate(parts, 1)])
        tax = sum(part.amounts.total - part.amounts.net for part in parts)
        refund.amount_tax = from_minor(-tax, refund.currency_id.decimal_places)
        by_sold = {line.refunded_orderline_id: line for line in made if line.refunded_orderline_id}
        for sold, line in by_sold.items():
            if sold.combo_parent_id in by_sold:
                line.combo_parent_id = by_sold[sold.combo_parent_id]
        self._check_books(refund)
        return refund

    def _header(self, order: Any, session: Any, data: RefundMake, total: int) -> dict[str, Any]:
        now = fields.Datetime.now()
        number, reference = order.config_id._fynlo_next_reference(now)
        employee = self.env["fynlo.order.header"]._employee()
        return {
            "uuid": str(data.id or uuid4()),
            "name": self.env._("%s REFUND", order.name),
            "fynlo_version": 1,
            "fynlo_refund_of_id": order.id,
            "fynlo_refund_reason_id": data.reason_id,
            "fynlo_refund_note": data.note or False,
            "is_refund": True,
            "access_token": str(uuid4()),
            "session_id": session.id,
            "config_id": order.config_id.id,
            "company_id": order.company_id.id,
            "pricelist_id": order.pricelist_id.id,
            "fiscal_position_id": order.fiscal_position_id.id,
            "date_order": now,
            "pos_reference": reference,
            "tracking_number": str(number % 1000),
            "sequence_number": number,
            "user_id": self._caller.user_id,
            "employee_id": employee.id,
            "cashier": employee.name or self.env.user.name,
            "partner_id": order.partner_id.id,
            "fynlo_order_type": order.fynlo_order_type,
            "amount_tax": 0.0,
            "amount_total": from_minor(-total, order.currency_id.decimal_places),
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "last_order_preparation_change": NOTHING_PREPARED,
        }

    def _line(self, refund: Any, part: Part, number: int) -> dict[str, Any]:
        """Values of the pos.order.line: what was sold, with the opposite quantity."""
        places = refund.currency_id.decimal_places
        net, total = (from_minor(part.amounts.net, places), from_minor(part.amounts.total, places))
        own = self._as_sold(part) if part.line else self._as_amount(refund)
        price = total if all(part.taxes.mapped("price_include")) else net
        asked = own["price_unit"] * (1 - own["discount"] / 100) * part.quantity
        if refund.currency_id.compare_amounts(asked, price):
            # Of a line that is given back in parts, the pence of this part.
            own |= {"price_unit": price / part.quantity, "discount": 0.0}
        return {
            **own,
            "uuid": str(uuid4()),
            "name": f"{refund.pos_reference}/{number}",
            "company_id": refund.company_id.id,
            "qty": -part.quantity,
            "tax_ids": [Command.set(part.taxes.ids)],
            "price_subtotal": -net,
            "price_subtotal_incl": -total,
            "extra_tax_data": self._exact_taxes(refund, part, own),
        }

    def _as_sold(self, part: Part) -> dict[str, Any]:
        line = part.line
        return {
            "product_id": line.product_id.id,
            "full_product_name": line.full_product_name,
            "price_unit": line.price_unit,
            "price_extra": line.price_extra,
            "price_type": line.price_type,
            "discount": line.discount,
            "attribute_value_ids": [Command.set(line.attribute_value_ids.ids)],
            "combo_item_id": line.combo_item_id.id,
            "refunded_orderline_id": line.id,
            "fynlo_kind": line.fynlo_kind,
        }

    def _as_amount(self, refund: Any) -> dict[str, Any]:
        product = self.env["fynlo.own.products"]._refund(refund.company_id)
        return {
            "product_id": product.id,
            "full_product_name": product.display_name,
            "price_unit": 0.0,
            "discount": 0.0,
            "fynlo_kind": LineKind.REFUND_AMOUNT,
        }

    def _exact_taxes(self, refund: Any, part: Part, line: dict[str, Any]) -> dict[str, Any] | bool:
        """The taxes of a part, fixed: by themselves those of three thirds may not sum to the whole.

        Odoo's tax engine takes them from the line's `extra_tax_data` when it books the session.
        """
        taxes = refund.fiscal_position_id.map_tax(part.taxes).flatten_taxes_hierarchy()
        if not taxes:
            return False
        places = refund.currency_id.decimal_places
        weights = _tax_weights(taxes, line["price_unit"] * part.quantity)
        amounts = divide(part.amounts.total - part.amounts.net, weights)
        net = from_minor(part.amounts.net, places)
        # What a tax is reckoned on is the net where it is the only one.
        base = {"base_amount_currency": net} if len(taxes) == 1 else {}
        return {
            "currency_id": refund.currency_id.id,
            "price_unit": line["price_unit"],
            "discount": line["discount"],
            "quantity": part.quantity,
            "rate": refund.currency_rate,
            "manual_total_excluded_currency": net,
            "manual_tax_amounts": {
                str(tax.id): {**base, "tax_amount_currency": from_minor(amount, places)}
                for tax, amount in zip(taxes, amounts, strict=True)
            },
        }

    def _check_books(self, refund: Any) -> None:
        """Refuse what Odoo's closing would not book as it is: the session could not be closed."""
        engine, company = self.env["account.tax"], refund.company_id
        base_lines = refund._prepare_tax_base_line_values()
        engine._add_tax_details_in_base_lines(base_lines, company)
        engine._round_base_lines_tax_details(base_lines, company)
        booked = engine._get_tax_totals_summary(base_lines, refund.currency_id, company)
        currency = refund.currency_id
        tax, total = booked["tax_amount_currency"], booked["total_amount_currency"]
        lines = -sum(refund.lines.mapped("price_subtotal_incl"))
        if currency.compare_amounts(total, lines) or currency.compare_amounts(
            tax, -refund.amount_tax
        ):
            raise Conflict(
                "The taxes of what was sold were changed since; give an amount back instead.",
                ErrorCode.OPERATION_REFUSED,
            )

    def _pay(self, refund: Any, divided: Sequence[tuple[Any, int]], tip: int) -> None:
        """Write the payments, and close the refund as Odoo's own till does.

        :param divided: how much, in minor units, goes back by which pos.payment.method
        :param tip: how much of it is a tip
        """
        places = refund.currency_id.decimal_places
        shared = {
            "pos_order_id": refund.id,
            "session_id": refund.session_id.id,
            "company_id": refund.company_id.id,
            "employee_id": refund.employee_id.id,
            "payment_date": refund.date_order,
        }
        values, left = [], tip
        for method, amount in divided:
            own = min(left, amount)
            left -= own
            values.append(
                {
                    **shared,
                    "payment_method_id": method.id,
                    "amount": from_minor(-amount, places),
                    "fynlo_tip": from_minor(-own, places),
                }
            )
        refund.env["pos.payment"].create(values)
        paid = from_minor(-sum(amount for _, amount in divided), places)
        refund.write({"amount_paid": paid, "tip_amount": from_minor(-tip, places)})
        refund.action_pos_order_paid()
        refund._create_order_picking()
        refund._compute_total_cost_in_real_time()


def _tax_weights(taxes: Any, price: float) -> list[int]:
    """How much of the tax on a price is each tax's, as Odoo reckons it."""
    details = taxes._get_tax_details(price, 1.0, rounding_method="round_globally")
    found = {item["tax"]: round(abs(item["tax_amount"]) * 10**6) for item in details["taxes_data"]}
    weights = [found.get(tax, 0) for tax in taxes]
    return weights if any(weights) else [1] * len(taxes)
