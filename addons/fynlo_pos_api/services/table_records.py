from typing import Any

from odoo import models
from odoo.fields import Domain

from ..const import ErrorCode, Role
from ..domain.table_state import Facts, TableState, counts, is_reserved
from ..exceptions import Conflict, Forbidden, Invalid, NotFound
from ..schemas.session import Named
from ..schemas.table import ReservationShown, Shape, Table, TableOrder


class FynloTableRecords(models.AbstractModel):
    """Finds, holds and shows the tables that a caller may see."""

    _name = "fynlo.table.records"
    _inherit = ["fynlo.order.records"]
    _description = "Tables of the caller"

    def _tables(self, archived: bool = False) -> Any:
        # sudo: a server changes no floor plan in Odoo; the scope is checked by the runner, the
        # till in each search
        return self.env["restaurant.table"].sudo().with_context(active_test=not archived)

    def _on_tills(self, path: str) -> Domain:
        """That which stands on a floor of the caller's till, or of one of its company's.

        :param path: from the record to the tills
        """
        if self._caller.till_id:
            return Domain(path, "=", self._caller.till_id)
        return Domain(f"{path}.company_id", "=", self._caller.company_id)

    def _find_table(self, table_id: int, archived: bool = False) -> Any:
        """The table.

        :raises NotFound: no floor of the caller's till has it
        """
        domain = Domain("id", "=", table_id) & self._on_tills("floor_id.pos_config_ids")
        table = self._tables(archived).search(domain)
        if not table:
            raise NotFound(f"There is no table {table_id}.")
        return table

    def _held(self, table_id: int, base_version: int | None) -> Any:
        """The table, or the main one of those that it was put to, until the transaction ends.

        :raises NotFound: no floor of the caller's till has it
        :raises VersionConflict: the table is newer than what the caller saw
        """
        table = self._find_table(table_id)
        self._hold(table, base_version, self._shown)
        root = table._fynlo_root()
        if root != table:
            self._hold(root, None, self._shown)
        return root

    def _waiter(self, employee_id: int) -> Any:
        """The employee (hr.employee) who looks after a table.

        :raises Invalid: nobody with this id works at this till
        """
        employees = self.env["fynlo.employees"]
        domain = employees._domain() & Domain("id", "=", employee_id)
        employee = employees._allowed().search(domain)
        if not employee:
            raise Invalid(f"No employee {employee_id} works at this till.", field="waiter_id")
        return employee

    def _require_manager(self) -> None:
        """Go on only for an owner or manager: the floor plan is theirs.

        :raises Forbidden: role_forbidden
        """
        if self._caller.role not in {Role.OWNER, Role.MANAGER}:
            raise Forbidden("Only an owner or manager changes the floor plan.")

    def _not_free(self, table: Any, detail: str) -> Conflict:
        """The refusal that shows the table as it is now."""
        current = self._shown(table).model_dump(mode="json")
        return Conflict(detail, ErrorCode.TABLE_NOT_FREE, extra={"current": current})

    def _state(self, table: Any) -> TableState:
        return table._fynlo_live()[table].state

    # === SHOWING === #

    def _shown(self, table: Any) -> Table:
        """A table as the API shows it."""
        return self._all_shown(table)[0]

    def _all_shown(self, tables: Any) -> list[Table]:
        """Tables as the API shows them: a fixed number of queries, however many there are."""
        facts = tables._fynlo_facts()
        group = tables._fynlo_group()
        domain = Domain("table_id", "in", group.ids) & Domain(self._scope())
        domain &= Domain("state", "=", "draft") & Domain("session_id.state", "!=", "closed")
        orders = self._orders().search(domain, order="id")
        roots = {table: table._fynlo_root() for table in group}
        by_root = orders.grouped(lambda order: roots[order.table_id])
        merged = group.grouped("parent_id")
        none = orders.browse()
        return [
            _table(
                table,
                facts[table._fynlo_root()],
                by_root.get(table._fynlo_root(), none),
                merged.get(table, table.browse()),
            )
            for table in tables
        ]


def _table(table: Any, facts: Facts, orders: Any, merged: Any) -> Table:
    root = table._fynlo_root()
    now = root._fynlo_live_by(facts)
    if not facts.orders:
        # All that is left of them was voided.
        orders = orders.browse()
    is_assigned = counts(root.fynlo_assigned_at or None, facts)
    served_by = orders.employee_id[-1:]
    waiter = (is_assigned and root.fynlo_employee_id) or served_by
    covers = (is_assigned and root.fynlo_covers) or sum(orders.mapped("customer_count"))
    return Table(
        id=table.id,
        version=table.fynlo_version,
        floor_id=table.floor_id.id,
        number=table.table_number,
        name=table.display_name,
        seats=table.seats,
        x=table.position_h,
        y=table.position_v,
        width=table.width,
        height=table.height,
        shape=Shape(table.shape),
        color=table.color or None,
        state=now.state,
        since=now.since,
        waiter=Named(id=waiter.id, name=waiter.name) if waiter else None,
        covers=covers,
        orders=[TableOrder.from_record(order) for order in orders],
        blocked=bool(root.fynlo_blocked_at),
        reservation=_reservation(root, facts),
        merged_into=table.parent_id.id or None,
        merged_with=merged.ids,
    )


def _reservation(root: Any, facts: Facts) -> ReservationShown | None:
    if not is_reserved(facts, root._fynlo_marks()):
        return None
    return ReservationShown(name=root.fynlo_reserved_name, at=root.fynlo_reserved_for)
