from typing import Any

from odoo.models import BaseModel
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import BUS_FULL

from .kitchen_case import KitchenCase

Heard = list[tuple[str, int, bool]]


@tagged("post_install", "-at_install")
class TestKitchenHearing(KitchenCase):
    """Which events of tickets a station's screen hears of. The expo shows burgers and bread."""

    def feed(self, station: BaseModel) -> Heard:
        """What the feed tells a station of tickets: (event, whose ticket, with its payload)."""
        caller, feed = self.screen(station), self.env["fynlo.event.feed"]
        conditions = feed._payload_sql(caller), feed._domain_sql(caller)
        self.env.flush_all()
        statement = SQL(
            "SELECT name, payload->>'station_id', %s FROM fynlo_event"
            " WHERE %s AND aggregate_model = 'fynlo.kitchen.ticket' AND config_id = %s ORDER BY id",
            *conditions,
            self.till.id,
        )
        return [
            (name.removeprefix("kitchen."), int(station_id), is_whole)
            for name, station_id, is_whole in self.env.execute_query(statement)
        ]

    def bus(self, station: BaseModel) -> Heard:
        """The same of what went to the station's channel of the bus."""
        found = self.env["fynlo.event"].search(
            [("aggregate_model", "=", "fynlo.kitchen.ticket"), ("config_id", "=", self.till.id)],
            order="id",
        )
        heard = []
        for event in found:
            for channel, is_whole in self.env["fynlo.outbox"]._channels(_row(event)):
                if channel == (station, BUS_FULL):
                    name = event.name.removeprefix("kitchen.")
                    heard.append((name, event.payload["station_id"], is_whole))
        return heard

    def heard(self, station: BaseModel) -> Heard:
        """What a station hears of, on the bus and in the feed alike."""
        told = self.bus(station)
        self.assertEqual(self.feed(station), told)
        return told

    def test_the_expo_hears_how_far_its_dishes_are(self) -> None:
        """Of the grill's tickets without payload, of the bar's, which it does not show, nothing."""
        order = self.sent((self.burger, 2), (self.beer, 1), (self.bread, 1))
        grill, bar, expo = self.grill.id, self.bar.id, self.expo.id
        at_grill, at_bar = self.tickets(order, self.grill), self.tickets(order, self.bar)
        self.work("start", at_grill)
        self.work("undo", at_grill)
        self.bump(at_grill.line_ids)
        self.work("recall", at_grill)
        self.void(order, 0, 1)
        self.work("rush", at_grill)
        self.work("start", at_bar)
        self.work("complete", at_bar)
        self.assertEqual(
            self.heard(self.expo),
            [
                ("ticket_created", expo, True),
                ("ticket_started", grill, False),
                ("ticket_changed", grill, False),
                ("line_bumped", grill, False),
                ("ticket_completed", grill, False),
                ("ticket_recalled", grill, False),
                ("ticket_changed", grill, False),
                ("ticket_changed", expo, True),
                ("ticket_rushed", grill, False),
            ],
        )
        names = ["created", "started", "changed", "completed", "recalled", "changed", "rushed"]
        own = [(f"ticket_{name}", grill, True) for name in names]
        self.assertEqual(self.heard(self.grill), [*own[:3], ("line_bumped", grill, True), *own[3:]])
        names = ["created", "started", "completed"]
        self.assertEqual(self.heard(self.bar), [(f"ticket_{name}", bar, True) for name in names])

    def test_an_expo_of_other_tills_hears_nothing(self) -> None:
        """What is shown counts, not the kind: it has no ticket of this order."""
        other = self.env["fynlo.kitchen.station"].create(
            {"name": "Upstairs", "kind": "expo", "till_ids": self._till("Upstairs").ids}
        )
        order = self.sent((self.burger, 1))
        self.work("complete", self.tickets(order, self.grill))
        self.work("complete", self.tickets(order, self.expo))
        self.assertEqual(self.heard(other), [])
        # An expo's own work is nothing that another station shows.
        names = [name for name, *_ in self.heard(self.grill)]
        self.assertEqual(names, ["ticket_created", "ticket_completed"])

    def test_one_query_tells_the_expo(self) -> None:
        """And none where an order is sent, and none for the expo's own tickets."""
        order = self.sent((self.burger, 1), (self.burger, 2))
        records = self.runner(self.cook()).env["fynlo.kitchen.records"]
        tickets = records._tickets().browse(self.tickets(order).ids)
        tickets.line_ids.mapped("order_line_id")
        tickets.mapped("station_id.kind")
        at_grill = tickets.filtered(lambda item: item.station_id == self.grill)
        with self.assertQueryCount(1):
            self.assertEqual(records._shown_at(at_grill), self.expo.ids)
        with self.assertQueryCount(0):
            self.assertEqual(records._shown_at(tickets - at_grill), [])
        told = self.events("kitchen.ticket_created")
        self.assertEqual([event for event in told if "expo_station_ids" in event], [])


def _row(event: Any) -> dict[str, Any]:
    """An event as the outbox has it."""
    names = ("name", "aggregate_model", "aggregate_id", "payload")
    return {
        **{name: event[name] for name in names},
        "company_id": event.company_id.id,
        "config_id": event.config_id.id,
    }
