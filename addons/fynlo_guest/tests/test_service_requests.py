import json
from typing import Any

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.exceptions import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    VersionConflict,
)

from .guest_case import GuestCase


class TestServiceRequests(GuestCase):
    """A guest or a waiter asks; staff see, take and close it."""

    def test_from_asking_to_done(self) -> None:
        asked = self.ask("waiter")
        self.assertEqual((asked["kind"], asked["state"], asked["version"]), ("waiter", "open", 1))
        self.assertEqual((asked["by_guest"], asked["table"]["id"]), (True, self.one.id))
        self.assertEqual(self.seen(), [("waiter", "open")])
        listed = self.query("service_request.list", self.server())["items"]
        self.assertEqual([item["id"] for item in listed], [asked["id"]])
        self.assertEqual(listed[0]["order_id"], self.ordered["id"])
        taken = self.do_to(asked, "take")
        self.assertEqual((taken["state"], taken["version"]), ("taken", 2))
        self.assertEqual(taken["taken_by"], {"id": self.employee.id, "name": "Kim"})
        self.assertEqual(self.seen(), [("waiter", "taken")])
        closed = self.do_to(asked, "close")
        self.assertEqual((closed["state"], closed["version"]), ("closed", 3))
        self.assertEqual(closed["closed_by"], {"id": self.employee.id, "name": "Kim"})
        self.assertEqual(self.seen(), [("waiter", "closed")])
        self.assertEqual(self.query("service_request.list", self.server())["items"], [])
        told = [f"service_request.{what}" for what in ("created", "taken", "closed")]
        domain = [("aggregate_model", "=", "fynlo.service.request")]
        events = self.env["fynlo.event"].search(domain, order="version")
        self.assertEqual(events.mapped("name"), told)
        self.assertEqual(events.mapped("config_id"), self.till)
        self.assertEqual(
            events[0].payload,
            {
                "id": asked["id"],
                "kind": "waiter",
                "state": "open",
                "table_id": self.one.id,
                "table": self.one.display_name,
                "order_id": self.ordered["id"],
                "by_guest": True,
                "taken_by_id": None,
            },
        )

    def seen(self) -> list[tuple[str, str]]:
        """What the guest sees of requests."""
        return [(item["kind"], item["state"]) for item in self.track()["requests"]]

    def do_to(
        self, asked: dict[str, Any], what: str, caller: Any = None, **values: Any
    ) -> dict[str, Any]:
        """Take or close."""
        done: dict[str, Any] = self.run_command(
            f"service_request.{what}", caller or self.server(), request_id=asked["id"], **values
        )
        return done

    def count(self) -> int:
        """How many there are."""
        return self.env["fynlo.service.request"].search_count([])

    def test_the_guest_learns_no_names(self) -> None:
        asked = self.ask("help")
        self.do_to(asked, "take")
        again = self.ask("help")
        self.assertEqual((again["id"], again["state"]), (asked["id"], "taken"))
        self.assertEqual((again["taken_by"], again["taken_by_user"]), (None, None))
        self.assertEqual(again["order_id"], None)

    def test_asked_for_once(self) -> None:
        """However often, by whomever at the table, until it is done."""
        first = self.ask("water")
        self.assertEqual(self.ask("water")["id"], first["id"])
        neighbour = self.guest_of(self.order_at(self.one))
        self.assertEqual(self.ask("water", neighbour)["id"], first["id"])
        self.assertEqual(self.ask("water", self.server(), table_id=self.one.id)["id"], first["id"])
        self.assertEqual((self.count(), len(self.event("service_request.created"))), (1, 1))
        self.do_to(first, "close")
        self.assertNotEqual(self.ask("water")["id"], first["id"])

    def test_each_kind_by_itself(self) -> None:
        for kind in ("waiter", "bill", "water", "help"):
            self.ask(kind)
        self.assertEqual(self.count(), 4)
        self.assertEqual(len(self.track()["requests"]), 4)

    def test_the_bill_marks_the_table(self) -> None:
        self.assertEqual(self.state(self.one), "ordered")
        self.ask("bill")
        self.assertEqual(self.state(self.one), "bill_asked")
        self.ask("bill")
        told = [("name", "=", "table.bill_asked"), ("aggregate_id", "=", self.one.id)]
        self.assertEqual(self.env["fynlo.event"].search_count(told), 1)

    def test_what_can_be_asked_for(self) -> None:
        kinds = ["waiter", "bill", "water", "help"]
        self.assertEqual(self.track()["can_ask_for"], kinds)
        self.set_status(self.ordered, "confirmed", "preparing", "ready", "completed")
        self.assertEqual(self.track()["can_ask_for"], kinds)
        self.pay(self.ordered, self.cash, 620)
        self.assertEqual(self.track()["can_ask_for"], [])
        paid = self.order_at(self.two)
        self.pay(paid, self.cash, 310)
        self.assertEqual(
            self.track(self.guest_of(paid))["can_ask_for"], ["waiter", "water", "help"]
        )

    def test_who_has_left(self) -> None:
        """The next party's calls are not told to him, and he calls nobody to their table."""
        self.ask("water")
        self.pay(self.ordered, self.cash, 620)
        self.later()
        party = self.guest_of(self.order_at(self.one))
        self.ask("help", party)
        self.assertEqual(self.seen(), [("water", "open")])
        self.assertEqual(self.track()["can_ask_for"], [])
        count = self.count()
        with self.assertRaises(Conflict):
            self.ask("waiter")
        self.assertEqual(self.count(), count)
        asked = [item["kind"] for item in self.track(party)["requests"]]
        self.assertEqual(sorted(asked), ["help", "water"])

    def test_not_without_a_table(self) -> None:
        """Nor for what is taken away; nothing is written."""
        away = self.order((self.bread, 1), order_type="takeaway")
        nowhere = self.order((self.bread, 1))
        for order in (away, nowhere):
            guest = self.guest_of(order)
            self.assertEqual(self.track(guest)["can_ask_for"], [])
            with self.assertRaises(Conflict) as caught:
                self.ask("waiter", guest)
            self.assertEqual(caught.exception.code, "order_not_open")
        self.assertEqual((self.count(), self.events("service_request.created")), (0, []))

    def test_no_bill_of_what_is_paid(self) -> None:
        self.pay(self.ordered, self.cash, 620)
        with self.assertRaises(Conflict):
            self.ask("bill")
        self.assertEqual(self.count(), 0)
        self.assertFalse(self.one.fynlo_bill_asked_at)

    def test_another_table_is_not_the_guests(self) -> None:
        with self.assertRaises(NotFound):
            self.ask("waiter", table_id=self.two.id)
        self.assertEqual(self.count(), 0)

    def test_staff_name_the_table(self) -> None:
        asked = self.ask("help", self.server(), table_id=self.three.id)
        self.assertEqual((asked["by_guest"], asked["order_id"]), (False, None))
        self.assertEqual(asked["till_id"], self.till.id)
        with self.assertRaises(Invalid) as caught:
            self.ask("help", self.server())
        self.assertEqual(caught.exception.errors[0]["field"], "table_id")
        office = self.caller(Role.OWNER, till_id=None, employee_id=None)
        self.assertEqual(self.ask("water", office, table_id=self.two.id)["till_id"], self.till.id)

    def test_a_guest_takes_and_lists_nothing(self) -> None:
        asked = self.ask("waiter")
        for what in ("take", "close"):
            with self.assertRaises(Forbidden):
                self.do_to(asked, what, self.guest)
        with self.assertRaises(Forbidden) as caught:
            self.query("service_request.list", self.guest)
        self.assertEqual(caught.exception.code, "scope_missing")
        self.assertEqual(self.seen(), [("waiter", "open")])

    def test_taken_by_one(self) -> None:
        """The second hears who is on the way; the first may say it again."""
        asked = self.ask("waiter")
        self.do_to(asked, "take")
        self.assertEqual(self.do_to(asked, "take")["version"], 2)
        ana = self.env["hr.employee"].create({"name": "Ana"})
        with self.assertRaises(Conflict) as caught:
            self.do_to(asked, "take", self.caller(Role.SERVER, employee_id=ana.id))
        self.assertIn("Kim", caught.exception.detail)
        self.assertEqual(caught.exception.extra["current"]["version"], 2)
        self.assertEqual(len(self.event("service_request.taken")), 1)

    def test_taken_by_a_user_who_is_no_employee(self) -> None:
        """He may say it again too; another one hears his name."""
        asked = self.ask("waiter")
        owner, other = (
            self.caller(Role.OWNER, till_id=None, employee_id=None, user_id=user.id)
            for user in (self.user_in(Role.OWNER, "Amara"), self.user_in(Role.OWNER, "Noor"))
        )
        taken = self.do_to(asked, "take", owner)
        self.assertEqual((taken["taken_by"], taken["version"]), (None, 2))
        self.assertEqual(taken["taken_by_user"], {"id": owner.user_id, "name": "Amara"})
        self.assertEqual(self.do_to(asked, "take", owner), taken)
        for somebody in (other, self.server()):
            with self.assertRaises(Conflict) as caught:
                self.do_to(asked, "take", somebody)
            self.assertEqual(caught.exception.detail, "Amara is on the way.")
        self.assertEqual(len(self.event("service_request.taken")), 1)

    def test_done_is_done(self) -> None:
        asked = self.ask("waiter")
        self.do_to(asked, "close")
        self.assertEqual(self.do_to(asked, "close")["version"], 2)
        with self.assertRaises(Conflict):
            self.do_to(asked, "take")
        self.assertEqual(len(self.event("service_request.closed")), 1)

    def test_a_stale_version(self) -> None:
        asked = self.ask("waiter")
        self.do_to(asked, "take", base_version=1)
        with self.assertRaises(VersionConflict) as caught:
            self.do_to(asked, "close", base_version=1)
        self.assertEqual(caught.exception.extra["current"]["state"], "taken")
        self.assertEqual(self.seen(), [("waiter", "taken")])

    def test_another_till_and_company(self) -> None:
        asked = self.ask("waiter")
        elsewhere = self.caller(Role.SERVER, till_id=self._till("Kiosk").id)
        other = self.env["res.company"].create({"name": "Other"})
        strangers = self.caller(Role.OWNER, till_id=None, company_id=other.id)
        for caller in (elsewhere, strangers):
            self.assertEqual(self.query("service_request.list", caller)["items"], [])
            for what in ("take", "close"):
                with self.assertRaises(NotFound):
                    self.do_to(asked, what, caller)
            with self.assertRaises(NotFound):
                self.ask("waiter", caller, table_id=self.one.id)
        self.assertEqual(self.seen(), [("waiter", "open")])

    def test_pages_of_the_list(self) -> None:
        for kind in ("waiter", "water", "help"):
            self.ask(kind)
        first = self.query("service_request.list", self.server(), limit=2)
        self.assertEqual([item["kind"] for item in first["items"]], ["waiter", "water"])
        rest = self.query("service_request.list", self.server(), cursor=first["next_cursor"])
        self.assertEqual([item["kind"] for item in rest["items"]], ["help"])
        self.assertIsNone(rest["next_cursor"])
        self.do_to(rest["items"][0], "close")
        closed = self.query("service_request.list", self.server(), state="closed")
        self.assertEqual([item["kind"] for item in closed["items"]], ["help"])
        at_two = self.query("service_request.list", self.server(), table_id=self.two.id)
        self.assertEqual(at_two["items"], [])

    def test_the_same_key_is_one_request(self) -> None:
        runner = self.runner(self.guest)
        first = runner._command("service_request.create", {"kind": "water"}, "one key")
        self.do_to(json.loads(first.body), "close")
        again = runner._command("service_request.create", {"kind": "water"}, "one key")
        self.assertEqual(again.headers, {"Idempotency-Replayed": "true"})
        self.assertEqual((again.body, self.count()), (first.body, 1))

    def test_the_back_office_takes_and_closes(self) -> None:
        """Buttons run the commands of the API."""
        asked = self.ask("waiter")
        record = self.env["fynlo.service.request"].search([("uuid", "=", asked["id"])])
        self.env.user.group_ids += self.env.ref("fynlo_pos_api.group_owner")
        record.action_take()
        self.assertEqual(record.state, "taken")
        record.action_close()
        self.assertEqual((record.state, record.fynlo_version), ("closed", 3))
