import json
from typing import Any

from odoo.addons.http_routing.tests.common import MockRequest

from ..const import BUS_FULL, BUS_TYPE, Role
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

    def sent(self, name: str) -> dict[str, Any]:
        """The messages of the only event with that name, by channel."""
        self.env.cr.flush()
        found = {}
        for item in self.env["bus.bus"].search([("id", ">", self.last_message.id)]):
            message = json.loads(item.message)
            if message["type"] == BUS_TYPE and message["payload"]["name"] == name:
                *_database, model, company_id, kind = json.loads(item.channel)
                self.assertEqual((model, company_id), ("res.company", self.company.id))
                self.assertNotIn(kind, found)
                found[kind] = message["payload"]
        return found

    def test_payloads_are_for_those_who_read_reports(self) -> None:
        for role in Role:
            reads = role in {Role.OWNER, Role.MANAGER, Role.ACCOUNTANT}
            kind = BUS_FULL if reads else BUS_TYPE
            self.assertEqual(self.channels(self.users[role]), {(self.company.id, kind)}, role)

    def test_nobody_else_hears_anything(self) -> None:
        for user in (self.device.user_id, self.make_user(None, self.company)):
            self.assertEqual(self.channels(user), set())

    def test_the_others_hear_what_happened_to_what(self) -> None:
        self.last_message = self.env["bus.bus"].search([], order="id desc", limit=1)
        category = self.run_command("menu.create_category", {"name": "Soups"})
        [event] = self.events("menu.category_created")
        sent = self.sent("menu.category_created")
        short = {
            "id": event.id,
            "name": "menu.category_created",
            "aggregate": "pos.category",
            "aggregate_id": category["id"],
            "aggregate_uuid": None,
            "version": 1,
            "cursor": f"{event.xid}.{event.id}",
        }
        full = {**short, "payload": event.payload}
        self.assertEqual(sent, {BUS_TYPE: short, BUS_FULL: full})
        self.assertTrue(event.payload)
