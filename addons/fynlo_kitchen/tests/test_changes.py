from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.exceptions import Conflict

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenChanges(KitchenCase):
    """What the stations are told of orders that change after they were sent."""

    def change(self, order: dict, index: int = 0, **values: object) -> None:
        """Change a line."""
        self.run_command(
            "order.change_line",
            order_id=order["id"],
            line_id=order["lines"][index]["id"],
            **values,
        )

    def test_more_of_it(self) -> None:
        """The two that are added stand beside the first, where the cook sees it."""
        order = self.sent((self.beer, 1))
        self.change(order, quantity=3)
        self.assertEqual(
            self.rows(order),
            [("Bar", "Beer", "added", "new", 1, 1), ("Bar", "Beer", "added", "new", 2, 2)],
        )
        self.assertEqual(len(self.tickets(order)), 1)
        self.assertEqual(self.ticket_events()[-1], ("ticket_changed", self.bar.id))

    def test_more_of_what_is_done(self) -> None:
        """A ticket that was completed stays so; what is added comes on a new one."""
        order = self.sent((self.beer, 1))
        self.work("complete", self.tickets(order))
        self.change(order, quantity=2)
        self.assertEqual(self.tickets(order).mapped("state"), ["completed", "new"])
        self.assertEqual(self.rows(order)[-1], ("Bar", "Beer", "added", "new", 1, 2))

    def test_made_otherwise(self) -> None:
        """The line says how it is made now, and the change what it was before."""
        order = self.sent((self.beer, 2))
        self.change(order, kitchen_note="In a jug", seat=2)
        first, delta = self.tickets(order).line_ids.sorted("id")
        self.assertEqual((first.text["kitchen_note"], first.text["seat"]), ("In a jug", 2))
        self.assertEqual((delta.kind, delta.quantity, delta.state), ("changed", 2, "new"))
        self.assertEqual(delta.before, {"kitchen_note": None, "seat": None})

    def test_more_and_otherwise(self) -> None:
        """Both in one command: two sends, for the database takes a line once in each."""
        order = self.sent((self.beer, 1))
        self.change(order, quantity=2, note="Cold")
        self.assertEqual(
            [(row[2], row[4], row[5]) for row in self.rows(order)],
            [("added", 1, 1), ("added", 1, 2), ("changed", 1, 3)],
        )

    def test_some_are_voided(self) -> None:
        """What is left to make is less, and the void is shown."""
        order = self.sent((self.burger, 3))
        self.void(order, quantity=2)
        grill = [row for row in self.rows(order) if row[0] == "Grill"]
        self.assertEqual(
            grill,
            [("Grill", "Burger", "added", "new", 1, 1), ("Grill", "Burger", "voided", "new", 2, 2)],
        )
        self.assertEqual(self.status(order), "confirmed")

    def test_all_are_voided(self) -> None:
        """Nothing is to be made; the ticket stays until the cook has seen it."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        self.void(order)
        ticket = self.tickets(order, self.grill)
        self.assertEqual([line.state for line in ticket.line_ids], ["voided", "new"])
        self.assertEqual(ticket.state, "new")
        self.assertEqual(self.work("complete", ticket)["state"], "voided")
        self.work("complete", self.tickets(order, self.bar))
        self.assertEqual(self.status(order), "ready")

    def test_voided_after_it_was_made(self) -> None:
        """Noted where it was made; nobody is disturbed."""
        order = self.sent((self.beer, 1))
        self.work("complete", self.tickets(order))
        self.void(order)
        self.assertEqual(self.tickets(order).mapped("state"), ["completed"])
        self.assertEqual(
            self.rows(order),
            [("Bar", "Beer", "added", "done", 0, 1), ("Bar", "Beer", "voided", "done", 1, 2)],
        )

    def test_voided_is_what_is_not_begun(self) -> None:
        """Of one that is done and one that waits, the one that waits."""
        order = self.sent((self.beer, 1))
        self.work("complete", self.tickets(order))
        self.change(order, quantity=2)
        self.void(order, quantity=1)
        left = [(row[2], row[3], row[4]) for row in self.rows(order)]
        self.assertEqual(left, [("added", "done", 1), ("added", "voided", 0), ("voided", "new", 1)])

    def test_the_last_one_that_waits_is_voided(self) -> None:
        """The rest is done: the order is ready."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        self.work("complete", self.tickets(order, self.bar))
        self.assertEqual(self.status(order), "confirmed")
        self.void(order)
        self.assertEqual(self.status(order), "ready")

    def test_given_away(self) -> None:
        """A comp is made all the same, and said so."""
        order = self.sent((self.beer, 1))
        self.run_command(
            "order.comp_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            reason_id=self.reason("comp"),
        )
        first, delta = self.tickets(order).line_ids.sorted("id")
        self.assertTrue(first.text["comped"])
        self.assertEqual((delta.kind, delta.before), ("changed", {"comped": False}))

    def test_cancelled(self) -> None:
        """Every dish is voided at every station."""
        order = self.sent((self.burger, 1), (self.beer, 2))
        self.run_command("order.cancel", order_id=order["id"], reason_id=self.reason("void"))
        voided = sorted(row[:3] for row in self.rows(order) if row[2] == "voided")
        self.assertEqual(
            voided,
            [
                ("Bar", "Beer", "voided"),
                ("Expo", "Burger", "voided"),
                ("Grill", "Burger", "voided"),
            ],
        )
        self.assertEqual(self.status(order), "cancelled")

    def test_no_longer_prepared(self) -> None:
        """The status alone is cancelled: the kitchen stops, and nothing more is sent."""
        order = self.sent((self.burger, 1), (self.beer, 2))
        self.run_command("order.set_status", order_id=order["id"], status="cancelled")
        voided = sorted(row[:3] for row in self.rows(order) if row[2] == "voided")
        self.assertEqual(
            voided,
            [
                ("Bar", "Beer", "voided"),
                ("Expo", "Burger", "voided"),
                ("Grill", "Burger", "voided"),
            ],
        )
        self.assertEqual(self.record(order).state, "draft")
        before = len(self.rows(order))
        with self.assertRaises(Conflict):
            self.send(order)
        self.assertEqual(len(self.rows(order)), before)

    def test_the_order_itself(self) -> None:
        """Another table: the tickets say where from. Another note: they are told."""
        order = self.sent((self.beer, 1), table_id=self.one.id)
        place = self.one.display_name
        self.run_command("order.transfer", order_id=order["id"], table_id=self.two.id)
        ticket = self.tickets(order)
        self.assertEqual(ticket.moved_from, place)
        self.run_command("order.change", order_id=order["id"], kitchen_note="Hurry")
        told = [event.get("changed") for event in self.events("kitchen.ticket_changed")]
        self.assertEqual(told, [["internal_note"], ["table_id"]])
        shown = self.query("kitchen.orders", self.cook(), station_id=self.bar.id)["items"]
        [mine] = [item for item in shown if item["id"] == ticket.uuid]
        self.assertEqual(
            (mine["table"], mine["moved_from"], mine["kitchen_note"]),
            (self.two.display_name, place, "Hurry"),
        )

    def test_what_was_not_sent_says_nothing(self) -> None:
        """Changes before the first send are no changes."""
        order = self.order((self.beer, 1))
        self.change(order, quantity=2)
        self.run_command("order.change", order_id=order["id"], kitchen_note="Hurry")
        self.assertEqual((self.rows(order), self.ticket_events()), ([], []))
        self.send(order)
        self.assertEqual(self.rows(order), [("Bar", "Beer", "added", "new", 2, 1)])

    def test_what_changes_nothing_says_nothing(self) -> None:
        """A price is none of the kitchen's."""
        order = self.sent((self.beer, 1))
        before = self.ticket_events()
        discount = {"percent": 10, "reason_id": self.reason("discount")}
        self.change(order, discount=discount)
        self.assertEqual(self.ticket_events(), before)
