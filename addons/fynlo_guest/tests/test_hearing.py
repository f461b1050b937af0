from typing import Any

from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import BUS_FULL
from odoo.addons.fynlo_pos_api.domain.caller import Caller

from .guest_case import GuestCase


class TestHearing(GuestCase):
    """Which events the guest of an order hears of."""

    def channels(self, name: str, record: Any, **payload: Any) -> list[tuple[Any, bool]]:
        """The orders whose guests are told of an event, and whether with what it holds."""
        event = {
            "name": name,
            "aggregate_model": record._name,
            "aggregate_id": record.id,
            "company_id": self.company.id,
            "config_id": self.till.id,
            "payload": payload,
        }
        found = self.env["fynlo.outbox"]._channels(event)
        return [
            (record.id, is_whole)
            for (record, kind), is_whole in found
            if record._name == "pos.order" and kind == BUS_FULL
        ]

    def test_the_channels_of_an_order(self) -> None:
        """Its own guests, and of all that happens only the status is told with its details."""
        order = self.record(self.ordered)
        self.assertEqual(self.channels("order.status_changed", order), [(order.id, True)])
        self.assertEqual(self.channels("order.discounted", order), [(order.id, False)])
        self.assertEqual(self.channels("order.created", self.record(self.order_at(self.one))), [])

    def test_the_channels_of_a_table(self) -> None:
        """All who follow an order there."""
        request = self.env["fynlo.service.request"].new({})
        here, other = self.order_at(self.one), self.order_at(self.two)
        self.order_at(self.one)
        self.link(here)
        self.link(other)
        found = self.channels("service_request.taken", request, table_id=self.one.id)
        wanted = [self.record(order).id for order in (here, self.ordered)]
        self.assertEqual(sorted(found), sorted((order_id, False) for order_id in wanted))

    def heard(self, caller: Caller) -> list[tuple[str, bool]]:
        """What the feed's conditions let through: names, and whether with what they hold."""
        feed = self.env["fynlo.event.feed"]
        conditions = feed._payload_sql(caller), feed._domain_sql(caller)
        self.env.flush_all()
        statement = SQL("SELECT name, %s FROM fynlo_event WHERE %s ORDER BY id", *conditions)
        rows: list[tuple[str, bool]] = self.env.execute_query(statement)
        return rows

    def test_the_feed(self) -> None:
        """The same events, and nothing of another order, table, or earlier party."""
        self.ask("waiter")
        self.set_status(self.ordered, "confirmed")
        self.order_at(self.two)
        self.later()
        other = self.guest_of(self.order_at(self.two))
        self.ask("water", other)
        self.assertEqual(
            self.heard(self.guest),
            [
                ("order.created", False),
                ("service_request.created", False),
                ("order.status_changed", True),
            ],
        )
        told = [("order.created", False), ("service_request.created", False)]
        self.assertEqual(self.heard(other), told)
        # Who has paid hears nothing of the next party.
        before = self.heard(self.guest)
        self.pay(self.ordered, self.cash, 620)
        paid = [item for item in self.heard(self.guest) if item not in before]
        self.later()
        self.ask("help", self.guest_of(self.order_at(self.one)))
        self.assertEqual(self.heard(self.guest), before + paid)
        channels = self.env["fynlo.event.feed"]._channels(self.guest)
        self.assertEqual(channels, {"order": (self.record(self.ordered), BUS_FULL)})
