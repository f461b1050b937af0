import json
from typing import Any

from odoo.addons.http_routing.tests.common import MockRequest

from ..const import BUS_FULL, BUS_TYPE, Role
from ..domain.feed_cursor import FeedCursor
from ..domain.roles import STAFF
from .common import RestaurantCase


class TestBus(RestaurantCase):
    """Who hears what of an event on Odoo's bus."""

    def channels(self, user: Any) -> set[tuple[int, str]]:
        """The company channels that the user's websocket listens on."""
        env = self.env(user=user)
        with MockRequest(env) as request:
            request.session.uid = user.id
            listed = env["ir.websocket"]._build_bus_channel_list([])
        pairs = {item for item in listed if isinstance(item, tuple)}
        return {(item.id, kind) for item, kind in pairs if kind in {BUS_TYPE, BUS_FULL}}

    def sent(self, name: str) -> dict[tuple[str, int, str], Any]:
        """The messages of the only event with that name, by channel."""
        self.env.cr.flush()
        found = {}
        for item in self.env["bus.bus"].search([("id", ">", self.last_message.id)]):
            message = json.loads(item.message)
            if message["type"] == BUS_TYPE and message["payload"]["name"] == name:
                _database, *channel = json.loads(item.channel)
                self.assertNotIn(tuple(channel), found)
                found[tuple(channel)] = message["payload"]
        return found

    def test_payloads_are_for_those_who_read_reports(self) -> None:
        for role in STAFF:
            reads = role in {Role.OWNER, Role.MANAGER, Role.ACCOUNTANT}
            kind = BUS_FULL if reads else BUS_TYPE
            self.assertEqual(self.channels(self.users[role]), {(self.company.id, kind)}, role)

    def test_nobody_else_hears_anything(self) -> None:
        for user in (
            self.device.user_id,
            self.users[Role.CUSTOMER],
            self.make_user(None, self.company),
        ):
            self.assertEqual(self.channels(user), set())

    def test_the_others_hear_what_happened_to_what(self) -> None:
        self.last_message = self.env["bus.bus"].search([], order="id desc", limit=1)
        category = self.run_command("menu.create_category", {"name": "Soups"})
        [event] = self.events("menu.category_created")
        sent = self.sent("menu.category_created")
        self.env.cr.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        [seen_below] = self.env.cr.fetchone()
        short = {
            "id": event.id,
            "name": "menu.category_created",
            "aggregate": "pos.category",
            "aggregate_id": category["id"],
            "aggregate_uuid": None,
            "version": 1,
            "till_id": self.till.id,
            "occurred_at": event.occurred_at.isoformat(timespec="seconds") + "Z",
            "cursor": FeedCursor(self.env["fynlo.event"]._epoch(), seen_below, 0).encode(),
        }
        full = {**short, "payload": event.payload}
        company, till = ("res.company", self.company.id), ("pos.config", self.till.id)
        expected = {
            (*company, BUS_TYPE): short,
            (*company, BUS_FULL): full,
            (*till, BUS_FULL): full,
        }
        self.assertEqual(sent, expected)
        self.assertTrue(event.payload)

    def test_what_the_back_office_does_is_told_to_no_till(self) -> None:
        self.last_message = self.env["bus.bus"].search([], order="id desc", limit=1)
        owner = self.user_caller(Role.OWNER)
        self.run_command("menu.create_category", {"name": "Soups"}, caller=owner)
        sent = self.sent("menu.category_created")
        company = ("res.company", self.company.id)
        self.assertEqual(set(sent), {(*company, BUS_TYPE), (*company, BUS_FULL)})
