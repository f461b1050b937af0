from collections.abc import Sequence
from typing import Any

from odoo import models

from ..domain import money
from ..domain.combo import Share, spread
from ..exceptions import Invalid
from ..schemas.order import ComboChoice, LineCreate
from .menu_choices import may_be_chosen
from .pricing import LineToPrice


class FynloOrderCombo(models.AbstractModel):
    """Makes the lines of a set menu, as Odoo's own till keeps them."""

    _name = "fynlo.order.combo"
    _inherit = ["fynlo.order.lines"]
    _description = "Set menus of orders"

    def _make_combo(
        self, order: Any, line: LineCreate, product: Any, path: str
    ) -> list[tuple[dict[str, Any], LineToPrice]]:
        """The set menu's own line, which costs nothing, and a line for each chosen dish."""
        pricing = self.env["fynlo.pricing"]
        quantity = self._quantity(line.quantity, f"{path}.quantity")
        price = pricing._unit_price(order, product, quantity, 0.0)
        self._compare(order, line.expected_price, price, f"{path}.expected_price")
        parent = self._values(line, product, quantity, 0.0, 0.0)
        lines = [(parent, self._to_price(order, product, quantity, 0.0))]
        chosen = self._choices(product, line.combo, f"{path}.combo")
        places = order.currency_id.decimal_places
        included, extra = self._included(chosen)
        units = spread(
            money.to_minor(price, places),
            [
                Share(money.to_minor(item.combo_id.base_price, places), count)
                for _, item, count in included
            ],
        ) + [money.to_minor(item.combo_id.base_price, places) for _, item, _ in extra]
        for (index, item, count), unit in zip(included + extra, units, strict=True):
            modifiers_path = f"{path}.combo.{index}.modifiers"
            added, modifiers = self._modifiers()._make(
                item.product_id, line.combo[index].modifiers, modifiers_path
            )
            one = money.from_minor(unit, places) + item.extra_price + added
            values = self._values(None, item.product_id, count * quantity, one, added) | modifiers
            values |= {"combo_item_id": item.id, "combo_parent_uuid": parent["uuid"]}
            lines.append((values, self._to_price(order, item.product_id, count * quantity, one)))
        return lines

    def _choices(
        self, product: Any, choices: Sequence[ComboChoice], path: str
    ) -> list[tuple[int, Any, int]]:
        """(index, combo item, how many) of each choice, when every course has enough of them."""
        known = {
            item.id: item
            for item in product.combo_ids.combo_item_ids
            if may_be_chosen(item.product_id)
        }
        for index, choice in enumerate(choices):
            if choice.choice_id not in known:
                raise Invalid(
                    f"{product.name} has no choice {choice.choice_id}.",
                    field=f"{path}.{index}.choice_id",
                )
        chosen = [
            (index, known[choice.choice_id], choice.quantity)
            for index, choice in enumerate(choices)
        ]
        for combo in product.combo_ids:
            count = sum(count for _, item, count in chosen if item.combo_id == combo)
            if not combo.qty_free <= count <= combo.qty_max:
                wanted = str(combo.qty_free)
                if combo.qty_max > combo.qty_free:
                    wanted += f" to {combo.qty_max}"
                raise Invalid(
                    f"{product.name}: choose {wanted} of {combo.name}, not {count}.", field=path
                )
        return chosen

    def _included(
        self, chosen: list[tuple[int, Any, int]]
    ) -> tuple[list[tuple[int, Any, int]], list[tuple[int, Any, int]]]:
        """Which choices the price of the set menu covers, and which come on top of it."""
        left = {item.combo_id: item.combo_id.qty_free for _, item, _ in chosen}
        included, extra = [], []
        for index, item, count in chosen:
            free = min(count, left[item.combo_id])
            left[item.combo_id] -= free
            if free:
                included.append((index, item, free))
            if count > free:
                extra.append((index, item, count - free))
        return included, extra
