from typing import Any

from odoo import models
from odoo.fields import Command, Domain

from ..const import Scope
from ..exceptions import Invalid, NotFound
from ..schemas.common import Empty
from ..schemas.table import (
    Floor,
    FloorCreate,
    FloorPatch,
    FloorRemove,
    Floors,
    Table,
    TableAction,
    TableCreate,
)
from .definition import command, query
from .table_changes import LAYOUT


class FynloFloors(models.AbstractModel):
    """The floor plan: floors and tables as the owner or a manager sets them up."""

    _name = "fynlo.floors"
    _inherit = ["fynlo.table.changes"]
    _description = "Floors"

    @query("floor.list", Scope.TABLES_READ)
    def list_floors(self, data: Empty) -> Floors:
        """The floors of the caller's till, or of its company, with what goes on at each table."""
        floors = self._floors().search(self._on_tills("pos_config_ids"))
        return Floors(items=self._floors_shown(floors))

    @command("floor.create", Scope.TABLES_WRITE)
    def create_floor(self, data: FloorCreate) -> Floor:
        """Add a floor without tables.

        :raises Invalid: a till that is not the caller's
        :raises Forbidden: role_forbidden
        """
        tills = self._tills(data.till_ids)
        self._require_manager()
        floor = self._floors().create(
            {
                "name": data.name,
                "sequence": data.sequence,
                "background_color": data.color,
                "pos_config_ids": [Command.set(tills.ids)],
            }
        )
        self._emit("floor.created", floor, {"id": floor.id, "name": floor.name})
        return self._floor_shown(floor)

    @command("floor.change", Scope.TABLES_WRITE)
    def change_floor(self, data: FloorPatch) -> Floor:
        """Rename a floor, or change its place in the list or its colour.

        :raises NotFound: the till has no such floor
        :raises VersionConflict: it is newer than what the caller saw
        :raises Forbidden: role_forbidden
        """
        floor = self._held_floor(data.floor_id, data.base_version)
        values = {name: getattr(data, name) for name in ("name", "sequence")}
        values = {name: value for name, value in values.items() if value is not None}
        if "color" in data.model_fields_set:
            values["background_color"] = data.color
        floor.write(values)
        self._emit("floor.changed", floor, {"id": floor.id, "fields": sorted(values)})
        return self._floor_shown(floor)

    @command("floor.archive", Scope.TABLES_WRITE)
    def archive_floor(self, data: FloorRemove) -> None:
        """Take a floor and its tables away; their orders keep them.

        :raises NotFound: the till has no such floor
        :raises Conflict: table_not_free: a table has an open order; or a newer version
        :raises Forbidden: role_forbidden
        """
        floor = self._held_floor(data.floor_id, data.base_version)
        for table in floor.table_ids:
            self._refuse_occupied(table)
        floor.table_ids.write({"active": False, "parent_id": False})
        floor.active = False
        self._emit("floor.archived", floor, {"id": floor.id})

    @command("table.create", Scope.TABLES_WRITE)
    def create_table(self, data: TableCreate) -> Table:
        """Add a table to a floor.

        :raises Invalid: a floor that the till does not have, or a number that is taken
        :raises Forbidden: role_forbidden
        """
        floor = self._find_floor(data.floor_id)
        if not floor:
            raise Invalid(f"There is no floor {data.floor_id}.", field="floor_id")
        self._require_manager()
        self._check_number(floor, data.number, self._tables())
        values = {name: getattr(data, key) for key, name in LAYOUT.items()}
        table = self._tables().create({**values, "floor_id": floor.id})
        self._emit("table.created", table, {"id": table.id, "floor_id": floor.id})
        return self._shown(table)

    @command("table.archive", Scope.TABLES_WRITE)
    def archive_table(self, data: TableAction) -> None:
        """Take a table away; its orders keep it.

        :raises NotFound: the till has no such table
        :raises Conflict: table_not_free: it has an open order; or a newer version
        :raises Forbidden: role_forbidden
        """
        table = self._find_table(data.table_id, archived=True)
        self._hold(table, data.base_version, self._shown)
        self._require_manager()
        self._refuse_occupied(table)
        self.env["fynlo.table.groups"]._separate(table)
        table.write({"active": False, "parent_id": False})
        self._emit("table.archived", table, {"id": table.id})

    def _floors(self) -> Any:
        # sudo: as in _tables
        return self.env["restaurant.floor"].sudo()

    def _find_floor(self, floor_id: int) -> Any:
        return self._floors().search(Domain("id", "=", floor_id) & self._on_tills("pos_config_ids"))

    def _held_floor(self, floor_id: int, base_version: int | None) -> Any:
        floor = self._find_floor(floor_id)
        if not floor:
            raise NotFound(f"There is no floor {floor_id}.")
        self._hold(floor, base_version, self._floor_shown)
        self._require_manager()
        return floor

    def _refuse_occupied(self, table: Any) -> None:
        facts = table._fynlo_facts()[table._fynlo_root()]
        if facts.orders:
            raise self._not_free(table, f"{table.display_name} has an open order.")

    def _tills(self, ids: list[int] | None) -> Any:
        """The tills of a new floor.

        :raises Invalid: one is not the caller's, or the company has no restaurant till
        """
        domain = self._on_tills("id") if self._caller.till_id else Domain.TRUE
        domain &= Domain("company_id", "=", self._caller.company_id)
        # sudo: as in _tables
        tills = self.env["pos.config"].sudo().search(domain)
        for index, till_id in enumerate(ids or ()):
            if till_id not in tills._ids:
                raise Invalid(f"There is no till {till_id}.", field=f"till_ids.{index}")
        return tills.browse(ids) if ids else tills

    def _floor_shown(self, floor: Any) -> Floor:
        return self._floors_shown(floor)[0]

    def _floors_shown(self, floors: Any) -> list[Floor]:
        tables = self._all_shown(floors.table_ids.sorted(lambda table: (table.table_number, table)))
        tills = floors.pos_config_ids.filtered_domain(
            [("company_id", "=", self._caller.company_id)]
        )
        return [
            Floor(
                id=floor.id,
                version=floor.fynlo_version,
                name=floor.name,
                sequence=floor.sequence,
                color=floor.background_color or None,
                till_ids=(floor.pos_config_ids & tills).ids,
                tables=[table for table in tables if table.floor_id == floor.id],
            )
            for floor in floors
        ]
