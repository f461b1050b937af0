from decimal import Decimal
from typing import Any

from odoo.models import BaseModel
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Forbidden, Invalid, VersionConflict
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestAvailability(MenuCase):
    """Dishes that are out, and countdowns that follow what is sold."""

    def put(self, *items: tuple[BaseModel, str, float | None], **values: Any) -> list[Any]:
        """Set dishes; what the command answers of each."""
        sent = [
            {"product_id": dish.id, "state": state, "remaining": remaining, **values}
            for dish, state, remaining in items
        ]
        self.env.invalidate_all()
        return self.command("menu.set_availability", items=sent)["items"]

    def left(self, dish: BaseModel) -> tuple[str, float | None]:
        """State and remaining of a dish, as a till reads them."""
        self.env.flush_all()
        self.env.invalidate_all()
        found = {item["product_id"]: item for item in self.query("menu.availability")["items"]}
        item = found.get(dish.id, {"state": "in_stock", "remaining": None})
        return item["state"], item["remaining"]

    def refused(self, *dishes: tuple[BaseModel, int]) -> Invalid:
        """The refusal of an order, which must leave nothing behind."""
        count = self.env["pos.order"].search_count([])
        with self.assertRaises(Invalid) as caught:
            self.order(*dishes)
        self.assertEqual(self.env["pos.order"].search_count([]), count)
        self.assertEqual(caught.exception.code, ErrorCode.PRODUCT_UNAVAILABLE)
        return caught.exception

    def void(self, order: dict[str, Any], quantity: int | None = None) -> None:
        """Void the first line, or some of it."""
        self.command(
            "order.void_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            quantity=quantity,
            reason_id=self.reason("void"),
        )

    def test_a_dish_that_is_out_is_not_sold(self) -> None:
        """And is sold again when it is back."""
        self.open()
        [made] = self.put((self.bread, "out", None))
        expected = {"product_id": self.bread.id, "name": "Bread", "state": "out"}
        self.assertEqual({name: made[name] for name in expected}, expected)
        self.assertEqual((made["remaining"], made["version"]), (None, 1))
        error = self.refused((self.burger_plain, 1), (self.bread, 1))
        self.assertEqual(error.errors[0]["field"], "lines.1.product_id")
        self.assertEqual(str(error), "Bread is out of stock.")
        self.assertEqual(error.extra, {"product_id": self.bread.id, "remaining": 0})
        self.put((self.bread, "in_stock", None))
        self.assertEqual(self.order((self.bread, 1))["total"], self.money(310))
        self.assertEqual(self.left(self.bread), ("in_stock", None))

    @property
    def burger_plain(self) -> BaseModel:
        """A dish without modifiers."""
        return self.small

    def test_sales_count_down_and_voids_back(self) -> None:
        """Each with an event; at 0 the dish is out, and comes back with what is voided."""
        self.open()
        self.put((self.bread, "countdown", 3))
        first = self.order((self.bread, 2))
        self.assertEqual(self.left(self.bread), ("countdown", 1.0))
        error = self.refused((self.bread, 2))
        self.assertEqual(str(error), "Only 1 of Bread are left.")
        self.assertEqual(error.extra["remaining"], 1)
        self.assertEqual(self.left(self.bread), ("countdown", 1.0))
        self.order((self.bread, 1))
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        self.refused((self.bread, 1))
        self.void(first, 1)
        self.assertEqual(self.left(self.bread), ("countdown", 1.0))
        self.void(first)
        self.assertEqual(self.left(self.bread), ("countdown", 2.0))
        seen = [
            (item["state"], item["remaining"]) for item in self.events("menu.availability_changed")
        ]
        self.assertEqual(
            seen[::-1],
            [("countdown", 3), ("countdown", 1), ("out", 0), ("countdown", 1), ("countdown", 2)],
        )

    def test_added_lines_and_a_dish_twice(self) -> None:
        """All lines of a command count together."""
        self.open()
        self.put((self.bread, "countdown", 3))
        order = self.order((self.bread, 1))
        line = {"product_id": self.bread.id}
        with self.assertRaises(Invalid) as caught:
            lines = [line, line, line]
            self.command("order.add_lines", order_id=order["id"], lines=lines)
        self.assertEqual(caught.exception.errors[0]["field"], "lines.0.product_id")
        self.assertEqual(self.left(self.bread), ("countdown", 2.0))
        self.command("order.add_lines", order_id=order["id"], lines=[line, line])
        self.assertEqual(self.left(self.bread), ("out", 0.0))

    def test_the_dishes_of_a_set_menu_count(self) -> None:
        """The chosen dish is taken for each menu, and given back with it."""
        self.open()
        self.put((self.large, "countdown", 4))
        choice = next(
            item.id for item in self.course.combo_item_ids if item.product_id == self.large
        )
        line = {"product_id": self.lunch.id, "quantity": 3, "combo": [{"choice_id": choice}]}
        order = self.command("order.create", lines=[line])
        self.assertEqual(self.left(self.large), ("countdown", 1.0))
        with self.assertRaises(Invalid) as caught:
            self.command("order.create", lines=[line])
        self.assertEqual(caught.exception.errors[0]["field"], "lines")
        self.void(order)
        self.assertEqual(self.left(self.large), ("countdown", 4.0))

    def test_a_cancelled_order_gives_back(self) -> None:
        """All of it."""
        self.open()
        self.put((self.bread, "countdown", 5))
        order = self.order((self.bread, 2))
        self.assertEqual(self.left(self.bread), ("countdown", 3.0))
        self.command("order.cancel", order_id=order["id"], reason_id=self.reason("void"))
        self.assertEqual(self.left(self.bread), ("countdown", 5.0))

    def test_more_of_a_line_is_taken(self) -> None:
        """And a refusal names the quantity."""
        self.open()
        self.put((self.bread, "countdown", 3))
        order = self.order((self.bread, 1))
        line = {"order_id": order["id"], "line_id": order["lines"][0]["id"]}
        self.command("order.change_line", **line, quantity=3)
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        with self.assertRaises(Invalid) as caught:
            self.command("order.change_line", **line, quantity=4)
        self.assertEqual(caught.exception.errors[0]["field"], "quantity")
        self.assertEqual(caught.exception.code, ErrorCode.PRODUCT_UNAVAILABLE)
        self.command("order.change_line", **line, note="Warm")
        self.assertEqual(self.left(self.bread), ("out", 0.0))

    def test_moves_and_comps_take_nothing(self) -> None:
        """What is split off, merged, or given away was sold already, though none is left."""
        self.open()
        self.put((self.bread, "countdown", 4))
        order = self.order((self.bread, 4))
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        take = {"line_id": order["lines"][0]["id"], "quantity": 1}
        self.command("order.split", order_id=order["id"], checks=[{"lines": [take]}])
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        other, first = self.query("order.list")["items"]
        self.assertEqual([part["lines"][0]["quantity"] for part in (other, first)], [1, 3])
        gone = [{"order_id": other["id"]}]
        self.command("order.merge", target_id=first["id"], orders=gone)
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        merged = self.query("order.get", order_id=first["id"])
        self.command(
            "order.comp_line",
            order_id=merged["id"],
            line_id=merged["lines"][0]["id"],
            reason_id=self.reason("comp"),
        )
        self.assertEqual(self.left(self.bread), ("out", 0.0))

    def test_refunds_give_nothing_back(self) -> None:
        """What was eaten is not there again."""
        self.open()
        self.put((self.bread, "countdown", 4))
        order = self.order((self.bread, 2))
        self.pay(order, self.cash, 620)
        line = {"line_id": order["lines"][0]["id"], "quantity": 1}
        reason = self.reason("refund")
        self.command("payment.refund", order_id=order["id"], lines=[line], reason_id=reason)
        self.assertEqual(self.left(self.bread), ("countdown", 2.0))

    def test_parts_of_a_dish(self) -> None:
        """Quantities have decimals, and stay exact."""
        self.open()
        self.put((self.bread, "countdown", 1))
        for _ in range(10):
            line = {"product_id": self.bread.id, "quantity": "0.1"}
            self.command("order.create", lines=[line])
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        self.env.cr.execute(
            "SELECT remaining FROM fynlo_availability WHERE product_id = %s", [self.bread.id]
        )
        self.assertEqual(self.env.cr.fetchone()[0], Decimal(0))

    def test_the_menu_shows_states_only(self) -> None:
        """A state raises the menu's version; a sale of a counted dish leaves it alone."""
        self.open()
        before = self.menu()["version"]
        self.raise_again()
        self.put((self.bread, "countdown", 5), (self.large, "out", None))
        bread, large = self.product(self.bread), self.product(self.large)
        assert bread
        assert large
        self.assertEqual((bread["availability"], bread["available"]), ("countdown", True))
        self.assertEqual((large["availability"], large["available"]), ("out", False))
        version = self.menu()["version"]
        self.assertEqual(version, before + 1)
        self.raise_again()
        self.order((self.bread, 1))
        self.assertEqual(self.menu()["version"], version)
        self.order((self.bread, 4))
        self.assertEqual(self.menu()["version"], version + 1)

    def raise_again(self) -> None:
        """Let the version be raised once more, as in another transaction."""
        self.env.cr.execute("UPDATE fynlo_menu_version SET raised_by = '3'")

    def test_a_set_menu_without_a_choice_is_not_available(self) -> None:
        """When all dishes of a course are out."""
        self.put((self.large, "out", None))
        lunch = self.product(self.lunch)
        assert lunch
        self.assertTrue(lunch["available"])
        self.put((self.burger, "countdown", 0))
        lunch = self.product(self.lunch)
        assert lunch
        self.assertEqual((lunch["available"], lunch["availability"]), (False, "in_stock"))

    def test_a_sale_of_other_dishes_asks_nothing(self) -> None:
        """No statement of an order touches a countdown, once the catalogue is kept."""
        self.open()
        self.put((self.bread, "countdown", 50))
        for _ in range(3):
            self.env.flush_all()
            self.env.invalidate_all()
            self.order((self.small, 1))
        self.env.invalidate_all()
        statements: list[str] = []
        execute = type(self.env.cr).execute

        def recording(cursor: object, query: object, *args: object, **values: object) -> object:
            statements.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **values)

        self.patch(type(self.env.cr), "execute", recording)
        self.order((self.small, 1))
        self.assertEqual([text for text in statements if "availability" in text], [])

    def test_what_is_wrong_is_named(self) -> None:
        """Nothing is set when one of them is wrong."""
        unknown = self.bread.browse(2_000_000_000)
        cases = [
            ("items.1.product_id", [(self.bread, "out", None), (unknown, "out", None)]),
            ("items.1.product_id", [(self.bread, "out", None), (self.bread, "out", None)]),
            ("items.0.remaining", [(self.bread, "countdown", None)]),
            ("items.0.remaining", [(self.bread, "out", 3)]),
            ("items.0.remaining", [(self.bread, "countdown", -1)]),
        ]
        for field, items in cases:
            with self.subTest(field), self.assertRaises(Invalid) as caught:
                self.put(*items)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.left(self.bread), ("in_stock", None))
        with self.assertRaises(Forbidden):
            sent = [{"product_id": self.bread.id, "state": "out"}]
            accountant = self.caller(Role.ACCOUNTANT)
            self.command("menu.set_availability", accountant, items=sent)

    def test_a_stale_version_is_refused(self) -> None:
        """With the dish as it is."""
        self.put((self.bread, "countdown", 5))
        with self.assertRaises(VersionConflict) as caught:
            self.put((self.bread, "out", None), base_version=0)
        self.assertEqual(caught.exception.extra["current"]["remaining"], 5.0)
        self.assertEqual(self.left(self.bread), ("countdown", 5.0))
        self.put((self.bread, "out", None), base_version=1)
        self.assertEqual(self.left(self.bread), ("out", None))

    def test_another_company_sells_on(self) -> None:
        """A shared dish is out at one company only."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.put((self.bread, "out", None))
        elsewhere = self.caller(company_id=other.id, till_id=None)
        self.person.company_ids |= other
        self.assertEqual(self.query("menu.availability", elsewhere)["items"], [])

    def test_the_screen(self) -> None:
        """Buttons run the command, and the list shows what is set."""
        manager = self.env["res.users"].create(
            {
                "name": "Mo",
                "login": "mo-availability",
                "group_ids": [(6, 0, [self.env.ref("fynlo_pos_api.group_manager").id])],
            }
        )
        dish = self.bread.with_user(manager)
        dish.action_fynlo_out()
        self.assertEqual(dish.fynlo_availability, "out")
        wizard = self.env["fynlo.availability.countdown"].with_user(manager)
        wizard.with_context(active_id=dish.id).create({"remaining": 7}).action_save()
        self.env.invalidate_all()
        self.assertEqual((dish.fynlo_availability, dish.fynlo_remaining), ("countdown", 7.0))
        found = self.env["product.product"].search(
            [("fynlo_availability_state_ids.state", "=", "countdown")]
        )
        self.assertEqual(found, self.bread)
        dish.action_fynlo_in_stock()
        self.env.invalidate_all()
        self.assertEqual((dish.fynlo_availability, dish.fynlo_remaining), ("in_stock", 0.0))
