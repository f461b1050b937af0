from typing import Any
from unittest.mock import patch

from ..const import BUS_FULL, BUS_TYPE, ErrorCode, Role
from ..domain.caller import Caller
from ..domain.feed_cursor import FeedCursor
from ..domain.roles import STAFF
from ..exceptions import Gone, MalformedRequest
from ..models.fynlo_event import DELETED_PARAMETER, FynloEvent, Horizon
from .common import RestaurantCase

# Whose roles read reports: payloads of the whole company are theirs.
READERS = {Role.OWNER, Role.MANAGER, Role.ACCOUNTANT}
MADE = "menu.category_created"


class TestEventFeed(RestaurantCase):
    """Who reads what of the feed. That it misses nothing is proved on a running server."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.epoch = cls.env["fynlo.event"]._present_epoch()
        cls.env.cr.execute("SELECT pg_current_xact_id()::text::bigint")
        [cls.xid] = cls.env.cr.fetchone()
        # What a test does is never below the horizon: its own transaction is running.
        horizon = Horizon(cls.epoch, cls.xid + 1, 1.5)
        cls.enterClassContext(patch.object(FynloEvent, "_horizon", lambda _self: horizon))
        cls.other_till_of_ours = cls.make_till(cls.company, "Terrace")

    def setUp(self) -> None:
        super().setUp()
        last = self.env["fynlo.event"].search([], order="id desc", limit=1)
        self.before = FeedCursor(self.epoch, self.xid, last.id).encode()

    def feed(self, caller: Caller, **values: Any) -> dict[str, Any]:
        """What a caller reads after what was there before the test."""
        return self.run_query("event.feed", {"cursor": self.before, **values}, caller=caller)

    def make(self, name: str, caller: Caller | None = None) -> int:
        """Make a category of the menu; its event's id."""
        self.run_command("menu.create_category", {"name": name}, caller=caller)
        return self.events(MADE)[-1].id

    def ids(self, reply: dict[str, Any]) -> list[int]:
        return [item["id"] for item in reply["items"]]

    def test_an_event_is_told_as_it_was_written(self) -> None:
        self.make("Soups")
        [event] = self.events(MADE)
        [item] = self.feed(self.user_caller(Role.OWNER))["items"]
        self.assertEqual(
            item,
            {
                "id": event.id,
                "name": MADE,
                "aggregate": "pos.category",
                "aggregate_id": event.aggregate_id,
                "aggregate_uuid": None,
                "version": 1,
                "till_id": self.till.id,
                "occurred_at": event.occurred_at.isoformat(timespec="seconds") + "Z",
                "cursor": FeedCursor(self.epoch, self.xid, event.id).encode(),
                "payload": event.payload,
            },
        )
        self.assertTrue(event.payload)

    def test_payloads_are_for_those_who_read_reports_and_the_till_itself(self) -> None:
        self.make("Soups")
        self.make("Bread", self.caller(till_id=self.other_till_of_ours.id))
        for role in STAFF:
            for caller, own in ((self.caller(role), True), (self.user_caller(role), False)):
                here, there = ("payload" in item for item in self.feed(caller)["items"])
                reads = role in READERS
                self.assertEqual((here, there), (reads or own, reads), (role, own))

    def test_a_device_without_a_person_hears_what_happened_to_what(self) -> None:
        made = self.make("Soups")
        reply = self.feed(self.caller(None))
        self.assertEqual(self.ids(reply), [made])
        self.assertNotIn("payload", reply["items"][0])

    def test_another_company_reads_nothing(self) -> None:
        made = self.make("Soups")
        they = self.caller(Role.OWNER, company_id=self.other_company.id, till_id=None)
        self.assertEqual(self.feed(they)["items"], [])
        self.assertEqual(self.ids(self.feed(self.user_caller(Role.OWNER))), [made])

    def test_pages_go_on_where_the_last_one_ended(self) -> None:
        made = [self.make(name) for name in ("Soups", "Bread", "Pies")]
        caller = self.caller()
        first = self.feed(caller, limit=2)
        self.assertEqual((self.ids(first), first["has_more"]), (made[:2], True))
        last = self.feed(caller, limit=2, cursor=first["cursor"])
        self.assertEqual((self.ids(last), last["has_more"]), (made[2:], False))
        # The end is that of what is known, not of what this caller hears of.
        self.assertEqual(last["cursor"], FeedCursor(self.epoch, self.xid + 1, 0).encode())
        self.assertEqual(last["lag_seconds"], 1.5)
        again = self.feed(caller, cursor=last["cursor"])
        self.assertEqual((again["items"], again["cursor"]), ([], last["cursor"]))

    def test_a_page_that_is_just_full_is_the_last(self) -> None:
        made = [self.make(name) for name in ("Soups", "Bread")]
        reply = self.feed(self.caller(), limit=2)
        self.assertEqual((self.ids(reply), reply["has_more"]), (made, False))

    def test_without_a_cursor_there_is_the_present_one(self) -> None:
        self.make("Soups")
        reply = self.run_query("event.feed", {})
        present = FeedCursor(self.epoch, self.xid + 1, 0).encode()
        self.assertEqual(
            reply, {"items": [], "cursor": present, "has_more": False, "lag_seconds": 1.5}
        )

    def test_a_cursor_ahead_of_a_replica_stays(self) -> None:
        ahead = FeedCursor(self.epoch, self.xid + 900, 7).encode()
        reply = self.feed(self.caller(), cursor=ahead)
        self.assertEqual((reply["items"], reply["cursor"]), ([], ahead))

    def test_a_cursor_of_another_history_is_gone(self) -> None:
        foreign = FeedCursor("0" * 12, self.xid, 1).encode()
        with self.assertRaises(Gone) as refused:
            self.feed(self.caller(), cursor=foreign)
        self.assertEqual(
            (refused.exception.status, refused.exception.code), (410, ErrorCode.CURSOR_EXPIRED)
        )

    def test_a_cursor_before_deleted_events_is_gone(self) -> None:
        """Whoever was away for longer than events are kept would not notice the gap."""
        self.env["ir.config_parameter"].set_param(DELETED_PARAMETER, str(self.xid - 1))
        made = self.make("Soups")
        self.assertEqual(self.ids(self.feed(self.caller())), [made])
        with self.assertRaises(Gone) as refused:
            self.feed(self.caller(), cursor=FeedCursor(self.epoch, self.xid - 1, 0).encode())
        self.assertEqual(refused.exception.code, ErrorCode.CURSOR_EXPIRED)

    def test_what_is_no_cursor_is_refused(self) -> None:
        for text in ("", "nonsense", "99.7", "é", "0" * 200):
            with self.subTest(text), self.assertRaises(MalformedRequest):
                self.feed(self.caller(), cursor=text)

    def test_channels_are_what_the_feed_gives(self) -> None:
        feed = self.service("fynlo.event.feed")
        full, short = (self.company, BUS_FULL), (self.company, BUS_TYPE)
        till = (self.till, BUS_FULL)
        for role in STAFF:
            reads = role in READERS
            self.assertEqual(
                feed._channels(self.user_caller(role)), {"company": full if reads else short}
            )
            here = {"company": full} if reads else {"company": short, "till": till}
            self.assertEqual(feed._channels(self.caller(role)), here)
        self.assertEqual(feed._channels(self.caller(None)), {"company": short})
