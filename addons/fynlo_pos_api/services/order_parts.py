from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from odoo import models
from odoo.fields import Command

from ..domain.division import divide
from ..domain.money import to_minor
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
        if line.fynlo_kind in ("item", "open"):
            quantities = divide(quantity, weights)
        total = to_minor(line.price_subtotal_incl, line.currency_id.decimal_places)
        shares = divide(total, weights)
        price = line.price_unit
        made = [line, *(self._copy(line, part) for part in parts[1:])]
        for item, part, own, share in zip(made, parts, quantities, shares, strict=True):
            values: dict[str, Any] = {"qty": own / _PARTS_OF_ONE}
            if own and total * own != share * quantity:
                values["price_unit"] = price * (share * quantity) / (total * own)
            if item.order_id != part.order:
                values |= {"order_id": part.order.id, "name": _line_name(part.order)}
            item.write(values)
        return made

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
            "order_id": part.order.id,
            "name": _line_name(part.order),
            "custom_attribute_value_ids": texts,
            "fynlo_voided_quantity": 0.0,
            "fynlo_void_reason": False,
        }
        [values] = line.copy_data(own)
        return line.create(values)


def _scaled(quantity: float) -> int:
    return round(quantity * _PARTS_OF_ONE)


def _line_name(order: Any) -> str:
    return f"{order.pos_reference}/{len(order.lines) + 1}"
