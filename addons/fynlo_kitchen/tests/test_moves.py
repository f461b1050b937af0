from typing import Any

from odoo.tests import tagged

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenMoves(KitchenCase):
    """Orders that are split and merged: the kitchen makes nothing twice, and loses nothing."""

    def split(self, order: dict, index: int, quantity: float | None = None) -> dict:
        """Split a line, or a part of it, off; the new order."""
        take = {"line_id": order["lines"][index]["id"], "quantity": quantity}
        done = self.run_command("order.split", order_id=order["id"], checks=[{"lines": [take]}])
        return done["orders"][0]

    def test_a_line_is_split_off(self) -> None:
        """It stays on its ticket; each order is ready when its own dishes are."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        made = self.split(order, 1)
        self.assertEqual(len(self.rows(order)), 3)
        self.assertEqual(self.rows(made), [])
        self.assertEqual(self.send(made)["sent_lines"], [])
        self.work("complete", self.tickets(order, self.bar))
        self.assertEqual((self.status(order), self.status(made)), ("confirmed", "ready"))

    def test_a_part_of_a_line_is_split_off(self) -> None:
        """Three beers become two and one, on the same ticket."""
        order = self.sent((self.beer, 3))
        made = self.split(order, 0, 1)
        rows = self.tickets(order).line_ids.sorted("id")
        self.assertEqual([(row.quantity, row.kind) for row in rows], [(2, "added"), (1, "added")])
        self.assertEqual(rows[1].order_line_id.order_id.uuid, made["id"])
        self.assertEqual(self.send(made)["sent_lines"], [])
        self.void(made)
        self.assertEqual([row[2:5] for row in self.rows(order)], [
            ("added", "new", 2),
            ("added", "voided", 0),
            ("voided", "new", 1),
        ])  # fmt: skip

    def test_merged(self) -> None:
        """The tickets go along, and say where their guests sat; nothing is sent anew."""
        one = self.sent((self.burger, 1), table_id=self.one.id)
        two = self.sent((self.beer, 1), table_id=self.two.id)
        place = self.two.display_name
        self.run_command("order.merge", target_id=one["id"], orders=[{"order_id": two["id"]}])
        self.assertEqual(len(self.rows(one)), 3)
        self.assertEqual(self.tickets(one, self.bar).moved_from, place)
        self.assertFalse(self.tickets(one, self.grill).moved_from)
        self.assertEqual(self.send(one)["sent_lines"], [])
        for station in (self.bar, self.grill):
            self.work("complete", self.tickets(one, station))
        self.assertEqual((self.status(one), self.status(two)), ("ready", "cancelled"))

    def test_sends_are_counted_on(self) -> None:
        """A change after a merge has a send of its own, whoever was sent more often."""
        one, two = self.sent((self.beer, 1)), self.sent((self.beer, 1))
        line = {"product_id": self.beer.id}
        for _ in range(2):
            self.run_command("order.add_lines", order_id=two["id"], lines=[line])
            self.send(two)
        self.run_command("order.merge", target_id=one["id"], orders=[{"order_id": two["id"]}])
        self.void(two, 0)
        sends = [row[5] for row in self.rows(one) if row[2] == "voided"]
        self.assertEqual(sends, [4])

    def void(self, order: dict, index: int = 0, quantity: int | None = None) -> Any:
        """Void a line, of whichever order it is now."""
        line_id = order["lines"][index]["id"]
        line = self.env["pos.order.line"].search([("uuid", "=", line_id)])
        moved = {**order, "id": line.order_id.uuid}
        return super().void(moved, index, quantity)
