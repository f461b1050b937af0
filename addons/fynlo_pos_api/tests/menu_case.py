"""What the tests of the menu share: modifiers, sizes and a set menu beside the two dishes."""

import json
from typing import Any

from odoo.fields import Command
from odoo.models import BaseModel

from ..domain.caller import Caller
from .session_case import SessionCase


class MenuCase(SessionCase):
    """Burger 12.95 with modifiers, bread 3.10, pizza in two sizes, a set menu; tax included."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make the menu on top of the two dishes of the sessions' tests."""
        super().setUpClass()
        cls.mains = cls.env["pos.category"].create({"name": "Mains", "sequence": 7, "color": 3})
        cls.burger.product_tmpl_id.write(
            {
                "pos_categ_ids": [Command.set(cls.mains.ids)],
                "public_description": "<p>Beef &amp; <b>bun</b></p>",
                "barcode": "5000000000017",
            }
        )
        cls.sauce = cls._attribute("Sauce", "radio", "no_variant", {"Mayo": 0, "Truffle": 1.5})
        cls.extras = cls._attribute("Extras", "multi", "no_variant", {"Bacon": 2, "Cheese": 0.75})
        cls.sauce.value_ids[1].is_custom = True
        cls._offer(cls.burger.product_tmpl_id, cls.sauce)
        cls._offer(cls.burger.product_tmpl_id, cls.extras)
        cls.pizza = cls._dish("Pizza", 9.00, cls.standard).product_tmpl_id
        cls._offer(cls.pizza, cls._attribute("Size", "radio", "always", {"Small": 0, "Large": 3}))
        cls.small, cls.large = cls.pizza.product_variant_ids.sorted("id")
        cls.course = cls.env["product.combo"].create(
            {
                "name": "Main",
                "combo_item_ids": [
                    Command.create({"product_id": cls.burger.id}),
                    Command.create({"product_id": cls.large.id, "extra_price": 2.5}),
                ],
            }
        )
        cls.lunch = cls._dish("Lunch", 15.00, cls.standard)
        cls.lunch.product_tmpl_id.write(
            {
                "type": "combo",
                "taxes_id": [Command.clear()],
                "combo_ids": [Command.set(cls.course.ids)],
            }
        )

    @classmethod
    def _attribute(
        cls, name: str, display_type: str, create_variant: str, values: dict[str, float]
    ) -> BaseModel:
        return cls.env["product.attribute"].create(
            {
                "name": name,
                "display_type": display_type,
                "create_variant": create_variant,
                "value_ids": [
                    Command.create({"name": value, "default_extra_price": extra, "sequence": place})
                    for place, (value, extra) in enumerate(values.items())
                ],
            }
        )

    @classmethod
    def _offer(cls, template: BaseModel, attribute: BaseModel) -> None:
        cls.env["product.template.attribute.line"].create(
            {
                "product_tmpl_id": template.id,
                "attribute_id": attribute.id,
                "value_ids": [Command.set(attribute.value_ids.ids)],
            }
        )

    def menu(self, caller: Caller | None = None) -> dict[str, Any]:
        """The menu as a till reads it; later changes are read from the database again."""
        self.env.cr.flush()
        self.env.invalidate_all()
        return json.loads(self.runner(caller)._query("menu.read", {}).body)

    def product(self, product: BaseModel, caller: Caller | None = None) -> dict[str, Any] | None:
        """A product of the menu; None when it is not on it."""
        found = [item for item in self.menu(caller)["products"] if item["id"] == product.id]
        return found[0] if found else None

    def edit(self, command: str, /, caller: Caller | None = None, **values: Any) -> dict[str, Any]:
        """Run a command of the menu, whose input has a field `name`, and give back its reply."""
        return json.loads(self.runner(caller)._command(command, values).body)

    def price(self, product: BaseModel) -> int:
        """The price of a product on the menu, in minor units."""
        found = self.product(product)
        assert found is not None
        return found["price"]["amount"]

    def back_office(self) -> Caller:
        """A manager who is on no till."""
        return self.caller(till_id=None, device_id=None, employee_id=None)
