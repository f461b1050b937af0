from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.exceptions import Conflict, Invalid, NotFound, VersionConflict

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenWorking(KitchenCase):
    """kitchen.start, kitchen.complete and kitchen.bump_line, and the order's status."""

    def test_the_way_of_an_order(self) -> None:
        """Sent, started at one station, done at both: confirmed, preparing, ready."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        grill, bar = self.tickets(order, self.grill), self.tickets(order, self.bar)
        self.assertEqual(self.status(order), "confirmed")
        self.assertEqual(self.work("start", grill)["state"], "started")
        self.assertEqual(self.status(order), "preparing")
        done = self.work("complete", grill)
        self.assertEqual((done["state"], done["lines"][0]["state"]), ("completed", "done"))
        self.assertEqual(self.status(order), "preparing")
        self.work("complete", bar)
        self.assertEqual(self.status(order), "ready")
        told = [(name, station) for name, station in self.ticket_events() if "created" not in name]
        self.assertEqual(
            told,
            [
                ("ticket_started", self.grill.id),
                ("ticket_completed", self.grill.id),
                ("ticket_completed", self.bar.id),
            ],
        )

    def test_the_expo_waits_for_nobody(self) -> None:
        """An order is ready when it is made, whether or not the expo has handed it out."""
        order = self.sent((self.burger, 1))
        self.work("complete", self.tickets(order, self.expo))
        self.assertEqual(self.status(order), "confirmed")
        self.work("complete", self.tickets(order, self.grill))
        self.assertEqual(self.status(order), "ready")

    def test_what_the_expo_alone_has(self) -> None:
        """Bread is cut at the pass: the expo makes it."""
        order = self.sent((self.bread, 1))
        self.work("complete", self.tickets(order, self.expo))
        self.assertEqual(self.status(order), "ready")

    def test_a_station_that_cooks(self) -> None:
        """Starting at such a station is cooking."""
        self.grill.cooks = True
        order = self.sent((self.burger, 1))
        self.work("start", self.tickets(order, self.grill))
        self.assertEqual(self.status(order), "cooking")

    def test_twice_is_once(self) -> None:
        """A start or a completion that is sent again changes nothing."""
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        first = self.work("start", ticket)
        self.assertEqual(self.work("start", ticket)["version"], first["version"])
        done = self.work("complete", ticket)
        self.assertEqual(self.work("complete", ticket)["version"], done["version"])
        names = [name for name, _ in self.ticket_events()]
        self.assertEqual(names.count("ticket_completed"), 1)

    def test_bump_lines(self) -> None:
        """The first line starts the ticket, the last one completes it."""
        order = self.sent((self.burger, 1), (self.burger, 2))
        first, second = self.tickets(order, self.grill).line_ids
        self.assertEqual(self.bump(first)["state"], "started")
        self.assertEqual((first.state, second.state), ("done", "new"))
        self.assertEqual(self.status(order), "preparing")
        self.assertEqual(self.bump(second)["state"], "completed")
        self.assertEqual(self.status(order), "ready")
        names = [name for name, station in self.ticket_events() if station == self.grill.id]
        self.assertEqual(
            names, ["ticket_created", "line_bumped", "line_bumped", "ticket_completed"]
        )
        self.assertEqual(self.bump(second)["state"], "completed")

    def test_how_long_it_took(self) -> None:
        """From sent to done; the work of what was started, from its start."""
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        self.wait(100)
        self.work("start", ticket)
        self.wait(200)
        self.work("complete", ticket)
        self.assertEqual(ticket.prep_seconds, 300)
        self.assertEqual(ticket.line_ids.work_seconds, 200)

    def test_work_that_nobody_started(self) -> None:
        """It began when a place was free: the grill has two."""
        orders = [self.sent((self.burger, 1)) for _ in range(3)]
        tickets = [self.tickets(order, self.grill) for order in orders]
        self.wait(100)
        self.work("complete", tickets[0])
        self.work("complete", tickets[1])
        self.wait(60)
        self.work("complete", tickets[2])
        taken = [ticket.line_ids.work_seconds for ticket in tickets]
        self.assertEqual(taken, [100, 100, 60])

    def test_a_check_has_to_be_ticked(self) -> None:
        """Without it nothing is done; with it the line says so. The expo asks for none."""
        self.burger.fynlo_kitchen_check = "75 °C in the middle"
        order = self.sent((self.burger, 1), (self.burger, 1))
        ticket = self.tickets(order, self.grill)
        first, second = ticket.line_ids
        with self.assertRaises(Invalid) as caught:
            self.work("complete", ticket, checked=[first.uuid])
        self.assertEqual(caught.exception.code, ErrorCode.CHECK_MISSING)
        self.assertEqual(caught.exception.extra, {"lines": [second.uuid]})
        with self.assertRaises(Invalid):
            self.bump(first)
        self.assertEqual((ticket.state, first.is_checked), ("new", False))
        self.bump(first, checked=True)
        self.assertTrue(first.is_checked)
        self.assertEqual(self.work("complete", ticket, checked=[second.uuid])["state"], "completed")
        self.assertEqual(
            self.work("complete", self.tickets(order, self.expo))["state"], "completed"
        )

    def test_a_change_asks_for_no_check_of_its_own(self) -> None:
        """The dish's box is enough."""
        self.burger.fynlo_kitchen_check = "75 °C in the middle"
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        [dish] = ticket.line_ids
        self.run_command(
            "order.change_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            kitchen_note="No salt",
        )
        self.assertEqual(
            self.tickets(order, self.grill).line_ids.mapped("kind"), ["added", "changed"]
        )
        self.assertEqual(self.work("complete", ticket, checked=[dish.uuid])["state"], "completed")

    def test_refusals(self) -> None:
        """What the state does not allow, a stale version, another station's or company's ticket."""
        order = self.sent((self.burger, 1))
        ticket = self.tickets(order, self.grill)
        with self.assertRaises(VersionConflict):
            self.work("start", ticket, base_version=9)
        screen = self.cook(station_id=self.bar.id)
        with self.assertRaises(NotFound):
            self.run_command("kitchen.start", screen, ticket_id=ticket.uuid)
        with self.assertRaises(NotFound):
            line_id = ticket.line_ids.uuid
            self.run_command("kitchen.bump_line", screen, ticket_line_id=line_id)
        elsewhere = self.cook(company_id=self.env["res.company"].create({"name": "Other"}).id)
        with self.assertRaises(NotFound):
            self.run_command("kitchen.start", elsewhere, ticket_id=ticket.uuid)
        self.assertEqual((ticket.state, ticket.fynlo_version), ("new", 1))
        self.work("complete", ticket)
        with self.assertRaises(Conflict) as caught:
            self.work("start", ticket)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
