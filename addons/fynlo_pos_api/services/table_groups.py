from typing import Any

from odoo import models

from ..const import Scope
from ..domain.table_state import counts
from ..exceptions import Invalid
from ..schemas.table import Table, TableAction, TableMerge
from .definition import command


class FynloTableGroups(models.AbstractModel):
    """Tables that are put together: they are one, with the orders and the guests of all."""

    _name = "fynlo.table.groups"
    _inherit = ["fynlo.table.records"]
    _description = "Tables that stand together"

    @command("table.merge", Scope.TABLES_WRITE)
    def merge(self, data: TableMerge) -> Table:
        """Put tables to this one. Their guests, waiters and orders count for it from now on.

        :raises NotFound: the till has no such table
        :raises Conflict: table_not_free: one is blocked or stands with another; a newer version
        :raises Invalid: a table that the floor does not have, or the table itself
        """
        table = self._held(data.table_id, data.base_version)
        others = self._others(table, data.table_ids)
        group = table | others
        shown = self._all_shown(group)
        seated = self._seated(group)
        values: dict[str, Any] = {"fynlo_covers": sum(item.covers for item in shown)}
        waiter = next((item.waiter for item in shown if item.waiter), None)
        if seated or values["fynlo_covers"] or waiter:
            values |= {
                "fynlo_seated_at": min(seated, default=False),
                "fynlo_assigned_at": self.env.cr.now(),
                "fynlo_employee_id": waiter.id if waiter else False,
            }
        others._fynlo_end_marks()
        others.write({"parent_id": table.id})
        table.write(values)
        for other in others:
            self._emit("table.merged", other, {"id": other.id, "into": table.id})
        self._emit("table.merged", table, {"id": table.id, "table_ids": others.ids})
        return self._shown(table)

    @command("table.unmerge", Scope.TABLES_WRITE)
    def unmerge(self, data: TableAction) -> Table:
        """Take a table away from the one that it was put to, or all from a main table.

        :raises NotFound: the till has no such table
        :raises VersionConflict: it is newer than what the caller saw
        """
        table = self._find_table(data.table_id)
        self._hold(table, data.base_version, self._shown)
        main = table.parent_id
        if main:
            self._alone(table)
            self._emit("table.unmerged", main, {"id": main.id, "table_ids": table.ids})
        elif separated := self._separate(table):
            self._emit("table.unmerged", table, {"id": table.id, "table_ids": separated})
        return self._shown(table)

    def _separate(self, table: Any) -> list[int]:
        """Let every table that was put to this one stand alone; their ids."""
        others = self._tables().search([("parent_id", "=", table.id)])
        self._alone(others)
        ids: list[int] = others.ids
        return ids

    def _alone(self, tables: Any) -> None:
        tables.write({"parent_id": False})
        for table in tables:
            self._emit("table.unmerged", table, {"id": table.id})

    def _others(self, table: Any, ids: list[int]) -> Any:
        """The tables to put to this one, held.

        :raises Invalid: one that the floor does not have, or the table itself
        :raises Conflict: table_not_free
        """
        domain = [("id", "in", ids), ("floor_id", "=", table.floor_id.id)]
        others = self._tables().search(domain, order="id")
        for index, table_id in enumerate(ids):
            if table_id not in others._ids or table_id == table.id:
                raise Invalid(
                    f"{table.floor_id.name} has no other table {table_id}.",
                    field=f"table_ids.{index}",
                )
        for other in others:
            self._hold(other, None, self._shown)
            stands_with = other.parent_id or self._tables().search([("parent_id", "=", other.id)])
            if other.fynlo_blocked_at or stands_with - table:
                raise self._not_free(other, f"{other.display_name} is blocked or put to another.")
        return others

    def _seated(self, tables: Any) -> list[Any]:
        """When the guests sat down that are still there."""
        facts = tables._fynlo_facts()
        return [
            table.fynlo_seated_at
            for table in tables
            if counts(table.fynlo_seated_at or None, facts[table._fynlo_root()])
        ]
