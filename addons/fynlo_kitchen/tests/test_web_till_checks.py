"""Checks that are cancelled, split and joined at Odoo's own web till, and the kitchen."""

import json
from uuid import uuid4

from odoo.fields import Command
from odoo.tests import tagged

from .web_till_case import WebTillCase, line_of


@tagged("post_install", "-at_install")
class TestWebTillChecks(WebTillCase):
    """What is cancelled is not made, and what only goes to another check is not made anew."""

    def test_a_cancelled_order_is_not_made_and_leaves_an_event(self) -> None:
        order = self.save(self.new_line(self.beer))
        manager = self.env["res.users"].create(
            {
                "name": "Mo",
                "login": f"mo-{uuid4()}",
                "group_ids": [Command.link(self.env.ref("fynlo_pos_api.group_manager").id)],
            }
        )
        order.with_user(manager).action_pos_order_cancel()
        self.assertEqual((self.saved.state, self.saved.fynlo_status), ("cancel", "cancelled"))
        self.assertEqual(
            [row[2:5] for row in self.shown()], [("added", "voided", 0.0), ("voided", "new", 1.0)]
        )
        last = self.event("order.status_changed")[:1]
        self.assertEqual(
            (last.payload["status"], last.aggregate_id, last.user_id),
            ("cancelled", order.id, manager),
        )

    def test_cancelled_by_somebody_without_a_role(self) -> None:
        """With a dish that was deleted, and of which the kitchen was not told yet."""
        order = self.save(self.new_line(self.burger), self.new_line(self.beer))
        self.save(Command.delete(order.lines[1].id), sent=False)
        seller = self.env["res.users"].create(
            {
                "name": "Jo",
                "login": f"jo-{uuid4()}",
                "group_ids": [
                    Command.link(self.env.ref(group).id)
                    for group in ("base.group_user", "point_of_sale.group_pos_user")
                ],
            }
        )
        self.saved.with_user(seller).action_pos_order_cancel()
        left = {(row[0], row[3]): row[4] for row in self.shown() if row[2] == "added"}
        stations = ("Grill", "Expo", "Bar")
        self.assertEqual(left, {(station, "voided"): 0.0 for station in stations})

    def test_a_check_that_is_split_is_not_made_anew(self) -> None:
        first = self.save(self.new_line(self.beer, 3), self.new_line(self.burger))
        first_uuid, events = self.uuid, len(self.ticket_events())
        beer, burger = first.lines
        second = self.moved(beer, line_of(self.beer, 2), 2)
        self.uuid = first_uuid
        self.save(Command.update(beer.id, {"qty": 1}))
        self.save()
        expected = [
            ("Bar", "Beer", "added", "new", 1.0, 1),
            ("Bar", "Beer", "added", "new", 2.0, 1),
            ("Expo", "Burger", "added", "new", 1.0, 1),
            ("Grill", "Burger", "added", "new", 1.0, 1),
        ]
        self.assertEqual(sorted(self.shown()), expected)
        self.assertEqual(second.lines.fynlo_ticket_line_ids.mapped("quantity"), [2.0])
        self.assertEqual((second.fynlo_status, second.fynlo_send_number), ("confirmed", 1))
        self.assertEqual({name for name, _ in self.ticket_events()[events:]}, {"ticket_changed"})
        # The rest of it goes too, and its line with it; then more is ordered there.
        third = self.moved(burger, line_of(self.burger, 1), 1)
        self.uuid = first_uuid
        self.save(Command.delete(burger.id))
        self.assertEqual(sorted(self.shown()), expected[:2])
        self.uuid = third.uuid
        self.save(Command.update(third.lines.id, {"qty": 2}))
        self.assertEqual(
            sorted(row[:5] for row in self.shown() if row[5] > 1),
            [("Expo", "Burger", "added", "new", 1.0), ("Grill", "Burger", "added", "new", 1.0)],
        )

    def test_checks_that_are_joined_are_not_made_anew(self) -> None:
        """The order that takes the other in is saved first, and then that one cancelled."""
        other = self.save(self.new_line(self.beer, 2), table_id=self.one.id)
        beer, bar = other.lines, self.tickets({"id": self.uuid})
        self.uuid = str(uuid4())
        own = self.save(self.new_line(self.beer), table_id=self.two.id)
        text = json.loads(own.last_order_preparation_change)
        told = text["lines"][own.lines.uuid]
        told |= {"quantity": 3, "fynlo_moved": {beer.uuid: 2}}
        self.save(
            Command.update(own.lines.id, {"qty": 3}),
            sent=False,
            last_order_preparation_change=json.dumps(text),
        )
        other.action_pos_order_cancel()
        self.save()
        self.assertEqual(
            sorted(self.shown()),
            [("Bar", "Beer", "added", "new", 1.0, 1), ("Bar", "Beer", "added", "new", 2.0, 2)],
        )
        self.assertEqual((bar.order_id, bar.state), (own, "new"))
        self.assertEqual(bar.moved_from, self.one.display_name)
