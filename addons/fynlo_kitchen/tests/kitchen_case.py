"""What the tests of the kitchen share: a grill, a bar and an expo, and dishes that go there."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.tests.table_case import TableCase

from ..const import STATION_SCOPES

_TIMES = {
    "fynlo_kitchen_ticket": (
        "sent_at",
        "late_at",
        "started_at",
        "completed_at",
        "changed_at",
    ),
    "fynlo_kitchen_ticket_line": ("sent_at", "started_at", "done_at"),
}


class KitchenCase(TableCase):
    """The burger goes to the grill and the expo, beer to the bar alone, bread to the expo alone."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make the stations, the routes and the dishes."""
        super().setUpClass()
        stations = cls.env["fynlo.kitchen.station"]
        # Those of the demo restaurant, which is the same company, take no part.
        stations.search([("company_id", "=", cls.company.id)]).active = False
        cls.grill, cls.bar, cls.expo = stations.create(
            [
                {"name": "Grill", "warn_seconds": 300, "late_seconds": 600, "places": 2},
                {"name": "Bar"},
                {"name": "Expo", "kind": "expo"},
            ]
        )
        cls.food, cls.drinks, cls.bakery = cls.env["pos.category"].create(
            [{"name": "Food"}, {"name": "Drinks"}, {"name": "Bakery"}]
        )
        cls.mains = cls.env["pos.category"].create({"name": "Mains", "parent_id": cls.food.id})
        cls.env["fynlo.kitchen.route"].create(
            [
                {"station_id": cls.grill.id, "category_id": cls.food.id},
                {"station_id": cls.bar.id, "category_id": cls.drinks.id, "expo_mode": "skip"},
                {"category_id": cls.bakery.id, "expo_mode": "only"},
            ]
        )
        cls.beer = cls._dish("Beer", 5.00, cls.standard)
        cls.water = cls._dish("Water", 2.00, cls.standard)
        for dish, category in (
            (cls.burger, cls.mains),
            (cls.beer, cls.drinks),
            (cls.bread, cls.bakery),
        ):
            dish.pos_categ_ids = [Command.set(category.ids)]

    def setUp(self) -> None:
        """Stop the clock: what a test takes is no part of what the kitchen takes."""
        super().setUp()
        now = fields.Datetime.now()
        self.startPatcher(patch.object(fields.Datetime, "now", lambda *_: now))

    # === ORDERS === #

    def send(self, order: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Send an order to the kitchen, as a server."""
        sent: dict[str, Any] = self.run_command(
            "kitchen.send", self.caller(Role.SERVER), order_id=order["id"], **values
        )
        return sent

    def sent(self, *dishes: tuple[BaseModel, int], **values: Any) -> dict[str, Any]:
        """An order that is sent."""
        order = self.order(*dishes, **values)
        self.send(order)
        return order

    def void(self, order: dict[str, Any], index: int = 0, quantity: int | None = None) -> None:
        """Void a line of an order."""
        self.run_command(
            "order.void_line",
            order_id=order["id"],
            line_id=order["lines"][index]["id"],
            quantity=quantity,
            reason_id=self.reason("void"),
        )

    def status(self, order: dict[str, Any]) -> str:
        """The order's status."""
        status: str = self.record(order).fynlo_status
        return status

    # === THE KITCHEN === #

    def cook(self, **changes: Any) -> Caller:
        """Somebody of the kitchen, at no till."""
        return self.caller(Role.KITCHEN, till_id=None, **changes)

    def screen(self, station: BaseModel, **changes: Any) -> Caller:
        """The device of a station, nobody on it."""
        caller = self.cook(station_id=station.id, scopes=STATION_SCOPES, **changes)
        return replace(caller, role=None, employee_id=None)

    def work(self, command: str, ticket: BaseModel, **values: Any) -> dict[str, Any]:
        """A cook's command about a ticket; the ticket as it is then."""
        done: dict[str, Any] = self.run_command(
            f"kitchen.{command}", self.cook(), ticket_id=ticket.uuid, **values
        )
        return done

    def bump(self, line: BaseModel, **values: Any) -> dict[str, Any]:
        """Bump a line of a ticket."""
        done: dict[str, Any] = self.run_command(
            "kitchen.bump_line", self.cook(), ticket_line_id=line.uuid, **values
        )
        return done

    def tickets(self, order: dict[str, Any], station: BaseModel | None = None) -> BaseModel:
        """The tickets of an order, at a station, the first at first."""
        self.env.invalidate_all()
        domain = [("order_id", "=", self.record(order).id)]
        if station:
            domain.append(("station_id", "=", station.id))
        return self.env["fynlo.kitchen.ticket"].search(domain, order="id")

    def rows(self, order: dict[str, Any]) -> list[tuple[str, str, str, str, float, int]]:
        """(station, dish, kind, state, quantity left, send) of each line of the order's tickets."""
        lines = self.tickets(order).line_ids.sorted(lambda line: (line.send_number, line.id))
        return [
            (
                line.station_id.name,
                line.name,
                line.kind,
                line.state,
                round(line.quantity - line.voided_quantity, 3),
                line.send_number,
            )
            for line in lines
        ]

    def ticket_events(self) -> list[tuple[str, int]]:
        """(event, station) of each event of tickets since the test began, the first at first."""
        found = self.env["fynlo.event"].search(
            [("name", "like", "kitchen.%"), ("config_id", "=", self.till.id)], order="id"
        )
        return [
            (event.name.removeprefix("kitchen."), event.payload["station_id"]) for event in found
        ]

    def wait(self, seconds: int) -> None:
        """Let time pass in the kitchen: what happened is so much longer ago."""
        self.env.flush_all()
        for table, columns in _TIMES.items():
            moved = SQL(", ").join(
                SQL("%s = %s - %s", SQL.identifier(name), SQL.identifier(name), _span(seconds))
                for name in columns
            )
            self.env.cr.execute(SQL("UPDATE %s SET %s", SQL.identifier(table), moved))
        self.env.invalidate_all()


def _span(seconds: int) -> timedelta:
    return timedelta(seconds=seconds)
