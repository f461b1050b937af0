from psycopg2.errors import UniqueViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.fynlo_pos_api.const import ErrorCode, Role
from odoo.addons.fynlo_pos_api.exceptions import Conflict, Forbidden, NotFound, VersionConflict

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenSending(KitchenCase):
    """kitchen.send."""

    def test_each_line_goes_to_its_stations(self) -> None:
        """As the routes say; water goes nowhere."""
        order = self.order((self.burger, 2), (self.beer, 1), (self.bread, 3), (self.water, 1))
        sent = self.send(order)
        self.assertEqual(
            sorted(self.rows(order)),
            [
                ("Bar", "Beer", "added", "new", 1, 1),
                ("Expo", "Bread", "added", "new", 3, 1),
                ("Expo", "Burger", "added", "new", 2, 1),
                ("Grill", "Burger", "added", "new", 2, 1),
            ],
        )
        lines = [line["id"] for line in order["lines"]]
        self.assertEqual(sent["sent_lines"], lines[:3])
        self.assertEqual(
            {ticket["station_id"] for ticket in sent["tickets"]},
            {self.grill.id, self.bar.id, self.expo.id},
        )
        self.assertEqual((sent["send_number"], self.status(order)), (1, "confirmed"))
        self.assertEqual(sent["version"], self.record(order).fynlo_version)

    def test_events(self) -> None:
        """One of the order, and one of each ticket with its station."""
        order = self.order((self.burger, 1), (self.beer, 1))
        self.send(order)
        self.assertEqual(
            sorted(self.ticket_events()),
            sorted([("ticket_created", item.id) for item in (self.grill, self.expo, self.bar)]),
        )
        [told] = self.events("order.sent")
        self.assertEqual(told["send_number"], 1)
        self.assertEqual(
            [(line["id"], line["station_ids"]) for line in told["lines"]],
            [
                (order["lines"][0]["id"], [self.grill.id, self.expo.id]),
                (order["lines"][1]["id"], [self.bar.id]),
            ],
        )

    def test_sent_again(self) -> None:
        """Nothing is sent twice, and nothing is told."""
        order = self.sent((self.burger, 1))
        rows, events = self.rows(order), self.ticket_events()
        again = self.send(order)
        self.assertEqual(again["sent_lines"], [])
        self.assertEqual(len(again["tickets"]), 2)
        self.assertEqual((self.rows(order), self.ticket_events()), (rows, events))
        self.assertEqual(len(self.events("order.sent")), 1)

    def test_what_is_added_is_sent_by_itself(self) -> None:
        """A second send has the new line alone, on a ticket of its own."""
        order = self.sent((self.beer, 1))
        line = {"product_id": self.beer.id, "quantity": 2}
        self.run_command("order.add_lines", order_id=order["id"], lines=[line])
        self.assertEqual(len(self.rows(order)), 1)
        self.send(order)
        self.assertEqual(
            self.rows(order),
            [
                ("Bar", "Beer", "added", "new", 1, 1),
                ("Bar", "Beer", "added", "new", 2, 2),
            ],
        )
        self.assertEqual(self.tickets(order, self.bar).mapped("send_number"), [1, 2])

    def test_the_database_takes_a_line_once(self) -> None:
        """Whoever writes: a second row of the same line, station and send is refused."""
        order = self.sent((self.beer, 1))
        row = self.tickets(order).line_ids
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(UniqueViolation),
            self.env.cr.savepoint(),
        ):
            row.copy({"ticket_id": row.ticket_id.id})
            self.env.flush_all()

    def test_a_station_of_another_till(self) -> None:
        """A station that makes the orders of other tills gets none of this one's."""
        self.grill.till_ids = self._till("Elsewhere")
        order = self.sent((self.burger, 1), (self.beer, 1))
        self.assertEqual({row[0] for row in self.rows(order)}, {"Bar"})

    def test_notes_modifiers_and_the_rest(self) -> None:
        """What the cook reads beside the dish."""
        line = {
            "product_id": self.burger.id,
            "note": "Birthday",
            "kitchen_note": "No salt",
            "seat": 3,
        }
        order = self.command("order.create", lines=[line])
        self.send(order)
        text = self.tickets(order, self.grill).line_ids.text
        self.assertEqual(
            text,
            {
                "modifiers": [],
                "note": "Birthday",
                "kitchen_note": "No salt",
                "seat": 3,
                "comped": False,
                "set_menu": None,
            },
        )

    def test_refusals(self) -> None:
        """A cancelled order, a stale version, another till's order, no scope: nothing is sent."""
        order = self.order((self.burger, 1))
        with self.assertRaises(VersionConflict):
            self.send(order, base_version=7)
        with self.assertRaises(NotFound):
            elsewhere = self.caller(Role.SERVER, till_id=self._till("Elsewhere").id)
            self.run_command("kitchen.send", elsewhere, order_id=order["id"])
        with self.assertRaises(Forbidden):
            accountant = self.caller(Role.ACCOUNTANT)
            self.run_command("kitchen.send", accountant, order_id=order["id"])
        with self.assertRaises(NotFound):
            screen = self.cook(station_id=self.grill.id)
            self.run_command("kitchen.send", screen, order_id=order["id"])
        reason = self.reason("void")
        self.run_command("order.cancel", order_id=order["id"], reason_id=reason)
        with self.assertRaises(Conflict) as caught:
            self.send(order)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertEqual((self.rows(order), self.ticket_events()), ([], []))

    def test_a_paid_order_is_sent(self) -> None:
        """Takeaway is paid first."""
        order = self.order((self.beer, 1), order_type="takeaway")
        self.pay(order, self.cash, order["total"]["amount"])
        self.send(order)
        self.assertEqual(len(self.rows(order)), 1)
