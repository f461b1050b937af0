from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Invalid, NotFound, VersionConflict
from .choices_case import ChoicesCase


@tagged("post_install", "-at_install")
class TestLineChange(ChoicesCase):
    """order.change_line."""

    def change(self, order: dict[str, Any], caller: object = None, **values: Any) -> Any:
        """Change a line of the order: the first one."""
        index = values.pop("index", 0)
        shared = {"order_id": order["id"], "line_id": order["lines"][index]["id"]}
        return self.command("order.change_line", caller, **{**shared, **values})

    def refused(self, order: dict[str, Any], **values: Any) -> str:
        """The field at fault; the order stays as it is."""
        with self.assertRaises(Invalid) as caught:
            self.change(order, **values)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        return caught.exception.errors[0]["field"]

    def test_more_of_it(self) -> None:
        self.open()
        order = self.change(self.order((self.burger, 1), (self.bread, 1)), quantity=3)
        self.assertEqual(order["lines"][0]["quantity"], 3.0)
        self.assertEqual(order["total"], self.money(3 * 1295 + 310))
        self.assertEqual(order["version"], 2)
        [event] = self.event("order.line_changed")
        self.assertEqual(event.payload["line_id"], order["lines"][0]["id"])
        self.assertEqual(event.payload["changed"], {"quantity": "3"})

    def test_less_of_it_is_a_void(self) -> None:
        self.open()
        order = self.order((self.burger, 2))
        self.assertEqual(self.refused(order, quantity=1), "quantity")

    def test_a_dish_that_is_gone_is_not_made_again(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        self.burger.active = False
        with self.assertRaises(Invalid) as caught:
            self.change(order, quantity=2)
        self.assertEqual(caught.exception.code, ErrorCode.PRODUCT_UNAVAILABLE)
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1295))

    def test_what_is_not_sent_stays(self) -> None:
        """And null clears: note, kitchen note, seat, course."""
        self.open()
        told = {"note": "Birthday", "kitchen_note": "No salt", "seat": 3, "course": 2}
        order = self.change(self.order((self.burger, 1)), **told)
        self.assertEqual({name: order["lines"][0][name] for name in told}, told)
        order = self.change(order, seat=4)
        self.assertEqual({name: order["lines"][0][name] for name in told}, {**told, "seat": 4})
        order = self.change(order, **dict.fromkeys(told))
        self.assertEqual({order["lines"][0][name] for name in told}, {None})
        self.assertEqual(order["total"], self.money(1295))

    def test_modifiers_are_chosen_anew(self) -> None:
        """Steak 20.00 with an egg is 21.50, with an egg and sauce 23.75; two of them 47.50."""
        self.open()
        chosen = [{"choice_id": self.rare.id}, {"choice_id": self.egg.id}]
        lines = [{"product_id": self.steak.id, "quantity": 2, "modifiers": chosen}]
        order = self.command("order.create", lines=lines)
        self.assertEqual(order["total"], self.money(4300))
        more = [{"choice_id": choice.id} for choice in (self.medium, self.egg, self.sauce)]
        order = self.change(order, modifiers=more)
        names = [modifier["name"] for modifier in order["lines"][0]["modifiers"]]
        self.assertEqual(names, ["Medium", "Egg", "Sauce"])
        self.assertEqual(order["total"], self.money(4750))
        self.assertEqual(self.refused(order, modifiers=[]), "modifiers")

    def test_taking_off_what_costs_is_as_a_void(self) -> None:
        """It needs a reason, and a manager where the role may not void; more needs neither."""
        self.open()
        rare, egg, sauce = ({"choice_id": item.id} for item in (self.rare, self.egg, self.sauce))
        lines = [{"product_id": self.steak.id, "modifiers": [rare, egg]}]
        server, reason = self.caller(Role.SERVER), {"reason_id": self.reason("void")}
        order = self.command("order.create", lines=lines)
        self.assertEqual(self.refused(order, modifiers=[rare]), "reason_id")
        with self.assertRaises(ApprovalRequired):
            self.change(order, server, modifiers=[rare], **reason)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        more = self.change(order, server, modifiers=[rare, egg, sauce])
        self.assertEqual(more["total"], self.money(2375))
        less = self.change(more, modifiers=[rare], **reason)
        self.assertEqual(less["total"], self.money(2000))
        event = self.event("order.line_changed")[0]
        told = (event.payload["reason_id"], event.payload["changed"], event.approver_id)
        self.assertEqual(told[0], reason["reason_id"])
        self.assertEqual([*told[1]], ["modifiers"])
        self.assertEqual(told[2], self.employee)

    def test_an_open_price_falls_as_a_void(self) -> None:
        self.open()
        self.burger.product_tmpl_id.fynlo_open_price = True
        lines = [{"product_id": self.burger.id, "price": self.money(900)}]
        order = self.command("order.create", lines=lines)
        self.assertEqual(self.refused(order, price=self.money(899)), "reason_id")
        order = self.change(order, self.caller(Role.SERVER), price=self.money(950))
        self.assertEqual(order["total"], self.money(950))
        order = self.change(order, price=self.money(899), reason_id=self.reason("void"))
        self.assertEqual(order["total"], self.money(899))

    def test_a_discount_comes_changes_and_goes(self) -> None:
        """A share becomes an amount, on a derived line, and nothing is left of either."""
        self.open()
        reason = {"reason_id": self.reason("discount")}
        before = self.order((self.burger, 1))
        order = self.change(before, discount={"percent": 10, **reason})
        self.assertEqual(order["total"], self.money(1166))
        order = self.change(order, discount={"amount": self.money(95), **reason})
        self.assertEqual((order["total"], len(order["lines"])), (self.money(1200), 2))
        order = self.change(order, discount=None)
        self.assertEqual((order["total"], order["lines"]), (before["total"], before["lines"]))
        self.assertEqual(len(self.event("order.line_discounted")), 2)

    def test_another_price_and_back(self) -> None:
        """Only with an approval; null is the menu's price."""
        self.open()
        before = self.order((self.burger, 2))
        override = {"price": self.money(1000), "reason_id": self.reason("price_override")}
        with self.assertRaises(ApprovalRequired):
            self.change(before, self.caller(Role.SERVER), price_override=override)
        self.assertEqual(self.query("order.get", order_id=before["id"]), before)
        order = self.change(before, price_override=override)
        self.assertEqual(order["total"], self.money(2000))
        order = self.change(order, quantity=3)
        self.assertEqual(order["total"], self.money(3000))
        order = self.change(order, price_override=None)
        self.assertEqual(order["total"], self.money(3885))
        self.assertFalse(order["lines"][0]["price_overridden"])

    def test_a_set_menu_is_changed_as_a_whole(self) -> None:
        """Three lunches at half the price; its dishes take no discount of their own."""
        self.open()
        combo = [self.item(self.starters, self.soup), self.item(self.mains, self.burger)]
        lunch = {"product_id": self.lunch.id, "combo": combo}
        order = self.command("order.create", lines=[lunch])
        reason = {"reason_id": self.reason("discount")}
        order = self.change(order, quantity=3, discount={"percent": 50, **reason}, seat=2)
        self.assertEqual([line["quantity"] for line in order["lines"]], [3.0, 3.0, 3.0])
        self.assertEqual([line["seat"] for line in order["lines"]], [2, 2, 2])
        self.assertEqual(order["total"], self.money(2250))
        half = {"percent": 50, **reason}
        for field, value in (("quantity", 4), ("discount", half)):
            self.assertEqual(self.refused(order, index=1, **{field: value}), field)
        order = self.change(order, discount={"amount": self.money(1000), **reason})
        self.assertEqual(order["total"], self.money(3500))

    def test_a_derived_line_is_none_of_it(self) -> None:
        self.open()
        off = {"amount": self.money(100), "reason_id": self.reason("discount")}
        order = self.change(self.order((self.burger, 1)), discount=off)
        self.assertEqual(self.refused(order, index=1, quantity=2), "line_id")

    def test_what_is_paid_is_never_more_than_the_order(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1000)
        off = {"percent": 50, "reason_id": self.reason("discount")}
        with self.assertRaises(Invalid) as caught:
            self.change(order, discount=off)
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        self.assertEqual(caught.exception.errors[0]["field"], "discount")
        self.assertEqual(self.query("order.get", order_id=order["id"])["total"], self.money(1295))

    def test_a_stale_version_and_an_unknown_line(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        current = self.change(order, seat=1, base_version=1)
        with self.assertRaises(VersionConflict) as caught:
            self.change(order, seat=2, base_version=1)
        self.assertEqual(caught.exception.extra["current"], current)
        with self.assertRaises(NotFound):
            self.change(order, line_id=order["id"], seat=2)
        self.assertEqual(self.query("order.get", order_id=order["id"]), current)
