from datetime import UTC
from typing import Any

from odoo import models

from ..const import Scope
from ..domain.table_state import TableState
from ..exceptions import Invalid
from ..schemas.table import Table, TablePatch
from .definition import command

# The API's names of Odoo's fields of the floor plan; null leaves what is there, but the colour.
LAYOUT = {
    "number": "table_number",
    "seats": "seats",
    "x": "position_h",
    "y": "position_v",
    "width": "width",
    "height": "height",
    "shape": "shape",
    "color": "color",
}
_MAY_BE_BLOCKED = frozenset(
    {TableState.FREE, TableState.RESERVED, TableState.DIRTY, TableState.BLOCKED}
)


class FynloTableChanges(models.AbstractModel):
    """Changes of a table that are no step of a meal."""

    _name = "fynlo.table.changes"
    _inherit = ["fynlo.table.records"]
    _description = "Changes of tables"

    @command("table.change", Scope.TABLES_WRITE)
    def change(self, data: TablePatch) -> Table:
        """Change who looks after a table, its covers, its signs, or its place on the floor plan.

        Of tables that were put together, the main one has the waiter, the covers and the signs.

        :raises NotFound: the till has no such table
        :raises Conflict: table_not_free: it cannot be blocked now; or a newer version
        :raises Invalid: the waiter, or a number that another table of the floor has
        :raises Forbidden: role_forbidden: the floor plan is a manager's
        """
        table = self._find_table(data.table_id)
        self._hold(table, data.base_version, self._shown)
        root = table._fynlo_root()
        marks, layout = self._marks(data, root), self._layout(data, table)
        if marks:
            root.write(marks)
        table.write(layout)
        fields = sorted(data.model_fields_set - {"table_id", "base_version"})
        if fields:
            for changed in table | root if marks else table:
                self._emit("table.changed", changed, {"id": changed.id, "fields": fields})
        return self._shown(table)

    def _marks(self, data: TablePatch, table: Any) -> dict[str, Any]:
        sent, now = data.model_fields_set, self.env.cr.now()
        values: dict[str, Any] = {}
        if sent & {"waiter_id", "covers"}:
            values |= self._assigned(data, table) | {"fynlo_assigned_at": now}
        if "reservation" in sent:
            taken = data.reservation
            values |= {
                "fynlo_reserved_at": taken and now,
                "fynlo_reserved_for": taken and taken.at.astimezone(UTC).replace(tzinfo=None),
                "fynlo_reserved_name": taken and taken.name,
            }
        if data.blocked:
            state = self._state(table)
            if state not in _MAY_BE_BLOCKED:
                raise self._not_free(table, f"Guests are at {table.display_name}.")
            values["fynlo_blocked_at"] = table.fynlo_blocked_at or now
        elif data.blocked is not None:
            values["fynlo_blocked_at"] = False
        return values

    def _assigned(self, data: TablePatch, table: Any) -> dict[str, Any]:
        """The waiter and the covers; what was not sent stays as it is shown, not an old party's."""
        shown = self._shown(table)
        waiter_id = shown.waiter.id if shown.waiter else None
        if "waiter_id" in data.model_fields_set:
            waiter_id = data.waiter_id and self._waiter(data.waiter_id).id
        covers = data.covers if "covers" in data.model_fields_set else shown.covers
        return {"fynlo_employee_id": waiter_id, "fynlo_covers": covers or 0}

    def _layout(self, data: TablePatch, table: Any) -> dict[str, Any]:
        sent = {name: getattr(data, name) for name in LAYOUT if name in data.model_fields_set}
        if sent:
            self._require_manager()
        if data.number is not None:
            self._check_number(table.floor_id, data.number, table)
        return {
            LAYOUT[name]: value
            for name, value in sent.items()
            if value is not None or name == "color"
        }

    def _check_number(self, floor: Any, number: int, but: Any) -> None:
        """Refuse a number that another table of the floor has.

        :raises Invalid: naming `number`
        """
        if (floor.table_ids - but).filtered(lambda table: table.table_number == number):
            raise Invalid(f"{floor.name} has a table {number} already.", field="number")
