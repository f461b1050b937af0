from typing import Any

from odoo import models
from odoo.tools import SQL

from ..const import Scope
from ..schemas.session import SessionGet
from ..schemas.session_report import Checklist, ChecklistItem
from .definition import query

# What Odoo notes of a terminal's payment when it is through.
_SETTLED = ("done", "reversed")
_SEATED = frozenset({"seated", "ordered", "served", "bill_asked"})


class FynloSessionChecklist(models.AbstractModel):
    """What is left to do before a session is closed.

    An addon adds its own: it extends `_items` with `_inherit`.
    """

    _name = "fynlo.session.checklist"
    _inherit = ["fynlo.session.records"]
    _description = "Checklist of the closing"

    @query("session.checklist", Scope.SESSIONS_READ)
    def read_checklist(self, data: SessionGet) -> Checklist:
        """What is left to do; only what is left is listed.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open
        """
        session = self._one(data.session_id)
        self._refuse_unless_open(session)
        items = [item for item in self._items(session) if item.count]
        ready = not any(item.blocking for item in items)
        return Checklist(session_id=session.id, ready=ready, items=items)

    def _items(self, session: Any) -> list[ChecklistItem]:
        """Everything that is asked for, also what is done already (`count` 0).

        :param session: a running pos.session that the caller may see
        """
        return [
            *self._order_items(session),
            self._unsettled(session),
            self._seated_tables(session),
            self._count_of_cash(session),
        ]

    def _order_items(self, session: Any) -> list[ChecklistItem]:
        """Orders without anything on them are cancelled by the closing itself."""
        orders = self._open_orders(session)
        part_paid = orders.filtered(lambda order: not order.currency_id.is_zero(order.amount_paid))
        unpaid = (orders - part_paid).filtered(lambda order: any(order.lines.mapped("qty")))
        return [
            ChecklistItem(
                code="open_orders",
                text="Orders are open: take their payments, or void their lines.",
                count=len(unpaid),
                blocking=True,
            ),
            ChecklistItem(
                code="part_paid_orders",
                text="Orders are paid in part: take the rest, or cancel the payments.",
                count=len(part_paid),
                blocking=True,
            ),
        ]

    def _unsettled(self, session: Any) -> ChecklistItem:
        session.env.flush_all()
        [(count,)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) FROM pos_payment WHERE session_id = %s"
                " AND COALESCE(payment_status, '') <> '' AND payment_status NOT IN %s",
                session.id,
                _SETTLED,
            )
        )
        return ChecklistItem(
            code="unsettled_payments",
            text="Payments wait for their terminal or provider.",
            count=count,
            blocking=False,
        )

    def _seated_tables(self, session: Any) -> ChecklistItem:
        """Tables with guests; those whose orders are open block by their orders."""
        tables = session.config_id.floor_ids.table_ids
        seated = [table for table, live in tables._fynlo_live().items() if live.state in _SEATED]
        return ChecklistItem(
            code="tables_seated",
            text="Guests are still seated: take their bills, or free the tables.",
            count=len(seated),
            blocking=False,
        )

    def _count_of_cash(self, session: Any) -> ChecklistItem:
        has_drawer = bool(session.cash_journal_id)
        return ChecklistItem(
            code="cash_not_counted",
            text="The drawer is not counted: count it now, or with the closing.",
            count=int(has_drawer and not session.fynlo_counted_at),
            blocking=False,
        )
