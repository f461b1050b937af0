from datetime import datetime
from typing import Any, Self

from odoo import api, fields, models
from odoo.tools import SQL

from ..domain.table_state import LABELS, Facts, Live, Marks, OpenOrder, TableState, live

# What is of the party that sits there, and ends when it leaves or moves.
PARTY = ("fynlo_seated_at", "fynlo_served_at", "fynlo_bill_asked_at", "fynlo_assigned_at",
         "fynlo_employee_id", "fynlo_covers")  # fmt: skip

# The orders of the sessions that are not closed: a closed day leaves no table occupied or dirty.
# A check that was split from another is as old as that one, and so are the dishes it came with.
_OPEN_ORDERS = """
SELECT o.table_id, coalesce(f.create_date, o.create_date),
       CASE WHEN bool_or(l.qty > 0) THEN coalesce(max(l.create_date) FILTER (WHERE l.qty > 0
            AND (f.id IS NULL OR l.create_date > o.create_date)), f.create_date) END,
       count(l.id) > 0
  FROM pos_order o
  JOIN pos_session s ON s.id = o.session_id AND s.state <> 'closed'
  LEFT JOIN pos_order f ON f.id = o.fynlo_split_from_id
  LEFT JOIN pos_order_line l ON l.order_id = o.id AND l.fynlo_kind IN ('item', 'open')
 WHERE o.state = 'draft' AND o.table_id IN %s
 GROUP BY o.id, f.id
"""
_PAID_ORDERS = """
SELECT o.table_id, max(coalesce(p.paid_at, o.create_date))
  FROM pos_order o
  JOIN pos_session s ON s.id = o.session_id AND s.state <> 'closed'
  LEFT JOIN LATERAL (SELECT max(create_date) AS paid_at FROM pos_payment
                      WHERE pos_order_id = o.id) p ON true
 WHERE o.state IN ('paid', 'done') AND o.table_id IN %s AND o.is_refund IS NOT TRUE
 GROUP BY o.table_id
"""


class RestaurantTable(models.Model):
    _name = "restaurant.table"
    _inherit = ["restaurant.table", "fynlo.versioned"]

    # Marks: what no order says. They count for the party that was there when they were made
    # (domain/table_state), so nobody has to take them back when it has paid.
    fynlo_seated_at = fields.Datetime("Seated", readonly=True, copy=False)
    fynlo_served_at = fields.Datetime("All served", readonly=True, copy=False)
    fynlo_bill_asked_at = fields.Datetime("Bill asked", readonly=True, copy=False)
    fynlo_cleaned_at = fields.Datetime("Cleaned", readonly=True, copy=False)
    fynlo_blocked_at = fields.Datetime("Blocked", readonly=True, copy=False)
    fynlo_reserved_at = fields.Datetime("Reservation taken", readonly=True, copy=False)
    fynlo_reserved_for = fields.Datetime("Reserved for", readonly=True, copy=False)
    fynlo_reserved_name = fields.Char("Reserved by", readonly=True, copy=False)
    fynlo_assigned_at = fields.Datetime("Waiter or covers noted", readonly=True, copy=False)
    fynlo_employee_id = fields.Many2one(
        "hr.employee", "Waiter", readonly=True, copy=False, index="btree_not_null"
    )
    fynlo_covers = fields.Integer("Covers", readonly=True, copy=False)
    fynlo_state = fields.Selection(
        [(str(state), label) for state, label in LABELS.items()],
        "State",
        compute="_compute_fynlo_live",
        compute_sudo=True,
    )
    fynlo_since = fields.Datetime("Since", compute="_compute_fynlo_live", compute_sudo=True)

    @api.depends("floor_id.pos_config_ids.company_id.fynlo_tables_need_cleaning", *PARTY)
    def _compute_fynlo_live(self) -> None:
        """From the orders of this moment."""
        found = self._origin._fynlo_live()
        for table in self:
            now = found.get(table._origin)
            table.fynlo_state = now and now.state
            table.fynlo_since = now and now.since

    def _fynlo_root(self) -> Self:
        """The main table of those that it was put to, or itself."""
        self.ensure_one()
        table = self
        # Odoo's own till does not refuse a circle.
        while table.parent_id and table.parent_id != self:
            table = table.parent_id
        return table

    def _fynlo_group(self) -> Self:
        """All tables that were put together with these: they are one while they stand so."""
        roots = self.union(*(table._fynlo_root() for table in self))
        tables = self.with_context(active_test=False)
        return tables.search([("id", "child_of", roots.ids)]).with_env(self.env) | roots

    def _fynlo_marks(self) -> Marks:
        """What people said of the table."""
        self.ensure_one()
        names = Marks.__dataclass_fields__
        return Marks(**{name: self[f"fynlo_{name}"] or None for name in names})

    def _fynlo_live(self) -> dict[Self, Live]:
        """The live state of each table; tables that stand together have one."""
        facts = self._fynlo_facts()
        roots = {table: table._fynlo_root() for table in self}
        return {table: root._fynlo_live_by(facts[root]) for table, root in roots.items()}

    def _fynlo_live_by(self, facts: Facts) -> Live:
        """The live state of a main table of which the orders say this."""
        companies = self.floor_id.pos_config_ids.company_id
        needs_cleaning = any(companies.mapped("fynlo_tables_need_cleaning"))
        return live(facts, self._fynlo_marks(), needs_cleaning)

    def _fynlo_facts(self) -> dict[Self, Facts]:
        """What the orders say of each main table, those of the tables that were put to it too.

        Two queries, however many tables. Every till's orders count, also those of Odoo's own.
        """
        group = self._fynlo_group()
        roots = {table.id: table._fynlo_root() for table in group}
        facts: dict[Self, dict[str, Any]] = {root: {"orders": []} for root in roots.values()}
        for table_id, opened_at, ordered_at, has_lines in group._fynlo_rows(_OPEN_ORDERS):
            found = facts[roots[table_id]]
            if has_lines and not ordered_at:
                found["voided_at"] = _later(found.get("voided_at"), opened_at)
            else:
                found["orders"].append(OpenOrder(opened_at, ordered_at))
        for table_id, paid_at in group._fynlo_rows(_PAID_ORDERS):
            found = facts[roots[table_id]]
            found["paid_at"] = _later(found.get("paid_at"), paid_at)
        return {root: Facts(**found) for root, found in facts.items()}

    def _fynlo_rows(self, statement: str) -> list[tuple[Any, ...]]:
        if not self:
            return []
        for model in ("pos.order", "pos.order.line", "pos.payment", "pos.session"):
            self.env[model].flush_model()
        self.env.cr.execute(SQL(statement, self._ids))
        rows: list[tuple[Any, ...]] = self.env.cr.fetchall()
        return rows

    def _fynlo_vacant(self) -> Self:
        """Those of the tables that have no open order of their own."""
        domain = [
            ("table_id", "in", self.ids),
            ("state", "=", "draft"),
            ("session_id.state", "!=", "closed"),
        ]
        # sudo: whoever sees one order of a table need not see the others
        return self - self.env["pos.order"].sudo().search(domain).table_id.with_env(self.env)

    def _fynlo_take(self) -> None:
        """An order is about to move here: what was marked of an earlier party ends."""
        vacant = self._fynlo_vacant()
        states = vacant._fynlo_live()
        seated = vacant.filtered(lambda table: states[table].state is TableState.SEATED)
        (vacant - seated)._fynlo_end_marks()

    def _fynlo_leave(self) -> None:
        """An order has moved away or was cancelled: without another one the party has gone."""
        if self:
            self._fynlo_vacant()._fynlo_end_marks()

    def _fynlo_end_day(self) -> None:
        """The last till of a floor was closed: guests are gone, and each table stands alone."""
        tills = self.floor_id.pos_config_ids
        # sudo: whoever closes one till need not see the others
        sessions = self.env["pos.session"].sudo()
        domain = [("config_id", "in", tills.ids), ("state", "!=", "closed"), ("rescue", "=", False)]
        still_open = sessions.search(domain).config_id
        gone = self.filtered(lambda table: not table.floor_id.pos_config_ids & still_open)
        gone._fynlo_end_marks()
        # sudo: as in _fynlo_end_marks
        gone.filtered("parent_id").sudo().write({"parent_id": False})

    def _fynlo_end_marks(self) -> None:
        # sudo: whoever moves an order in Odoo's own till may not change the floor plan
        marked = self.sudo().filtered(lambda table: any(table[name] for name in PARTY))
        marked.write(dict.fromkeys(PARTY, False))


def _later(one: datetime | None, other: datetime) -> datetime:
    return max(one or other, other)
