"""What the tests of tables share: a floor with tables on the till of SessionCase."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tools import SQL

from ..models.restaurant_table import PARTY
from .session_case import SessionCase

_MARKS = tuple(name for name in PARTY if name.endswith("_at"))
STAMPS = {
    "restaurant_table": (*_MARKS, "fynlo_cleaned_at", "fynlo_blocked_at"),
    "pos_order": ("create_date",),
    "pos_order_line": ("create_date",),
    "pos_payment": ("create_date",),
}


class TableCase(SessionCase):
    """A till with a floor of three tables, open."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make the floor."""
        super().setUpClass()
        cls.floor = cls.env["restaurant.floor"].create(
            {"name": "Hall", "pos_config_ids": [Command.set(cls.till.ids)]}
        )
        cls.one, cls.two, cls.three = cls.env["restaurant.table"].create(
            [{"floor_id": cls.floor.id, "table_number": number, "seats": 4} for number in (1, 2, 3)]
        )

    def setUp(self) -> None:
        """Open the till."""
        super().setUp()
        self.session = self.open()

    def later(self, minutes: int = 1) -> None:
        """Let time pass: a test is one transaction, in which every time is the same."""
        self.env.flush_all()
        for table, columns in STAMPS.items():
            moved = SQL(", ").join(
                SQL("%s = %s - %s", SQL.identifier(name), SQL.identifier(name), _span(minutes))
                for name in columns
            )
            self.env.cr.execute(SQL("UPDATE %s SET %s", SQL.identifier(table), moved))
        self.env.invalidate_all()

    def run_command(self, command: str, caller: Any = None, /, **values: Any) -> Any:
        """Run a command under a new key and give back its reply, or None."""
        reply = self.runner(caller)._command(command, values, str(uuid4()))
        return json.loads(reply.body) if reply.body else None

    def do(self, what: str, table: BaseModel, caller: Any = None, **values: Any) -> dict[str, Any]:
        """A command about a table, a minute after the last one."""
        self.later()
        done: dict[str, Any] = self.run_command(
            f"table.{what}", caller, table_id=table.id, **values
        )
        return done

    def shown(self, table: BaseModel) -> dict[str, Any]:
        """The table as the floor plan shows it."""
        floors = self.query("floor.list")["items"]
        [found] = [item for floor in floors for item in floor["tables"] if item["id"] == table.id]
        return found

    def state(self, table: BaseModel) -> str:
        """The state of the table on the floor plan."""
        return self.shown(table)["state"]

    def order_at(self, table: BaseModel, count: int = 1, **values: Any) -> dict[str, Any]:
        """An order of bread at a table, a minute after the last one."""
        self.later()
        return self.order((self.bread, count), table_id=table.id, **values)

    def record(self, order: dict[str, Any]) -> BaseModel:
        """The pos.order."""
        return self.env["pos.order"].search([("uuid", "=", order["id"])])


def _span(minutes: int) -> timedelta:
    return timedelta(minutes=minutes)
