# Times are naive UTC, as Odoo has them.
# ruff: noqa: DTZ001
from datetime import datetime
from typing import Any
from unittest.mock import patch

from freezegun import freeze_time

from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Forbidden, Invalid, NotFound
from .menu_case import MenuCase

# Mondays in London, which is at UTC in winter.
MORNING, NOON = datetime(2026, 1, 12, 9), datetime(2026, 1, 12, 13)
EVENING, NIGHT = datetime(2026, 1, 12, 18), datetime(2026, 1, 12, 20)


@tagged("post_install", "-at_install")
class TestDayparts(MenuCase):
    """What is sold at some times only, and other prices at some times."""

    @classmethod
    def setUpClass(cls) -> None:
        """A drink that no daypart is about."""
        super().setUpClass()
        cls.tea = cls._dish("Tea", 2.20, cls.standard)

    def at(self, moment: datetime) -> Any:
        """The time that commands and queries take for now (UTC)."""
        return freeze_time(moment)

    def breakfast(self, **values: Any) -> dict[str, Any]:
        """Bread from 7 to 11:30 only."""
        given = {"begins": "07:00", "until": "11:30", "product_ids": [self.bread.id]}
        return self.edit("menu.create_daypart", name="Breakfast", **{**given, **values})

    def test_a_dish_outside_its_daypart(self) -> None:
        """It is refused with its hours; within them it is sold."""
        self.open()
        self.breakfast()
        orders = self.env["pos.order"].search_count([])
        with self.at(NOON), self.assertRaises(Invalid) as caught:
            self.order((self.tea, 1), (self.bread, 1))
        self.assertEqual(caught.exception.code, ErrorCode.PRODUCT_UNAVAILABLE)
        self.assertEqual(caught.exception.errors[0]["field"], "lines.1.product_id")
        self.assertIn("daily 07:00-11:30", caught.exception.detail)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        with self.at(MORNING):
            self.assertEqual(self.order((self.bread, 1))["total"], self.money(310))

    def test_lines_count_when_they_are_added(self) -> None:
        """An order that was opened at breakfast takes no breakfast at noon."""
        self.open()
        self.breakfast()
        with self.at(MORNING):
            order = self.order((self.bread, 1))
        line = {"product_id": self.bread.id}
        with self.at(NOON), self.assertRaises(Invalid):
            self.command("order.add_lines", order_id=order["id"], lines=[line])
        with self.at(MORNING):
            more = self.command("order.add_lines", order_id=order["id"], lines=[line])
        self.assertEqual(len(more["lines"]), 2)

    def test_history_counts_when_it_was_added(self) -> None:
        """What a manager brings in is sold by the menu of then; nobody else says a time."""
        with self.at(MORNING):
            self.open()
        self.breakfast()
        at, line = "2026-01-12T09:10:00Z", {"product_id": self.bread.id}
        with self.at(NOON):
            order = self.order((self.bread, 1), ordered_at=at)
            add = {"order_id": order["id"], "lines": [line]}
            more = self.command("order.add_lines", **add, added_at="2026-01-12T11:29:59Z")
            self.assertEqual(more["total"], self.money(620))
            for caller, moment, refusal in (
                (None, "2026-01-12T11:30:00Z", Invalid),
                (None, "2026-01-12T09:09:59Z", Invalid),
                (None, "2026-01-12T13:00:01Z", Invalid),
                (self.caller(Role.CASHIER), at, Forbidden),
            ):
                with self.assertRaises(refusal):
                    self.command("order.add_lines", caller, **add, added_at=moment)
            self.assertEqual(self.query("order.get", order_id=order["id"]), more)

    def test_a_set_menu_has_what_is_served(self) -> None:
        """A dish is chosen in its hours only; a course of which none is served ends the menu."""
        self.open()
        course = self.edit(
            "menu.create_combo", name="Bread", choices=[{"product_id": self.bread.id}]
        )
        lunch = self.edit(
            "menu.create_product",
            name="Lunch",
            price=self.money(900),
            combo_ids=[course["id"]],
        )
        self.breakfast()
        line = {
            "product_id": lunch["id"],
            "combo": [{"choice_id": course["choices"][0]["id"]}],
        }
        for moment, available in ((MORNING, True), (NOON, False)):
            with self.at(moment):
                sold = {item["id"]: item["available"] for item in self.menu()["products"]}
                self.assertEqual(sold[lunch["id"]], available)
        with self.at(MORNING):
            order = self.command("order.create", lines=[line])
        self.assertEqual(order["total"], self.money(900))
        change = {"order_id": order["id"], "line_id": order["lines"][0]["id"], "quantity": 2}
        with self.at(NOON):
            with self.assertRaises(Invalid) as caught:
                self.command("order.create", lines=[line])
            self.assertEqual(
                (caught.exception.code, caught.exception.errors[0]["field"]),
                (ErrorCode.PRODUCT_UNAVAILABLE, "lines.0.combo.0.choice_id"),
            )
            with self.assertRaises(Invalid):
                self.command("order.change_line", **change)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        with self.at(MORNING):
            self.assertEqual(self.command("order.change_line", **change)["total"], self.money(1800))

    def test_categories_below_count_too(self) -> None:
        """A daypart of a category is about the dishes of those below it, and no others."""
        grill = self.env["pos.category"].create({"name": "Grill", "parent_id": self.mains.id})
        self.burger.product_tmpl_id.pos_categ_ids = grill
        self.breakfast(product_ids=[], category_ids=[self.mains.id])
        with self.at(NOON):
            sold = {item["id"]: item["available"] for item in self.menu()["products"]}
        self.assertEqual((sold[self.burger.id], sold[self.bread.id]), (False, True))

    def test_the_menu_says_what_is_served_and_until_when(self) -> None:
        """Also when nothing was written in between: the kept menu ends at the border."""
        part = self.breakfast()
        self.env.cr.execute("UPDATE fynlo_menu_version SET raised_by = '3'")
        tags = []
        for moment, available, until in (
            (MORNING, True, "2026-01-12T11:30:00Z"),
            (NOON, False, "2026-01-13T07:00:00Z"),
        ):
            with self.at(moment):
                menu = self.menu()
                tags.append(self.runner()._query("menu.read", {}).headers["ETag"])
            bread = next(item for item in menu["products"] if item["id"] == self.bread.id)
            self.assertEqual(bread["available"], available)
            self.assertEqual(bread["dayparts"], [part["id"]])
            self.assertEqual(menu["valid_until"], until)
            self.assertEqual([item["id"] for item in menu["dayparts"]], [part["id"]])
        self.assertNotEqual(*tags)

    def test_the_database_and_python_agree(self) -> None:
        """Which dayparts hold at a moment: the mark of the menu's version, and the services."""
        night = self.breakfast(begins="22:00", until="02:00", weekdays=["friday", "sunday"])
        part = self.env["fynlo.daypart"].browse(night["id"])
        versions, service = self.env["fynlo.menu.version"], self.service_of("fynlo.dayparts")
        moments = [datetime(2026, 7, day, hour, 59) for day in range(1, 9) for hour in range(24)]
        held = []
        for moment in moments:
            mark = versions._state(self.company.id, moment).mark.split(".")[3]
            held.append(mark == str(part.id))
            self.assertEqual(held[-1], bool(service._holding(part, moment)), moment)
        self.assertEqual(sum(held), 8)

    def service_of(self, name: str) -> Any:
        """A service of the caller."""
        return self.runner().env[name]

    def test_a_happy_hour(self) -> None:
        """Its price list counts at its times for what it names, in the menu and in orders."""
        self.open()
        self.happy_hour()
        for moment, pence in ((EVENING, 200), (NOON, 310)):
            with self.at(moment):
                self.assertEqual(self.price(self.bread), pence)
                self.assertEqual(self.price(self.tea), 220)
                self.assertEqual(self.order((self.bread, 1))["total"], self.money(pence))
                self.assertEqual(self.order((self.tea, 1))["total"], self.money(220))

    def test_a_line_keeps_the_price_of_when_it_was_added(self) -> None:
        """More of it at another price is another line; a price by hand and back is the line's."""
        self.open()
        self.happy_hour()
        with self.at(EVENING):
            order = self.order((self.bread, 1), (self.tea, 1))
            bread, tea = ({"line_id": line["id"]} for line in order["lines"])
        of_order = {"order_id": order["id"]}
        with self.at(NIGHT):
            with self.assertRaises(Invalid) as caught:
                self.command("order.change_line", **of_order, **bread, quantity=2)
            self.assertEqual(caught.exception.errors[0]["field"], "quantity")
            self.assertEqual(self.query("order.get", **of_order), order)
            self.command("order.change_line", **of_order, **tea, quantity=2)
            hand = {"price": self.money(100), "reason_id": self.reason("price_override")}
            self.command("order.change_line", **of_order, **bread, price_override=hand)
            back = self.command("order.change_line", **of_order, **bread, price_override=None)
            self.assertEqual(back["total"], self.money(200 + 440))
            line = {"product_id": self.bread.id}
            more = self.command("order.add_lines", **of_order, lines=[line])
        self.assertEqual(more["total"], self.money(200 + 440 + 310))
        with self.at(EVENING):
            more = self.command("order.change_line", **of_order, **bread, quantity=3)
        self.assertEqual(more["total"], self.money(600 + 440 + 310))

    def happy_hour(self) -> None:
        """Bread for 2.00 on Mondays from 17 to 19."""
        rule = {"applied_on": "1_product", "product_tmpl_id": self.bread.product_tmpl_id.id}
        prices = self.env["product.pricelist"].create(
            {
                "name": "Happy hour",
                "company_id": self.company.id,
                "item_ids": [Command.create({**rule, "fixed_price": 2.0})],
            }
        )
        self.edit(
            "menu.create_daypart",
            name="Happy hour",
            begins="17:00",
            until="19:00",
            weekdays=["monday"],
            exclusive=False,
            price_list_id=prices.id,
        )

    def test_edited(self) -> None:
        """Changed, taken out of use and deleted: then bread is sold at all times."""
        self.open()
        part = self.breakfast()
        changed = self.edit(
            "menu.change_daypart", daypart_id=part["id"], until="00:00", base_version=1
        )
        self.assertEqual((changed["until"], changed["version"]), ("24:00", 2))
        same = self.edit("menu.change_daypart", daypart_id=part["id"], until="24:00")
        self.assertEqual(same["version"], 2)
        with self.at(datetime(2026, 1, 12, 5)), self.assertRaises(Invalid):
            self.order((self.bread, 1))
        self.edit("menu.change_daypart", daypart_id=part["id"], active=False)
        with self.at(datetime(2026, 1, 12, 5)):
            self.order((self.bread, 1))
        self.assertEqual(self.items_of("menu.dayparts"), [])
        self.assertEqual(self.items_of("menu.dayparts", archived=True)[0]["id"], part["id"])
        self.runner()._command("menu.delete_daypart", {"daypart_id": part["id"]})
        self.assertEqual(self.items_of("menu.dayparts", archived=True), [])
        names = ["menu.daypart_created", "menu.daypart_changed", "menu.daypart_deleted"]
        self.assertEqual([len(self.events(name)) for name in names], [1, 2, 1])

    def items_of(self, name: str, **values: Any) -> list[dict[str, Any]]:
        """The items of a list."""
        return self.query(name, **values)["items"]

    def test_what_is_wrong_is_named(self) -> None:
        """An unknown dish, category, price list; another company's daypart."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["fynlo.daypart"].create({"name": "Theirs", "company_id": other.id})
        for field, values in {
            "product_ids.0": {"product_ids": [2_000_000_000]},
            "category_ids.0": {"category_ids": [2_000_000_000]},
            "price_list_id": {"price_list_id": 2_000_000_000},
            "until": {"until": "25:00"},
            "weekdays": {"weekdays": []},
        }.items():
            with self.subTest(field), self.assertRaises(Invalid) as caught:
                self.breakfast(**values)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(NotFound):
            self.edit("menu.change_daypart", daypart_id=theirs.id, begins="01:00")
        self.assertEqual(self.env["fynlo.daypart"].search([]), theirs)

    def test_a_warm_sale_asks_nothing_of_dayparts(self) -> None:
        """What dayparts name is kept with the rest of the catalogue."""
        self.open()
        self.breakfast()
        with self.at(MORNING):
            for _ in range(3):
                self.env.flush_all()
                self.env.invalidate_all()
                self.order((self.bread, 1), (self.tea, 1))
            self.env.flush_all()
            self.env.invalidate_all()
            statements: list[str] = []
            execute = type(self.env.cr).execute

            def recording(cursor: Any, query: Any, *args: Any, **values: Any) -> Any:
                statements.append(str(getattr(query, "code", query)))
                return execute(cursor, query, *args, **values)

            with patch.object(type(self.env.cr), "execute", recording):
                self.order((self.bread, 1), (self.tea, 1))
        asked = [text for text in statements if "daypart" in text or "pos_categ" in text]
        self.assertEqual(asked, [])
