from decimal import Decimal
from typing import Any
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Invalid
from .availability_case import AvailabilityCase


@tagged("post_install", "-at_install")
class TestCountdown(AvailabilityCase):
    """Countdowns follow what is sold, whatever becomes of it."""

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

    def test_sales_of_odoo_s_own_till_count(self) -> None:
        """They are sold: no refusal, and nothing is left at the end."""
        session = self.open()
        self.put((self.bread, "countdown", 3))
        order = self.sell_in_odoo(session, self.bread, 2)
        self.assertEqual(self.left(self.bread), ("countdown", 1.0))
        self.sell_in_odoo(session, self.bread, 2)
        self.assertEqual(self.left(self.bread), ("out", 0.0))
        order.action_pos_order_cancel()
        self.assertEqual(self.left(self.bread), ("countdown", 2.0))
        self.sell_in_odoo(session, self.small, 1)
        events = self.env["fynlo.event"].search(
            [("name", "=", "menu.availability_changed"), ("command", "=", "odoo.sale")], order="id"
        )
        self.assertEqual(
            [(event.payload["state"], event.payload["remaining"]) for event in events],
            [("countdown", 1), ("out", 0), ("countdown", 2)],
        )
        self.assertEqual(events.company_id, self.company)
        self.assertEqual(events.user_id, self.env.user)

    def sell_in_odoo(self, session: Any, dish: Any, quantity: int) -> Any:
        """An open order (pos.order) of Odoo's own till."""
        line = {
            "product_id": dish.id,
            "qty": quantity,
            "price_unit": dish.list_price,
            "tax_ids": [Command.set(dish.taxes_id.ids)],
            "price_subtotal": dish.list_price * quantity,
            "price_subtotal_incl": dish.list_price * quantity,
        }
        order = {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "state": "draft",
            "lines": [Command.create(line)],
            "amount_total": dish.list_price * quantity,
            "amount_tax": 0,
            "amount_paid": 0,
            "amount_return": 0,
        }
        self.env["pos.order"].sync_from_ui([order])
        self.env.cr.flush()
        return self.env["pos.order"].search([("uuid", "=", order["uuid"])])

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
