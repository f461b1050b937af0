from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.exceptions import Conflict

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenUndoing(KitchenCase):
    """kitchen.recall, kitchen.rush and kitchen.undo."""

    def test_recall(self) -> None:
        """It is back on the screen, to be made again; the guest stays told that it was ready."""
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        with self.assertRaises(Conflict):
            self.work("recall", ticket)
        self.work("complete", ticket)
        completed_at = ticket.completed_at
        back = self.work("recall", ticket)
        self.assertEqual((back["state"], back["recalls"]), ("recalled", 1))
        self.assertEqual(back["lines"][0]["state"], "new")
        self.assertEqual(self.status(order), "ready")
        self.work("complete", ticket)
        self.assertEqual((ticket.state, ticket.completed_at), ("completed", completed_at))

    def test_undo_a_completion(self) -> None:
        """Everything is as it was, and the guest is not told otherwise."""
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        done = self.work("complete", ticket)
        self.assertTrue(done["undo_until"])
        back = self.work("undo", ticket)
        self.assertEqual((back["state"], back["lines"][0]["state"]), ("new", "new"))
        self.assertEqual((back["completed_at"], back["undo_until"]), (None, None))
        self.assertEqual(ticket.line_ids.work_seconds, 0)
        self.assertEqual(self.events("kitchen.ticket_changed")[0]["undone"], "complete")
        with self.assertRaises(Conflict):
            self.work("undo", ticket)

    def test_undo_a_bump(self) -> None:
        """One line of two."""
        order = self.sent((self.burger, 1), (self.burger, 1))
        ticket = self.tickets(order, self.grill)
        self.bump(ticket.line_ids[0])
        self.work("undo", ticket)
        self.assertEqual(ticket.line_ids.mapped("state"), ["new", "new"])
        self.assertEqual((ticket.state, ticket.started_at), ("new", False))

    def test_undo_of_what_was_voided_since(self) -> None:
        """The ticket comes back, but nobody makes the dish again."""
        order = self.sent((self.burger, 1), (self.burger, 1))
        ticket = self.tickets(order, self.grill)
        self.work("complete", ticket)
        self.void(order, 0)
        self.work("undo", self.tickets(order, self.grill)[0])
        added = ticket.line_ids.filtered(lambda line: line.kind == "added").sorted("id")
        self.assertEqual(added.mapped("state"), ["done", "new"])

    def test_undo_too_late(self) -> None:
        """The company's seconds are over."""
        self.company.fynlo_undo_seconds = 20
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        self.work("start", ticket)
        self.wait(21)
        with self.assertRaises(Conflict):
            self.work("undo", ticket)
        self.assertEqual(ticket.state, "started")

    def test_rush(self) -> None:
        """A station's ticket alone; the expo's with the others; and no longer."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        grill, bar, expo = (self.tickets(order, item) for item in (self.grill, self.bar, self.expo))
        self.assertTrue(self.work("rush", grill)["is_rushed"])
        self.assertEqual((bar.is_rushed, expo.is_rushed), (False, False))
        self.work("rush", expo)
        self.assertTrue(grill.is_rushed and bar.is_rushed and expo.is_rushed)
        self.assertFalse(self.work("rush", bar, rushed=False)["is_rushed"])
        rushed = [event["station_id"] for event in self.events("kitchen.ticket_rushed")]
        self.assertEqual(sorted(rushed), sorted([self.grill.id, *[self.bar.id] * 2, self.expo.id]))
        self.work("complete", bar)
        with self.assertRaises(Conflict):
            self.work("rush", bar)
