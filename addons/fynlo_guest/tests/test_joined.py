import json
from typing import Any

from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import BUS_FULL
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.exceptions import Conflict, NotFound

from .guest_case import GuestCase

SUMS = ("discount", "service_charge", "total", "paid", "due")


class TestJoined(GuestCase):
    """The guest whose order was put into another one goes on with that, and sees no dish of it."""

    def setUp(self) -> None:
        """Burgers at table two, in the making; nobody has the link to that order."""
        super().setUp()
        self.later()
        self.other = self.order((self.burger, 3), table_id=self.two.id)
        self.set_status(self.other, "confirmed", "preparing", note="Your burgers are on")

    def merge(self, target: dict[str, Any], *others: dict[str, Any]) -> dict[str, Any]:
        """Put the others into the target."""
        orders = [{"order_id": other["id"]} for other in others]
        merged: dict[str, Any] = self.run_command(
            "order.merge", target_id=target["id"], orders=orders
        )
        return merged

    def timeline(self, caller: Caller | None = None) -> list[tuple[str, str | None]]:
        """The steps that a guest sees."""
        return [(step["status"], step["note"]) for step in self.track(caller)["timeline"]]

    # === WHAT IS SEEN === #

    def test_he_follows_the_order_that_took_his_in(self) -> None:
        self.set_status(self.ordered, "confirmed", note="Thank you")
        self.merge(self.other, self.ordered)
        seen = self.track()
        self.assertEqual(
            {name: seen[name] for name in ("number", "table", "status", "progress", "is_joined")},
            {
                "number": self.other["number"],
                "table": "2",
                "status": "preparing",
                "progress": 40,
                "is_joined": True,
            },
        )
        self.assertEqual(seen["version"], self.record(self.other).fynlo_version)
        self.assertEqual(
            self.timeline(),
            [("pending", None), ("confirmed", "Thank you"), ("preparing", None)],
        )
        self.set_status(self.other, "ready", note="Here it comes")
        self.assertEqual(
            self.timeline(),
            [
                ("pending", None),
                ("confirmed", "Thank you"),
                ("preparing", None),
                ("ready", "Here it comes"),
            ],
        )

    def test_he_sees_nothing_of_what_was_on_it(self) -> None:
        """No dish, no sum, no note from before, no id."""
        self.merge(self.other, self.ordered)
        seen = self.track()
        self.assertEqual([seen["items"], *(seen[name] for name in SUMS)], [[], *[None] * 5])
        for text in ("Burger", "burgers", "3885", self.other["id"], self.ordered["id"]):
            self.assertNotIn(text, json.dumps(seen))

    def test_the_guest_of_the_target_sees_his_order(self) -> None:
        guest = self.guest_of(self.other)
        self.merge(self.other, self.ordered)
        seen = self.track(guest)
        self.assertEqual((seen["is_joined"], seen["total"]), (False, self.money(3885 + 620)))
        self.assertEqual([item["name"] for item in seen["items"]], ["Burger", "Bread"])

    def test_one_that_is_as_far(self) -> None:
        """No step is told twice."""
        self.set_status(self.ordered, "confirmed", "preparing", note="At once")
        self.merge(self.other, self.ordered)
        self.assertEqual(
            self.timeline(), [("pending", None), ("confirmed", None), ("preparing", "At once")]
        )

    def test_merged_again(self) -> None:
        """He follows along the way, and of each order only what was after his came to it."""
        self.merge(self.other, self.ordered)
        last = self.order_at(self.three, 7, note="A birthday")
        self.set_status(last, "confirmed", note="Happy birthday")
        self.set_status(self.other, "cooking", note="Nearly there")
        self.merge(last, self.other)
        self.set_status(last, "preparing", note="The cake, too")
        seen = self.track()
        self.assertEqual(
            (seen["number"], seen["table"], seen["is_joined"]), (last["number"], "3", True)
        )
        self.assertEqual(
            self.timeline(),
            [
                ("pending", None),
                ("preparing", None),
                ("cooking", "Nearly there"),
                ("confirmed", None),
                ("preparing", "The cake, too"),
            ],
        )

    def test_one_that_is_cancelled_after_all(self) -> None:
        self.merge(self.other, self.ordered)
        reason = self.reason("void")
        self.run_command("order.cancel", order_id=self.other["id"], reason_id=reason)
        self.assertEqual(self.track()["status"], "cancelled")
        self.assertEqual([status for status, _ in self.timeline()][-1], "cancelled")

    # === WHAT IS HEARD === #

    def heard(self, caller: Caller) -> list[tuple[int, str, bool]]:
        """What the feed's conditions let through: of what, its name, whether with what it holds."""
        feed = self.env["fynlo.event.feed"]
        conditions = feed._payload_sql(caller), feed._domain_sql(caller)
        self.env.flush_all()
        statement = "SELECT aggregate_id, name, %s FROM fynlo_event WHERE %s ORDER BY id"
        rows: list[tuple[int, str, bool]] = self.env.execute_query(SQL(statement, *conditions))
        return rows

    def messages(self, order: dict[str, Any], since: int) -> list[tuple[str, bool]]:
        """What was sent on the channel of an order's guests: names, and whether with payload."""
        self.env.cr.flush()
        found = self.env["bus.bus"].search([("id", ">", since)], order="id")
        mine = [self.env.cr.dbname, "pos.order", self.record(order).id, BUS_FULL]
        events = [
            json.loads(row.message)["payload"] for row in found if json.loads(row.channel) == mine
        ]
        return [(event["name"], "payload" in event) for event in events]

    def last_message(self) -> int:
        """The id of the last message on the bus."""
        self.env.cr.flush()
        last: int = self.env["bus.bus"].search([], order="id desc", limit=1).id
        return last

    def test_the_feed(self) -> None:
        """All of his own, and of the other order what happened since."""
        own, other = self.record(self.ordered).id, self.record(self.other).id
        self.merge(self.other, self.ordered)
        self.set_status(self.other, "ready")
        self.assertEqual(
            self.heard(self.guest),
            [
                (own, "order.created", False),
                (own, "order.status_changed", True),
                (own, "order.cancelled", False),
                (other, "order.merged", False),
                (other, "order.status_changed", True),
            ],
        )
        stranger = self.guest_of(self.order_at(self.three))
        self.assertEqual([name for _, name, _ in self.heard(stranger)], ["order.created"])

    def test_the_channel(self) -> None:
        """His own goes on, so a phone that listens need not connect anew."""
        since = self.last_message()
        self.set_status(self.other, "cooking")
        self.assertEqual(self.messages(self.ordered, since), [])
        self.merge(self.other, self.ordered)
        self.set_status(self.other, "ready")
        told = [
            ("order.status_changed", True),
            ("order.cancelled", False),
            ("order.merged", False),
            ("order.status_changed", True),
        ]
        self.assertEqual(self.messages(self.ordered, since), told)
        # A link to the target is one of its own.
        since = self.last_message()
        self.guest_of(self.other)
        self.set_status(self.other, "delivered")
        for order in (self.ordered, self.other):
            self.assertEqual(self.messages(order, since), [("order.status_changed", True)])

    def test_orders_that_nobody_follows(self) -> None:
        """Their channels stay empty."""
        target, other = self.order_at(self.three), self.order_at(self.three)
        since = self.last_message()
        self.merge(target, other)
        self.set_status(target, "confirmed")
        self.assertEqual((self.messages(target, since), self.messages(other, since)), ([], []))
        self.assertFalse(self.record(target).fynlo_is_tracked)

    # === WHAT HE MAY ASK FOR === #

    def test_he_asks_at_the_other_table(self) -> None:
        """Where he sits now; what waits there is asked for already, what was is not his."""
        at_two = self.guest_of(self.other)
        done = self.ask("help", at_two)
        self.run_command("service_request.close", self.server(), request_id=done["id"])
        self.ask("water", at_two)
        before = len(self.heard(self.guest))
        self.merge(self.other, self.ordered)
        seen = self.track()
        self.assertEqual(seen["can_ask_for"], ["waiter", "bill", "water", "help"])
        self.assertEqual([item["kind"] for item in seen["requests"]], ["water"])
        since = self.last_message()
        asked = self.ask("waiter")
        self.assertEqual((asked["table"]["id"], asked["by_guest"]), (self.two.id, True))
        for order in (self.ordered, self.other):
            self.assertEqual(self.messages(order, since), [("service_request.created", False)])
        names = [name for _, name, _ in self.heard(self.guest)[before:]]
        self.assertEqual(
            names,
            [
                "order.status_changed",
                "order.cancelled",
                "order.merged",
                "service_request.created",
            ],
        )
        self.run_command("service_request.close", self.server(), request_id=asked["id"])
        states = {item["kind"]: item["state"] for item in self.track()["requests"]}
        self.assertEqual(states, {"waiter": "closed", "water": "open"})

    def test_his_old_table_is_no_more_his(self) -> None:
        self.merge(self.other, self.ordered)
        with self.assertRaises(NotFound):
            self.ask("water", table_id=self.one.id)
        self.order_at(self.one)
        since = self.last_message()
        self.run_command(
            "service_request.create", self.server(), kind="water", table_id=self.one.id
        )
        self.assertEqual(self.messages(self.ordered, since), [])
        self.assertEqual(self.track()["requests"], [])
        self.assertEqual(self.heard(self.guest)[-1][1], "order.merged")

    def test_who_has_left_asks_for_nothing(self) -> None:
        """The bill of both is paid, and others sit at the table."""
        merged = self.merge(self.other, self.ordered)
        self.pay(merged, self.cash, 3885 + 620)
        self.order_at(self.two)
        self.assertEqual(self.track()["can_ask_for"], [])
        with self.assertRaises(Conflict) as caught:
            self.ask("waiter")
        self.assertEqual(caught.exception.code, "order_not_open")
