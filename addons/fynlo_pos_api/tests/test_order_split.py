from typing import Any
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderSplit(SessionCase):
    """order.split by lines and by seats: orders of their own that sum to the whole."""

    def setUp(self) -> None:
        super().setUp()
        self.open()

    def split(self, order: dict[str, Any], **how: Any) -> dict[str, Any]:
        """Split the order."""
        return self.command("order.split", order_id=order["id"], **how)

    def refused(self, order: dict[str, Any], field: str, **how: Any) -> None:
        """The split is refused, names the field, and leaves the order as it was."""
        before = self.query("order.get", order_id=order["id"])
        orders = self.env["pos.order"].search_count([])
        with self.assertRaises(Invalid) as caught:
            self.split(order, **how)
        self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.query("order.get", order_id=order["id"]), before)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)

    def totals(self, done: dict[str, Any]) -> list[int]:
        """The totals of the order and of those that were made of it."""
        return [order["total"]["amount"] for order in (done["order"], *done["orders"])]

    def test_whole_lines(self) -> None:
        """A line goes with its id to a new order beside the old one."""
        order = self.order((self.burger, 2), (self.bread, 1), covers=3)
        bread = order["lines"][1]
        new_id = str(uuid4())
        done = self.split(order, checks=[{"id": new_id, "lines": [{"line_id": bread["id"]}]}])
        [made] = done["orders"]
        self.assertEqual(self.totals(done), [2590, 310])
        self.assertEqual((made["id"], made["lines"]), (new_id, [bread]))
        self.assertEqual(done["order"]["lines"], order["lines"][:1])
        self.assertEqual((done["order"]["covers"], made["covers"]), (2, 1))
        self.assertEqual((made["split_from_id"], made["version"]), (order["id"], 1))
        self.assertEqual(made["ordered_at"], order["ordered_at"])
        self.assertNotEqual(made["reference"], order["reference"])
        self.assertEqual(done["order"]["version"], 2)
        [event] = self.events("order.split")
        self.assertEqual(event["orders"], [{"id": new_id, "reference": made["reference"]}])

    def test_quantities(self) -> None:
        """Three of five go to two orders; each line has its own id."""
        order = self.order((self.burger, 5))
        [line] = order["lines"]
        cut = str(uuid4())
        takes = [{"line_id": line["id"], "quantity": 2, "id": cut}]
        others = [{"line_id": line["id"], "quantity": 1}]
        done = self.split(order, checks=[{"lines": takes}, {"lines": others}])
        lines = [item["lines"][0] for item in (done["order"], *done["orders"])]
        self.assertEqual([item["quantity"] for item in lines], [2.0, 2.0, 1.0])
        self.assertEqual(self.totals(done), [2590, 2590, 1295])
        self.assertEqual([item["id"] for item in lines[:2]], [line["id"], cut])
        self.assertEqual({item["unit_price"]["amount"] for item in lines}, {1295})

    def test_a_cut_bottle_keeps_its_pence(self) -> None:
        """Halves of 12.95 are 6.48 and 6.47, with unit prices that give exactly that."""
        order = self.order((self.burger, 1))
        takes = [{"line_id": order["lines"][0]["id"], "quantity": 0.5}]
        done = self.split(order, checks=[{"lines": takes}])
        self.assertEqual(self.totals(done), [648, 647])
        prices = [
            item["lines"][0]["unit_price"]["amount"] for item in (done["order"], *done["orders"])
        ]
        self.assertEqual(prices, [1296, 1294])
        thirds = self.order((self.bread, 1))
        take = {"line_id": thirds["lines"][0]["id"], "quantity": 0.33}
        done = self.split(thirds, checks=[{"lines": [take]}, {"lines": [take]}])
        self.assertEqual(self.totals(done), [106, 102, 102])

    def test_the_books_agree(self) -> None:
        """The parts are paid, and the session closes to the penny."""
        session = self.open_session = self.env["pos.session"].search(
            [("config_id", "=", self.till.id), ("state", "=", "opened")]
        )
        order = self.order((self.burger, 1), (self.bread, 1))
        takes = [{"line_id": line["id"], "quantity": 0.5} for line in order["lines"]]
        done = self.split(order, checks=[{"lines": takes}])
        for item in (done["order"], *done["orders"]):
            self.pay(item, self.card, item["total"]["amount"])
        closed = self.close(session, 10000)
        self.assertEqual(closed["report"]["gross"], self.money(1605))
        self.assertTrue(closed["report"]["journal_entry"]["balanced"])
        card = [line for line in session.move_id.line_ids if line.debit]
        self.assertEqual(round(sum(line.debit for line in card), 2), 16.05)

    def test_taxes_on_top_lose_nothing(self) -> None:
        """Twice 1.03 and 20 % are 2.47, each half alone is 1.24: another line takes the penny."""
        on_top = self.standard.copy({"price_include_override": "tax_excluded", "name": "On top"})
        sweet = self._dish("Sweet", 1.03, on_top)
        order = self.order((sweet, 2), (self.bread, 1))
        self.assertEqual(order["total"], self.money(557))
        one = [{"line_id": order["lines"][0]["id"], "quantity": 1}]
        done = self.split(order, checks=[{"lines": one}])
        self.assertEqual(self.totals(done), [433, 124])
        for item in (done["order"], *done["orders"]):
            paid = self.pay(item, self.card, item["total"]["amount"])
            self.assertEqual(paid["order"]["state"], "paid")

    def test_what_no_price_divides_is_refused(self) -> None:
        """No price and 20 % of it are 1.23: shares divide such an order."""
        on_top = self.standard.copy({"price_include_override": "tax_excluded", "name": "On top"})
        order = self.order((self._dish("Sweet", 1.03, on_top), 2))
        one = [{"line_id": order["lines"][0]["id"], "quantity": 1}]
        with self.assertRaises(Conflict) as caught:
            self.split(order, checks=[{"lines": one}])
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        shares = self.command("order.split", order_id=order["id"])["shares"]
        self.assertEqual([share["amount"]["amount"] for share in shares], [124, 123])

    def test_a_set_menu_goes_as_a_whole(self) -> None:
        """Its dishes go with it, are no lines to split off, and two menus are cut into ones."""
        combo = self.env["product.combo"].create(
            {
                "name": "Main",
                "combo_item_ids": [Command.create({"product_id": self.burger.id})],
            }
        )
        template = self.env["product.template"].create(
            {
                "name": "Lunch",
                "type": "combo",
                "list_price": 9.99,
                "available_in_pos": True,
                "taxes_id": [Command.clear()],
                "combo_ids": [Command.set(combo.ids)],
            }
        )
        line = {
            "product_id": template.product_variant_id.id,
            "quantity": 2,
            "combo": [{"choice_id": combo.combo_item_ids.id}],
        }
        order = self.command("order.create", lines=[line, {"product_id": self.bread.id}])
        menu, dish, _bread = order["lines"]
        self.refused(
            order, "checks.0.lines.0.line_id", checks=[{"lines": [{"line_id": dish["id"]}]}]
        )
        cut = [{"line_id": menu["id"], "quantity": 0.5}]
        self.refused(order, "checks.0.lines.0.quantity", checks=[{"lines": cut}])
        one = [{"line_id": menu["id"], "quantity": 1}]
        done = self.split(order, checks=[{"lines": one}])
        self.assertEqual(self.totals(done), [1309, 999])
        parent, child = done["orders"][0]["lines"]
        self.assertEqual((parent["quantity"], child["quantity"]), (1.0, 1.0))
        self.assertEqual(child["combo_parent_id"], parent["id"])

    def test_refusals(self) -> None:
        """What is not there, too much, everything, an id twice, two ways at once."""
        order = self.order((self.burger, 2), (self.bread, 1))
        burger, bread = (line["id"] for line in order["lines"])
        line = "checks.0.lines.0"
        wrong = {
            f"{line}.line_id": [{"line_id": str(uuid4())}],
            f"{line}.quantity": [{"line_id": burger, "quantity": 3}],
            "checks.0.lines.1.quantity": [
                {"line_id": burger, "quantity": 1.5},
                {"line_id": burger, "quantity": 1},
            ],
            "checks": [{"line_id": burger}, {"line_id": bread}],
        }
        for field, lines in wrong.items():
            self.refused(order, field, checks=[{"lines": lines}])
        self.refused(order, "body", checks=[{"lines": [{"line_id": bread}]}], parts=2)
        self.refused(order, "by_seat", by_seat=True)
        taken = {"id": order["id"], "lines": [{"line_id": bread}]}
        with self.assertRaises(Conflict) as caught:
            self.split(order, checks=[taken])
        self.assertEqual(caught.exception.code, ErrorCode.UUID_TAKEN)
        self.assertEqual(caught.exception.errors[0]["field"], "checks.0.id")
        self.assertFalse(self.events("order.split"))

    def test_what_is_paid_stays(self) -> None:
        """What was paid stays with the order, which closes when nothing else is left of it."""
        order = self.order((self.burger, 1), (self.bread, 1))
        self.pay(order, self.cash, 1295)
        burger, bread = (line["id"] for line in order["lines"])
        self.refused(order, "checks", checks=[{"lines": [{"line_id": burger}]}])
        done = self.split(order, checks=[{"lines": [{"line_id": bread}]}])
        self.assertEqual((done["order"]["state"], done["order"]["due"]), ("paid", self.money(0)))
        self.assertEqual((done["orders"][0]["state"], self.totals(done)), ("open", [1295, 310]))

    def test_seats(self) -> None:
        """An order for each seat; what nobody has alone stays."""
        order = self.order((self.burger, 1), (self.bread, 1), (self.bread, 2), (self.burger, 1))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        for line, seat in zip(record.lines, (1, 2, 0, 2), strict=True):
            line.fynlo_seat = seat
        done = self.split(order, by_seat=True)
        self.assertEqual(self.totals(done), [620, 1295, 1605])
        again = self.order((self.burger, 1), (self.bread, 1))
        record = self.env["pos.order"].search([("uuid", "=", again["id"])])
        record.lines[0].fynlo_seat, record.lines[1].fynlo_seat = 4, 3
        done = self.split(again, by_seat=True)
        self.assertEqual(self.totals(done), [310, 1295])

    def test_voided_lines_stay(self) -> None:
        """Nothing is left of a voided line to go anywhere; a part keeps no void."""
        order = self.order((self.burger, 3), (self.bread, 1))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        record.lines[0].write({"qty": 2, "fynlo_voided_quantity": 1, "fynlo_void_reason": "Cold"})
        self.service_reprice(record)
        burger = order["lines"][0]["id"]
        done = self.split(order, checks=[{"lines": [{"line_id": burger, "quantity": 1}]}])
        lines = [item["lines"][0] for item in (done["order"], *done["orders"])]
        voids = [(item["voided_quantity"], item["void_reason"]) for item in lines]
        self.assertEqual(voids, [(1.0, "Cold"), (0.0, None)])
        self.assertEqual(self.totals(done), [1605, 1295])

    def service_reprice(self, record: Any) -> None:
        """Price the order as a void does."""
        self.runner().env["fynlo.order.lines"]._reprice(record, [])
