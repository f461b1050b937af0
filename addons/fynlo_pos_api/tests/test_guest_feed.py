import json
from datetime import UTC
from typing import Any
from unittest.mock import patch

from odoo.tests import tagged

from ..const import BUS_FULL, STATUS_CHANGED
from ..domain.caller import Caller
from ..domain.feed_cursor import FeedCursor
from ..models.fynlo_event import FynloEvent, Horizon
from .online_case import OnlineCase


@tagged("post_install", "-at_install")
class TestGuestFeed(OnlineCase):
    """What guests and customers hear: their own orders, and what they hold of their status only."""

    def setUp(self) -> None:
        super().setUp()
        self.token = self.link(self.own)["token"]
        self.env.cr.execute("SELECT pg_current_xact_id()::text::bigint")
        [xid] = self.env.cr.fetchone()
        epoch = self.env["fynlo.event"]._present_epoch()
        horizon = Horizon(epoch, xid + 1, 0.0)
        self.startPatcher(patch.object(FynloEvent, "_horizon", lambda _self: horizon))
        last = self.env["fynlo.event"].search([], order="id desc", limit=1)
        self.before = FeedCursor(epoch, xid, last.id).encode()
        self.other = self.order()
        for order in (self.own, self.other):
            self.update(order, self.staff, status="confirmed", note="Soon")

    def heard(self, caller: Caller) -> list[tuple[str, str, Any]]:
        """The order, name and payload of the events that a caller reads."""
        reply = self.run_query("event.feed", {"cursor": self.before}, caller=caller)
        return [
            (item["aggregate_uuid"], item["name"], item.get("payload")) for item in reply["items"]
        ]

    def caller_of(self, token: str) -> Caller:
        caller: Caller = self.env["fynlo.authentication"].caller_of(token, "test")
        return caller

    def test_a_guest_hears_of_his_order_alone(self) -> None:
        guest = self.caller_of(self.token)
        payload = self.events(STATUS_CHANGED)[0].payload
        self.assertEqual(self.heard(guest), [(self.own, STATUS_CHANGED, payload)])
        channels = self.service("fynlo.event.feed")._channels(guest)
        self.assertEqual(channels, {"order": (self.record(self.own), BUS_FULL)})

    def test_a_customer_hears_of_his_own_orders(self) -> None:
        """In the feed: he has no channel."""
        customer = self.caller_of(self.customer_token)
        payload = self.events(STATUS_CHANGED)[0].payload
        self.assertEqual(self.heard(customer), [(self.own, STATUS_CHANGED, payload)])
        self.assertEqual(self.service("fynlo.event.feed")._channels(customer), {})

    def test_a_guest_is_told_when_his_token_ends(self) -> None:
        identity = self.env["fynlo.listening"]._identity(self.token, "test")
        record = self.env["fynlo.order.token"].search([], order="id desc", limit=1)
        self.assertEqual(identity.caller.order_id, record.order_id.id)
        ends_at = record.expires_at.replace(tzinfo=UTC).timestamp()
        self.assertAlmostEqual(identity.ends_at, ends_at)
        self.assertEqual(self.env["fynlo.listening"]._refusals([identity]), {})

    def test_only_an_order_that_is_followed_has_a_channel(self) -> None:
        self.env.cr.flush()
        found: dict[int, set[tuple[str, bool]]] = {}
        for row in self.env["bus.bus"].search([("channel", "like", "pos.order")]):
            _database, model, order_id, kind = json.loads(row.channel)
            self.assertEqual((model, kind), ("pos.order", BUS_FULL))
            event = json.loads(row.message)["payload"]
            found.setdefault(order_id, set()).add((event["name"], "payload" in event))
        self.assertEqual(found, {self.record(self.own).id: {(STATUS_CHANGED, True)}})
