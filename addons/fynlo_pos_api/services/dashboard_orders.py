from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from odoo import models
from odoo.tools import SQL

from ..schemas.common import Money
from ..schemas.dashboard import OpenOrderRow, OpenOrders
from ..schemas.session import Named

MOST = 50


class FynloDashboardOrders(models.AbstractModel):
    """The orders that are open now."""

    _name = "fynlo.dashboard.orders"
    _inherit = ["fynlo.payment.report"]
    _description = "Open orders of the dashboard"

    def _open(self) -> OpenOrders:
        """Count and sum every open order and list the oldest, by one query."""
        rows = self._rows()
        currency = self._currency()
        count, total, due = rows[0][:3] if rows else (0, 0, 0)
        return OpenOrders(
            count=count,
            total=Money.of(total, currency),
            due=Money.of(due, currency),
            items=[_row(row[3:], currency) for row in rows],
        )

    def _rows(self) -> list[tuple[Any, ...]]:
        self._flush()
        due = self._converted(SQL("GREATEST(sale.amount_total - sale.amount_paid, 0)"))
        total = self._converted(SQL("sale.amount_total"))
        rows: list[tuple[Any, ...]] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*) OVER (), SUM(%(total)s) OVER (), SUM(%(due)s) OVER (),"
                " sale.id, sale.uuid, sale.tracking_number, till.id, till.name,"
                " place.table_number, floor.name, sale.customer_count, person.name,"
                " sale.date_order, %(total)s, %(due)s"
                " FROM pos_order sale JOIN pos_config till ON till.id = sale.config_id"
                " LEFT JOIN restaurant_table place ON place.id = sale.table_id"
                " LEFT JOIN restaurant_floor floor ON floor.id = place.floor_id"
                " LEFT JOIN hr_employee person ON person.id = sale.employee_id"
                " WHERE sale.state = 'draft' AND %(scope)s"
                " ORDER BY sale.date_order, sale.id LIMIT %(most)s",
                total=total,
                due=due,
                scope=self._scope_sql(),
                most=MOST,
            )
        )
        return rows


def _row(row: tuple[Any, ...], currency: Any) -> OpenOrderRow:
    order_id, uuid, number, till_id, till, place, floor, covers, person, moment, total, due = row
    return OpenOrderRow(
        id=_uuid(uuid, order_id),
        number=number or "",
        till=Named(id=till_id, name=till),
        table=f"{floor} {place}" if floor else None,
        covers=covers or 0,
        employee=person,
        ordered_at=moment,
        total=Money.of(total, currency),
        due=Money.of(due, currency),
    )


def _uuid(text: str | None, order_id: int) -> UUID:
    """As schemas.common.uuid_of, of a row."""
    try:
        return UUID(text or "")
    except ValueError:
        return uuid5(NAMESPACE_URL, f"fynlo:pos.order/{order_id}")
