from collections.abc import Sequence
from typing import Any

from odoo import models

from ..domain import money
from ..domain.combo import Share, spread
from ..exceptions import Invalid
from ..schemas.order_line import ComboChoice, LineCreate
from .menu_choices import may_be_chosen
from .order_terms import OrderTerms
from .pricing import LineToPrice

_OF_EACH_DISH = ("fynlo_seat", "discount")


class FynloOrderCombo(models.AbstractModel):
    """Makes the lines of a set menu, as Odoo's own till keeps them."""

    _name = "fynlo.order.combo"
    _inherit = ["fynlo.order.lines"]
    _description = "Set menus of orders"

    def _make_combo(
        self, order: Any, line: LineCreate, product: Any, path: str
    ) -> list[tuple[dict[str, Any], LineToPrice]]:
        """The set menu's own line, which costs nothing, and a line for each chosen dish."""
        quantity = self._quantity(line.quantity, f"{path}.quantity")
        price, terms = self._terms()._price_of_one(order, line, product, quantity, 0.0, path)
        self._compare(order, line.expected_price, price, f"{path}.expected_price")
        terms |= self._terms()._discount(order, line.discount, f"{path}.discount")
        parent = self._values(line, product, quantity, 0.0, 0.0) | terms
        lines = [(parent, self._to_price(order, product, parent))]
        # The dishes are served with the set menu, and a share off it is one off each of them.
        shared = {name: parent[name] for name in _OF_EACH_DISH if name in parent}
        if line.course:
            shared["course"] = line.course
        chosen = self._choices(order, product, line.combo, f"{path}.combo")
        for item, count, unit, index in self._units(order, chosen, price):
            modifiers_path = f"{path}.combo.{index}.modifiers"
            added, modifiers = self._modifiers()._make(
                item.product_id, line.combo[index].modifiers, modifiers_path
            )
            one = unit + item.extra_price + added
            values = self._values(None, item.product_id, count * quantity, one, added) | modifiers
            values |= {"combo_item_id": item.id, "combo_parent_uuid": parent["uuid"], **shared}
            lines.append((values, self._to_price(order, item.product_id, values)))
        return lines

    def _spread_again(self, parent: Any) -> None:
        """Give the dishes of a set menu that is ordered the prices that they have by its taxes.

        :param parent: the set menu's own line (pos.order.line), of which some is left
        """
        terms = OrderTerms.of_line(parent)
        price = self.env["fynlo.pricing"]._unit_price(terms, parent.product_id, parent.qty, 0.0)
        dishes = parent.combo_line_ids.sorted("id")
        chosen = [
            (index, dish.combo_item_id, round(dish.qty / parent.qty))
            for index, dish in enumerate(dishes)
        ]
        for item, _, unit, index in self._units(terms, chosen, price):
            dish = dishes[index]
            dish.price_unit = unit + item.extra_price + dish.price_extra

    def _units(
        self, order: Any, chosen: list[tuple[int, Any, int]], price: float
    ) -> list[tuple[Any, int, float, int]]:
        """(combo item, how many in one set menu, price of one, index) of each chosen dish."""
        places = order.currency_id.decimal_places
        included, extra = self._included(chosen)
        units = spread(
            money.to_minor(price, places),
            [
                Share(money.to_minor(item.combo_id.base_price, places), count)
                for _, item, count in included
            ],
        ) + [money.to_minor(item.combo_id.base_price, places) for _, item, _ in extra]
        return [
            (item, count, money.from_minor(unit, places), index)
            for (index, item, count), unit in zip(included + extra, units, strict=True)
        ]

    def _choices(
        self, order: Any, product: Any, choices: Sequence[ComboChoice], path: str
    ) -> list[tuple[int, Any, int]]:
        """(index, combo item, how many) of each choice, when every course has enough of them.

        :raises Invalid: a choice is not there or not served then, or a course has too few or many
        """
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
            dish = known[choice.choice_id].product_id
            self.env["fynlo.dayparts"]._check_served(order, dish, f"{path}.{index}.choice_id")
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
