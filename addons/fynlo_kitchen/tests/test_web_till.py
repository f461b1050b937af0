"""What is ordered and changed at Odoo's own web till, and the kitchen."""

from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from ..domain.web_till import told_lines
from .web_till_case import WebTillCase


@tagged("post_install", "-at_install")
class TestWebTill(WebTillCase):
    """The stations are told of it once, when the till has sent it."""

    def test_nothing_goes_before_it_is_sent(self) -> None:
        order = self.save(self.new_line(self.burger), sent=False)
        self.assertEqual(self.shown(), [])
        self.assertEqual((order.fynlo_status, order.fynlo_send_number), ("pending", 0))

    def test_what_is_sent_goes_to_the_stations_once(self) -> None:
        order = self.save(self.new_line(self.burger, 2), self.new_line(self.beer))
        expected = [
            ("Grill", "Burger", "added", "new", 2.0, 1),
            ("Expo", "Burger", "added", "new", 2.0, 1),
            ("Bar", "Beer", "added", "new", 1.0, 1),
        ]
        self.assertEqual(sorted(self.shown()), sorted(expected))
        self.assertEqual(order.fynlo_status, "confirmed")
        self.save()
        self.save(sent=False, customer_count=0)
        self.assertEqual(sorted(self.shown()), sorted(expected))
        self.assertEqual(self.saved.fynlo_send_number, 1)

    def test_what_is_added_is_sent_when_the_till_sends_it(self) -> None:
        self.save(self.new_line(self.burger))
        self.save(self.new_line(self.beer), sent=False)
        self.assertEqual([row[0] for row in self.shown()], ["Grill", "Expo"])
        self.save()
        self.assertEqual(self.shown()[2:], [("Bar", "Beer", "added", "new", 1.0, 2)])

    def test_more_and_less_of_a_dish(self) -> None:
        line = self.save(self.new_line(self.beer, 2)).lines
        self.save(Command.update(line.id, {"qty": 3}))
        self.save(Command.update(line.id, {"qty": 1}))
        self.assertEqual(
            self.shown(),
            [
                ("Bar", "Beer", "added", "new", 1.0, 1),
                ("Bar", "Beer", "added", "voided", 0.0, 2),
                ("Bar", "Beer", "voided", "new", 2.0, 3),
            ],
        )

    def test_a_dish_that_is_deleted_is_told(self) -> None:
        beer = self.save(self.new_line(self.burger), self.new_line(self.beer)).lines[1]
        self.work("start", self.tickets({"id": self.uuid}, self.bar))
        events = len(self.ticket_events())
        self.save(Command.delete(beer.id))
        self.assertEqual(
            [row for row in self.shown() if row[0] == "Bar"],
            [
                ("Bar", "Beer", "added", "voided", 0.0, 1),
                ("Bar", "Beer", "voided", "new", 1.0, 2),
            ],
        )
        self.assertEqual(self.ticket_events()[events:], [("ticket_changed", self.bar.id)])
        before = self.shown()
        self.save()
        self.assertEqual(self.shown(), before)

    def test_a_line_that_somebody_deletes_elsewhere_in_odoo(self) -> None:
        order = self.save(self.new_line(self.burger), self.new_line(self.beer))
        order.lines[1].unlink()
        self.assertEqual(
            [row[2:5] for row in self.shown() if row[0] == "Bar"],
            [("added", "voided", 0.0), ("voided", "new", 1.0)],
        )

    def test_a_note_is_a_change(self) -> None:
        line = self.save(self.new_line(self.beer)).lines
        self.save(Command.update(line.id, {"customer_note": "no ice"}))
        self.assertEqual(
            self.shown(),
            [("Bar", "Beer", "added", "new", 1.0, 1), ("Bar", "Beer", "changed", "new", 1.0, 2)],
        )

    def test_another_table_is_told_at_once(self) -> None:
        self.save(self.new_line(self.beer), table_id=self.one.id)
        events = len(self.ticket_events())
        self.save(sent=False, table_id=self.two.id)
        ticket = self.tickets({"id": self.uuid})
        self.assertEqual(ticket.moved_from, self.one.display_name)
        self.assertEqual(self.ticket_events()[events:], [("ticket_changed", self.bar.id)])

    def test_courses_wait_until_the_till_fires_them(self) -> None:
        courses = [
            Command.create({"uuid": str(uuid4()), "index": number, "fired": number == 1})
            for number in (1, 2)
        ]
        self.save(sent=False, course_ids=courses)
        first, second = self.saved.course_ids.sorted("index")
        self.save(
            self.new_line(self.burger, course_id=first.id),
            self.new_line(self.beer, course_id=second.id),
        )
        bar = [row for row in self.shown() if row[0] == "Bar"]
        self.assertEqual(bar, [("Bar", "Beer", "added", "held", 1.0, 1)])
        self.save(sent=False, course_ids=[Command.update(second.id, {"fired": True})])
        bar = [row for row in self.shown() if row[0] == "Bar"]
        self.assertEqual(bar, [("Bar", "Beer", "added", "new", 1.0, 1)])

    def test_nothing_is_told_before_it_is_sent(self) -> None:
        """Though what tickets show of the order itself is told at once."""
        beer, burger = self.save(self.new_line(self.beer), self.new_line(self.burger)).lines
        before, events = self.shown(), len(self.ticket_events())
        changes = (Command.update(beer.id, {"qty": 3}), Command.delete(burger.id))
        self.save(*changes, sent=False, customer_count=5)
        self.assertEqual(self.shown(), before)
        told = {station for _, station in self.ticket_events()[events:]}
        self.assertEqual(told, {self.grill.id, self.expo.id, self.bar.id})
        self.save()
        self.assertEqual(
            sorted(row[:5] for row in self.shown() if row[5] > 1),
            [
                ("Bar", "Beer", "added", "new", 2.0),
                ("Expo", "Burger", "voided", "new", 1.0),
                ("Grill", "Burger", "voided", "new", 1.0),
            ],
        )

    def test_what_only_a_printer_makes_stays_sent(self) -> None:
        order = self.save(self.new_line(self.beer), self.new_line(self.water))
        water = order.lines[1]
        self.run_command(
            "order.add_lines", order_id=self.uuid, lines=[{"product_id": self.burger.id}]
        )
        self.send({"id": self.uuid})
        told = told_lines(self.saved.last_order_preparation_change)
        self.assertEqual({*told}, {*self.saved.lines.mapped("uuid")})
        self.assertEqual(told[water.uuid], (1.0, "[]", ""))

    def test_a_till_that_sends_when_it_is_paid(self) -> None:
        """Odoo saves nothing any more then."""
        order = self.order((self.beer, 1))
        self.pay(order, self.cash, 500)
        self.uuid = order["id"]
        self.assertEqual((self.saved.state, self.shown()), ("paid", []))
        self.save()
        self.assertEqual(self.shown(), [("Bar", "Beer", "added", "new", 1.0, 1)])
        self.save()
        self.assertEqual(self.saved.fynlo_send_number, 1)

    def test_by_itself_as_soon_as_it_is_ordered(self) -> None:
        self.till.fynlo_kitchen_sends = "ordered"
        order = self.save(self.new_line(self.beer), sent=False)
        self.assertEqual(self.shown(), [("Bar", "Beer", "added", "new", 1.0, 1)])
        told = told_lines(order.last_order_preparation_change)
        self.assertEqual(told, {order.lines.uuid: (1.0, "[]", "")})

    def test_what_the_api_sends_is_known_there(self) -> None:
        """So that its button does not ask to send it once more, and sends only what is new."""
        order = self.sent((self.beer, 2))
        self.uuid = order["id"]
        line = self.saved.lines
        told = told_lines(self.saved.last_order_preparation_change)
        self.assertEqual(told, {line.uuid: (2.0, "[]", "")})
        self.void(order, 0, 1)
        told = told_lines(self.saved.last_order_preparation_change)
        self.assertEqual(told, {line.uuid: (1.0, "[]", "")})
        self.save(self.new_line(self.burger))
        added = [row[:2] for row in self.shown() if row[2] == "added" and row[5] == 3]
        self.assertEqual(added, [("Grill", "Burger"), ("Expo", "Burger")])

    def test_the_till_asks_to_send_what_stations_make(self) -> None:
        own = self.food | self.mains | self.drinks | self.bakery
        asked = self.till.fynlo_kitchen_category_ids & own
        self.assertEqual(asked, self.food | self.drinks | self.bakery)
        self.env["fynlo.kitchen.station"].search([]).active = False
        self.till.invalidate_recordset()
        self.assertFalse(self.till.fynlo_kitchen_category_ids)
