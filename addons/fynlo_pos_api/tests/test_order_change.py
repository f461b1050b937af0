from typing import Any

from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid, VersionConflict
from .choices_case import ChoicesCase


@tagged("post_install", "-at_install")
class TestOrderChange(ChoicesCase):
    """order.change."""

    @classmethod
    def setUpClass(cls) -> None:
        """Two tables, a guest, and takeaway without tax."""
        super().setUpClass()
        floor = cls.env["restaurant.floor"].create(
            {"name": "Hall", "pos_config_ids": [Command.set(cls.till.ids)]}
        )
        cls.tables = cls.env["restaurant.table"].create(
            [{"table_number": number, "floor_id": floor.id} for number in (1, 2)]
        )
        cls.guest = cls.env["res.partner"].create({"name": "Ada", "email": "ada@example.com"})
        position = cls.env["account.fiscal.position"].create({"name": "Takeaway"})
        cls.cold = cls._tax("Cold takeaway", 0)
        cls.cold.write(
            {
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(cls.standard.ids)],
            }
        )
        cls.company.fynlo_takeaway_fiscal_position_id = position

    def change(self, order: dict[str, Any], **values: Any) -> Any:
        """Change the order."""
        return self.command("order.change", order_id=order["id"], **values)

    def test_what_is_sent_changes(self) -> None:
        """The rest stays; null clears."""
        self.open()
        sent = {
            "table_id": self.tables[0].id,
            "covers": 4,
            "customer_id": self.guest.id,
            "note": "Window seat",
            "kitchen_note": "In a hurry",
            "promised_at": "2026-07-01T18:30:00Z",
        }
        order = self.change(self.order((self.burger, 1)), **sent)
        self.assertEqual({name: order[name] for name in sent}, sent)
        self.assertEqual((order["version"], order["total"]), (2, self.money(1295)))
        order = self.change(order, table_id=self.tables[1].id)
        self.assertEqual((order["table_id"], order["covers"]), (self.tables[1].id, 4))
        order = self.change(order, **dict.fromkeys(sent))
        self.assertEqual({name: order[name] or None for name in sent}, dict.fromkeys(sent))
        events = self.event("order.changed")
        self.assertEqual(events[1].payload["changed"], {"table_id": self.tables[1].id})

    def test_takeaway_has_its_own_taxes(self) -> None:
        """12.95 with 20 % is 10.79 without; at the table it is 12.95 again; bread stays 3.10."""
        self.open()
        order = self.change(self.order((self.burger, 1), (self.bread, 1)), order_type="takeaway")
        self.assertEqual(order["order_type"], "takeaway")
        self.assertEqual((order["total"], order["tax"]), (self.money(1389), self.money(0)))
        created = self.order((self.burger, 1), (self.bread, 1), order_type="takeaway")
        self.assertEqual((created["total"], created["tax"]), (order["total"], order["tax"]))
        order = self.change(order, order_type="dine_in")
        self.assertEqual((order["total"], order["tax"]), (self.money(1605), self.money(216)))

    def test_a_set_menu_is_priced_as_if_it_were_ordered_so(self) -> None:
        """Its price is divided over its dishes anew: a takeaway lunch costs the same either way."""
        self.open()
        chosen = [{"choice_id": self.rare.id}, {"choice_id": self.egg.id}]
        combo = [
            self.item(self.starters, self.salad),
            self.item(self.mains, self.steak, modifiers=chosen),
        ]
        lines = [{"product_id": self.lunch.id, "quantity": 2, "combo": combo}]
        there = self.command("order.create", lines=lines)
        away = self.command("order.create", lines=lines, order_type="takeaway")
        self.assertNotEqual(there["total"], away["total"])
        changed = self.change(there, order_type="takeaway")
        prices = [line["unit_price"] for line in changed["lines"]]
        self.assertEqual(prices, [line["unit_price"] for line in away["lines"]])
        self.assertEqual((changed["total"], changed["tax"]), (away["total"], self.money(0)))
        back = self.change(changed, order_type="dine_in")
        self.assertEqual((back["total"], back["tax"]), (there["total"], there["tax"]))

    def test_a_price_by_hand_stays(self) -> None:
        self.open()
        override = {"price": self.money(900), "reason_id": self.reason("price_override")}
        lines = [{"product_id": self.burger.id, "price_override": override}]
        order = self.change(self.command("order.create", lines=lines), order_type="takeaway")
        self.assertEqual((order["total"], order["tax"]), (self.money(900), self.money(0)))

    def test_what_is_paid_is_never_more_than_the_order(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        self.pay(order, self.cash, 1200)
        with self.assertRaises(Invalid) as caught:
            self.change(order, order_type="takeaway")
        self.assertEqual(caught.exception.code, ErrorCode.OVERPAID)
        after = self.query("order.get", order_id=order["id"])
        self.assertEqual((after["order_type"], after["total"]), ("dine_in", self.money(1295)))

    def test_what_is_not_there_is_refused(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        for field in ("table_id", "customer_id"):
            with self.assertRaises(Invalid) as caught:
                self.change(order, **{field: 2_000_000_000})
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)

    def test_only_an_open_order_as_it_was_seen(self) -> None:
        self.open()
        order = self.order((self.burger, 1))
        current = self.change(order, covers=2)
        with self.assertRaises(VersionConflict) as caught:
            self.change(order, covers=3, base_version=1)
        self.assertEqual(caught.exception.extra["current"], current)
        self.pay(order, self.card, 1295)
        with self.assertRaises(Conflict) as closed:
            self.change(order, covers=3)
        self.assertEqual(closed.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertEqual(self.query("order.get", order_id=order["id"])["covers"], 2)
