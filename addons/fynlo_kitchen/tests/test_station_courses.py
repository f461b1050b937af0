from typing import Any

from odoo.models import BaseModel
from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.exceptions import Conflict, NotFound, VersionConflict

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestStationCourses(KitchenCase):
    """Courses that are held and fired from the screen of a station."""

    def meal(self, *dishes: tuple[BaseModel, int]) -> dict[str, Any]:
        """An order of (dish, course), sent."""
        lines = [{"product_id": dish.id, "course": course} for dish, course in dishes]
        order = self.command("order.create", lines=lines)
        self.send(order)
        return order

    def fire(self, station: BaseModel, order: dict[str, Any], course: int, **more: Any) -> Any:
        """Fire a course at a station's screen."""
        return self.run_command(
            "kitchen.fire_course",
            self.screen(station),
            order_id=order["id"],
            course=course,
            **more,
        )

    def hold(self, station: BaseModel, order: dict[str, Any], course: int, **more: Any) -> Any:
        """Hold a course at a station's screen."""
        return self.run_command(
            "kitchen.hold", self.screen(station), order_id=order["id"], course=course, **more
        )

    def states(self, order: dict[str, Any]) -> list[tuple[str, int, str]]:
        """(station, course, state) of the order's tickets."""
        return [
            (ticket.station_id.name, ticket.course, ticket.state) for ticket in self.tickets(order)
        ]

    def test_the_expo_fires_and_holds(self) -> None:
        """At every station; it is told of its own ticket, and what came of it is an event."""
        order = self.meal((self.burger, 1), (self.burger, 2), (self.beer, 2))
        waits = [("Grill", 2, "held"), ("Expo", 2, "held"), ("Bar", 2, "held")]
        made = [("Grill", 1, "new"), ("Expo", 1, "new")]
        self.assertCountEqual(self.states(order), [*made, *waits])
        told = self.fire(self.expo, order, 2)
        fired = [(name, course, "new") for name, course, _ in waits]
        self.assertCountEqual(self.states(order), [*made, *fired])
        own = [(item["station_id"], item["course"], item["state"]) for item in told["tickets"]]
        self.assertEqual(own, [(self.expo.id, 1, "new"), (self.expo.id, 2, "new")])
        self.assertEqual(told["sent_lines"], [])
        told = self.hold(self.expo, order, 2)
        self.assertCountEqual(self.states(order), [*made, *waits])
        own = [(item["course"], item["state"]) for item in told["tickets"]]
        self.assertEqual(own, [(1, "new"), (2, "held")])
        changed = self.events("kitchen.ticket_changed")
        self.assertEqual([event.get("held") for event in changed], [True] * 3 + [None] * 3)
        self.assertEqual([event.get("fired") for event in changed], [None] * 3 + [True] * 3)

    def test_what_was_not_sent_stays_so(self) -> None:
        """A cook does not see it. From the till it goes along."""
        order = self.meal((self.burger, 1), (self.burger, 2))
        lines = [{"product_id": self.burger.id, "course": 2}]
        self.run_command("order.add_lines", order_id=order["id"], lines=lines)
        self.fire(self.expo, order, 2)
        self.assertEqual(len(self.tickets(order, self.grill).line_ids), 2)
        self.run_command("kitchen.fire_course", order_id=order["id"], course=2)
        self.assertEqual(len(self.tickets(order, self.grill).line_ids), 3)

    def test_a_station_knows_the_courses_that_it_makes(self) -> None:
        """Of another it is told nothing, as of another company's; nothing is written."""
        order = self.meal((self.burger, 1), (self.burger, 2), (self.beer, 3))
        before = self.states(order), self.ticket_events()
        for station, course in ((self.bar, 2), (self.grill, 3), (self.expo, 3), (self.expo, 4)):
            with self.assertRaises(NotFound):
                self.fire(station, order, course)
            with self.assertRaises(NotFound):
                self.hold(station, order, course)
        company = self.env["res.company"].create({"name": "Other"})
        self.person.company_ids |= company
        with self.assertRaises(NotFound):
            self.run_command(
                "kitchen.fire_course",
                self.screen(self.expo, company_id=company.id),
                order_id=order["id"],
                course=2,
            )
        with self.assertRaises(NotFound):
            self.run_command("kitchen.send", self.screen(self.expo), order_id=order["id"])
        self.assertEqual((self.states(order), self.ticket_events()), before)
        self.fire(self.grill, order, 2)
        self.fire(self.bar, order, 3)
        self.assertEqual({state for *_, state in self.states(order)}, {"new"})

    def test_what_is_made_is_not_held(self) -> None:
        """Nor what is cancelled."""
        order = self.meal((self.burger, 1), (self.burger, 2))
        self.work("start", self.tickets(order, self.grill).filtered(lambda x: x.course == 1))
        before = self.states(order), self.ticket_events()
        with self.assertRaises(Conflict) as refused:
            self.hold(self.expo, order, 1)
        self.assertEqual(refused.exception.code, "operation_refused")
        self.assertEqual((self.states(order), self.ticket_events()), before)
        self.run_command("order.cancel", order_id=order["id"], reason_id=self.reason("void"))
        before = self.states(order), self.ticket_events()
        with self.assertRaises(Conflict) as refused:
            self.fire(self.expo, order, 2)
        self.assertEqual(refused.exception.code, "order_not_open")
        self.assertEqual((self.states(order), self.ticket_events()), before)

    def test_an_old_version_shows_no_order(self) -> None:
        """A station that names one is told of its tickets, not of prices and guests."""
        order = self.meal((self.burger, 1), (self.burger, 2))
        with self.assertRaises(VersionConflict) as refused:
            self.fire(self.grill, order, 2, base_version=0)
        shown = refused.exception.extra["current"]
        self.assertEqual(
            set(shown), {"order_id", "version", "send_number", "sent_lines", "tickets"}
        )
        self.assertEqual({item["station_id"] for item in shown["tickets"]}, {self.grill.id})

    def test_the_pass_reads_what_waits_too(self) -> None:
        """In one list, so that a course that is fired meanwhile is in it once."""
        order = self.meal((self.burger, 1), (self.burger, 2))
        found = self.query("kitchen.orders", self.screen(self.expo), state="unfinished")["items"]
        self.assertEqual(
            [(item["order_id"], item["course"], item["state"]) for item in found],
            [(order["id"], 1, "new"), (order["id"], 2, "held")],
        )
