from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.exceptions import Conflict, NotFound

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenCourses(KitchenCase):
    """Courses: held, fired, and fired by themselves."""

    def meal(self, *courses: int, **values: object) -> dict:
        """An order of a burger in each course."""
        lines = [{"product_id": self.burger.id, "course": course} for course in courses]
        return self.command("order.create", lines=lines, **values)

    def states(self, order: dict, station: object = None) -> list[tuple[int, str]]:
        """(course, state) of the tickets at the grill."""
        found = self.tickets(order, station or self.grill)
        return sorted((ticket.course, ticket.state) for ticket in found)

    def fire(self, order: dict, course: int) -> dict:
        """Fire a course."""
        return self.run_command("kitchen.fire_course", order_id=order["id"], course=course)

    def hold(self, order: dict, course: int) -> dict:
        """Hold a course."""
        return self.run_command("kitchen.hold", order_id=order["id"], course=course)

    def of_course(self, order: dict, course: int, station: object = None) -> object:
        """The ticket of a course at the grill."""
        found = self.tickets(order, station or self.grill)
        return found.filtered(lambda ticket: ticket.course == course)

    def test_the_first_course_is_made(self) -> None:
        """The others wait, are shown as on hold, and no time runs."""
        order = self.meal(1, 2, 3)
        self.send(order)
        self.assertEqual(self.states(order), [(1, "new"), (2, "held"), (3, "held")])
        second = self.of_course(order, 2)
        self.assertEqual((second.sent_at, second.late_at), (False, False))
        self.assertEqual(second.line_ids.state, "held")
        with self.assertRaises(Conflict):
            self.work("start", second)

    def test_fired(self) -> None:
        """Its time runs from now, at every station."""
        order = self.meal(1, 2)
        self.send(order)
        told = self.fire(order, 2)
        self.assertEqual({ticket["state"] for ticket in told["tickets"]}, {"new"})
        second = self.of_course(order, 2)
        self.assertEqual((second.state, second.line_ids.state), ("new", "new"))
        self.assertTrue(second.sent_at and second.late_at)
        fired = [event for event in self.events("kitchen.ticket_changed") if event.get("fired")]
        self.assertEqual({event["station_id"] for event in fired}, {self.grill.id, self.expo.id})
        before = self.ticket_events()
        self.fire(order, 2)
        self.assertEqual(self.ticket_events(), before)

    def test_not_ready_while_a_course_waits(self) -> None:
        """The starters are done, the mains are not begun."""
        order = self.meal(1, 2)
        self.send(order)
        self.work("complete", self.of_course(order, 1))
        self.assertEqual(self.status(order), "confirmed")
        self.fire(order, 2)
        self.work("complete", self.of_course(order, 2))
        self.assertEqual(self.status(order), "ready")

    def test_takeaway_has_no_courses(self) -> None:
        """Nothing waits; nor where all is fired."""
        order = self.meal(1, 2, order_type="takeaway")
        self.send(order)
        self.assertEqual(self.states(order), [(1, "new"), (2, "new")])
        order = self.meal(1, 2)
        self.send(order, fire_all=True)
        self.assertEqual(self.states(order), [(1, "new"), (2, "new")])

    def test_what_comes_late_for_a_course(self) -> None:
        """A starter after the mains were fired is made at once; a pudding waits."""
        order = self.meal(1, 2)
        self.send(order)
        self.fire(order, 2)
        lines = [{"product_id": self.burger.id, "course": course} for course in (1, 3)]
        self.run_command("order.add_lines", order_id=order["id"], lines=lines)
        self.send(order)
        self.assertEqual(self.states(order), [(1, "new"), (1, "new"), (2, "new"), (3, "held")])

    def test_hold(self) -> None:
        """What no station has begun with goes back; what is made cannot."""
        order = self.meal(1, 2)
        self.send(order)
        self.hold(order, 1)
        self.assertEqual(self.states(order), [(1, "held"), (2, "held")])
        self.assertFalse(self.of_course(order, 1).sent_at)
        self.fire(order, 1)
        self.work("start", self.of_course(order, 1))
        with self.assertRaises(Conflict):
            self.hold(order, 1)
        with self.assertRaises(NotFound):
            self.hold(order, 9)

    def test_held_before_it_is_sent(self) -> None:
        """Even the first course waits then."""
        order = self.meal(1)
        self.hold(order, 1)
        self.send(order)
        self.assertEqual(self.states(order), [(1, "held")])
        self.fire(order, 1)
        self.assertEqual(self.states(order), [(1, "new")])

    def test_a_void_of_all_does_not_forbid_to_hold(self) -> None:
        """The ticket that came to nothing is no dish that was made."""
        order = self.meal(1, 2, 2)
        self.send(order)
        self.void(order, 1)
        self.void(order, 2)
        self.hold(order, 2)
        self.assertEqual(self.states(order), [(1, "new"), (2, "voided")])

    def test_what_is_voided_as_a_whole_is_not_held(self) -> None:
        """It is still to be seen; what is on hold is never a course of nothing."""
        order = self.meal(1, 1, 2)
        self.send(order)
        self.void(order, 0)
        self.hold(order, 1)
        self.assertEqual(self.states(order), [(1, "held"), (2, "held")])
        self.fire(order, 1)
        self.void(order, 1)
        self.hold(order, 1)
        self.assertEqual(self.states(order), [(1, "new"), (2, "held")])
        self.work("complete", self.of_course(order, 1))
        self.assertEqual(self.states(order), [(1, "voided"), (2, "held")])

    def test_a_void_on_hold(self) -> None:
        """Nobody has seen it: the ticket comes to nothing, and no void is shown."""
        order = self.meal(1, 2)
        self.send(order)
        self.void(order, 1)
        self.assertEqual(self.states(order), [(1, "new"), (2, "voided")])
        rows = self.of_course(order, 2).line_ids
        self.assertEqual(set(rows.mapped("state")), {"voided"})
        self.work("complete", self.of_course(order, 1))
        self.assertEqual(self.status(order), "ready")

    def test_another_course(self) -> None:
        """A dish that waits goes along: to one that waits too, and to one that is made."""
        order = self.meal(1, 2, 2, 3)
        self.send(order)
        for index, course in ((1, 3), (2, 1)):
            line_id = order["lines"][index]["id"]
            self.run_command(
                "order.change_line", order_id=order["id"], line_id=line_id, course=course
            )
        self.assertEqual(self.states(order), [(1, "new"), (1, "new"), (2, "voided"), (3, "held")])
        self.assertEqual(len(self.of_course(order, 3).line_ids), 2)
        last = self.of_course(order, 1).sorted("id")[-1]
        self.assertEqual((last.line_ids.state, last.send_number), ("new", 1))
        self.assertTrue(last.sent_at)

    # === BY THEMSELVES === #

    def test_fired_when_the_one_before_is_served(self) -> None:
        """The expo hands out the starters: the mains are fired; not the puddings."""
        self.company.fynlo_auto_fire = "served"
        order = self.meal(1, 2, 3)
        self.send(order)
        self.work("complete", self.of_course(order, 1))
        self.assertEqual(self.states(order), [(1, "completed"), (2, "held"), (3, "held")])
        self.work("complete", self.of_course(order, 1, self.expo))
        self.assertEqual(self.states(order), [(1, "completed"), (2, "new"), (3, "held")])

    def test_not_by_itself(self) -> None:
        """Unless the company wants it; a course that staff keep waits all the same."""
        order = self.meal(1, 2)
        self.send(order)
        self.work("complete", self.of_course(order, 1, self.expo))
        self.assertEqual(self.states(order), [(1, "new"), (2, "held")])
        self.company.fynlo_auto_fire = "served"
        order = self.meal(1, 2)
        self.send(order)
        self.hold(order, 2)
        self.work("complete", self.of_course(order, 1, self.expo))
        self.assertEqual(self.states(order), [(1, "new"), (2, "held")])

    def test_fired_after_some_minutes(self) -> None:
        """The job fires what is due, one course at a time."""
        self.company.write({"fynlo_auto_fire": "delay", "fynlo_auto_fire_minutes": 10})
        order = self.meal(1, 2, 3)
        self.send(order)
        courses = self.env["fynlo.kitchen.courses"]
        self.wait(599)
        self.assertNotIn(order["id"], [row[0] for row in courses._due()])
        self.wait(1)
        self.assertIn((order["id"], self.company.id, 2), courses._due())
        # What staff hold back keeps those after it back too.
        self.hold(order, 2)
        self.assertNotIn(order["id"], [row[0] for row in courses._due()])
        self.fire(order, 2)
        self.wait(600)
        self.assertIn((order["id"], self.company.id, 3), courses._due())
        order = self.meal(1, 2, 3)
        self.send(order)
        self.wait(600)
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", return_value=60):
            courses._fire_due()
        self.assertEqual(self.states(order), [(1, "new"), (2, "new"), (3, "held")])
        self.assertNotIn(order["id"], [row[0] for row in courses._due()])
