from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.table_state import OCCUPIED, VACANT
from ..exceptions import Conflict
from ..schemas.table import Table, TableAction, TableSeat
from .definition import command


class FynloTables(models.AbstractModel):
    """What happens at a table; the rest of its state follows from its orders."""

    _name = "fynlo.tables"
    _inherit = ["fynlo.table.records"]
    _description = "Table commands"

    @command("table.seat", Scope.TABLES_WRITE)
    def seat(self, data: TableSeat) -> Table:
        """Guests sit down at a free table, or at the one that is reserved for them.

        :raises NotFound: the till has no such table
        :raises Conflict: table_not_free, or a newer version than `base_version`
        :raises Invalid: the waiter
        """
        table = self._held(data.table_id, data.base_version)
        waiter_id = self._caller.employee_id
        if data.waiter_id:
            waiter_id = self._waiter(data.waiter_id).id
        state = self._state(table)
        if state not in VACANT:
            advice = "Clean it first." if state == "dirty" else "Choose another one."
            raise self._not_free(table, f"{table.display_name} is {_words(state)}. {advice}")
        table._fynlo_end_marks()
        values = {"seated_at": self._now(), "assigned_at": self._now()}
        self._mark(table, **values, employee_id=waiter_id, covers=data.covers or 0)
        self._mark(table, reserved_at=False, reserved_for=False, reserved_name=False)
        payload = {"id": table.id, "covers": table.fynlo_covers, "waiter_id": waiter_id}
        self._emit("table.seated", table, payload)
        return self._shown(table)

    @command("table.serve", Scope.TABLES_WRITE)
    def serve(self, data: TableAction) -> Table:
        """All that was ordered is on the table; the next dish that is ordered ends it.

        :raises NotFound: the till has no such table
        :raises Conflict: order_not_open: nothing is ordered; or a newer version
        """
        return self._ordered(data, "served_at", "table.served")

    @command("table.bill", Scope.TABLES_WRITE)
    def ask_bill(self, data: TableAction) -> Table:
        """The guests ask for the bill; the next dish that is ordered ends it.

        :raises NotFound: the till has no such table
        :raises Conflict: order_not_open: nothing is ordered; or a newer version
        """
        return self._ordered(data, "bill_asked_at", "table.bill_asked")

    @command("table.clean", Scope.TABLES_WRITE)
    def clean(self, data: TableAction) -> Table:
        """Nobody sits there and it is clean; tables that were put to it stand alone again.

        :raises NotFound: the till has no such table
        :raises Conflict: table_not_free: an order is open; or a newer version
        """
        table = self._held(data.table_id, data.base_version)
        facts = table._fynlo_facts()[table]
        if facts.orders:
            raise self._not_free(
                table, f"{table.display_name} has an open order: take its payment."
            )
        table._fynlo_end_marks()
        self._mark(table, cleaned_at=self._now())
        payload = {"id": table.id, "table_ids": self.env["fynlo.table.groups"]._separate(table)}
        self._emit("table.cleaned", table, payload)
        return self._shown(table)

    def _ordered(self, data: TableAction, mark: str, event: str) -> Table:
        table = self._held(data.table_id, data.base_version)
        if self._state(table) not in OCCUPIED:
            raise Conflict(
                f"{table.display_name} has no open order with a dish on it.",
                ErrorCode.ORDER_NOT_OPEN,
            )
        self._mark(table, **{mark: self._now()})
        self._emit(event, table, {"id": table.id})
        return self._shown(table)

    def _mark(self, table: Any, **marks: Any) -> None:
        table.write({f"fynlo_{name}": value for name, value in marks.items()})

    def _now(self) -> Any:
        # As exact as the times of orders and lines, which it is compared with.
        return self.env.cr.now()


def _words(state: str) -> str:
    return state.replace("_", " ")
