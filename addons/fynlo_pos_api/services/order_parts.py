from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from odoo import models
from odoo.fields import Command

from ..domain.division import divide
from ..domain.line_kind import DISHES
from ..domain.money import from_minor, to_minor
from .order_header import NOTHING_PREPARED

# Quantities are divided as integers of this part of one.
_PARTS_OF_ONE = 1000

# What ties a line to another one of its order.
_TIES = ("combo_parent_id", "fynlo_discount_of_id")


@dataclass(frozen=True, slots=True)
class Part:
    """What goes of a line to an order; `id` is for the line that is made of it."""

    order: Any
    quantity: float
    id: UUID | None = None


class FynloOrderParts(models.AbstractModel):
    """Moves lines between orders, whole or in parts that sum to the line."""

    _name = "fynlo.order.parts"
    _inherit = ["fynlo.order.records"]
    _description = "Moves lines between orders"

    def _open_beside(self, order: Any, uuid: UUID | None, covers: int) -> Any:
        """A new order without lines: same table, guest, employee and terms as the other one's."""
        number, reference = order.config_id._fynlo_next_reference(order.date_order)
        own = {
            "uuid": str(uuid or uuid4()),
            "access_token": str(uuid4()),
            "fynlo_version": 1,
            "fynlo_split_from_id": order.id,
            "fynlo_status": order.fynlo_status,
            "pos_reference": reference,
            "tracking_number": str(number % 1000),
            "sequence_number": number,
            "customer_count": covers,
            "lines": False,
            "amount_paid": 0.0,
            "amount_return": 0.0,
            "amount_tax": 0.0,
            "amount_total": 0.0,
            "last_order_preparation_change": NOTHING_PREPARED,
        }
        [values] = order.copy_data(own)
        return self._orders().create(values)

    def _move(self, line: Any, parts: Sequence[Part]) -> None:
        """Share a line out, with the dishes of a set menu and what was taken off it.

        A part that is worth its share keeps the unit price. Else the pence are divided by the
        largest remainder, and the part's unit price is the one that gives exactly its pence:
        the halves of a bottle at 6.55 cost 3.28 and 3.27.

        :param parts: all of the line's quantity; the line itself goes with the first one
        """
        weights = [_scaled(part.quantity) for part in parts]
        tied = line.order_id.lines.filtered(lambda item: line in (item[tie] for tie in _TIES))
        made = {item: self._share_out(item, parts, weights) for item in line | tied}
        for item, copies in made.items():
            for tie in _TIES:
                for copy, parent in zip(copies[1:], made.get(item[tie], [])[1:], strict=False):
                    copy[tie] = parent

    def _share_out(self, line: Any, parts: Sequence[Part], weights: list[int]) -> list[Any]:
        """One line, and copies of it, each on the order of its part."""
        quantity = _scaled(line.qty)
        # A discount stands on one line each, with a part of its amount.
        quantities = [quantity] * len(parts)
        if line.fynlo_kind in DISHES:
            quantities = divide(quantity, weights)
        price, places = line.price_unit, line.currency_id.decimal_places
        total = worth(line)
        shares = divide(total, weights)
        off = divide(to_minor(line.fynlo_discount_amount, places), weights)
        made = [line, *(self._copy(line, part) for part in parts[1:])]
        for item, part, own, share, less in zip(made, parts, quantities, shares, off, strict=True):
            values: dict[str, Any] = {"qty": own / _PARTS_OF_ONE}
            if any(off):
                values["fynlo_discount_amount"] = from_minor(less, places)
            if own and total * own != share * quantity:
                values["price_unit"] = price * (share * quantity) / (total * own)
            item.write(values)
            self._take_over(item, part.order)
        return made

    def _take_over(self, line: Any, order: Any) -> None:
        """Let a line be of another order, in the course of the same number."""
        if line.order_id == order:
            return
        course = line.course_id
        line.write({"order_id": order.id, "name": line_name(order)})
        if course:
            same = order.course_ids.filtered(lambda item: item.index == course.index)[:1]
            values = {"order_id": order.id, "index": course.index, "fired": course.fired}
            line.course_id = same or course.create({**values, "fired_date": course.fired_date})

    def _copy(self, line: Any, part: Part) -> Any:
        texts = [
            Command.create(
                {
                    "custom_product_template_attribute_value_id": (
                        text.custom_product_template_attribute_value_id.id
                    ),
                    "custom_value": text.custom_value,
                }
            )
            for text in line.custom_attribute_value_ids
        ]
        own = {
            "uuid": str(part.id or uuid4()),
            "name": line_name(line.order_id),
            "custom_attribute_value_ids": texts,
            "fynlo_voided_quantity": 0.0,
            "fynlo_void_reason": False,
            "fynlo_void_reason_id": False,
            "fynlo_void_note": False,
        }
        [values] = line.copy_data(own)
        return line.create(values)


def worth(line: Any) -> int:
    """What a line costs in the terms of its price, in minor units.

    Not `price_subtotal_incl`: where taxes are rounded on the whole order, Odoo lets a line take a
    penny of another one.
    """
    cost = line.price_unit * line.qty * (1 - line.discount / 100)
    return to_minor(line.currency_id.round(cost), line.currency_id.decimal_places)


def _scaled(quantity: float) -> int:
    return round(quantity * _PARTS_OF_ONE)


def line_name(order: Any) -> str:
    """The name of the next line of an order."""
    return f"{order.pos_reference}/{len(order.lines) + 1}"
