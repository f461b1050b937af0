from datetime import datetime
from typing import Any

from odoo import models
from odoo.tools import SQL

from ..domain.line_kind import DISHES
from ..domain.order_status import LABELS, OrderStatus
from ..schemas.common import Money
from ..schemas.live import BestSeller, OrdersUnderWay, StatusTotal, Wait
from .payment_report import _between

MOST = 10

# An order that is paid and still to be made; one that is ready and paid is the guest's.
IN_KITCHEN = (OrderStatus.CONFIRMED, OrderStatus.PREPARING, OrderStatus.COOKING)


class FynloLiveOrders(models.AbstractModel):
    """The orders of the live figures: what is under way, how long it took, what is liked."""

    _name = "fynlo.live.orders"
    _inherit = ["fynlo.payment.report"]
    _description = "Orders of the live figures"

    def _under_way(self, start: datetime) -> OrdersUnderWay:
        """Open orders by status; paid ones that the kitchen still makes only since a moment."""
        rows = self.env.execute_query(
            SQL(
                "SELECT sale.fynlo_status, COUNT(*), SUM(%s), SUM(%s) FROM pos_order sale"
                " WHERE (sale.state = 'draft' OR (sale.state IN ('paid', 'done')"
                " AND sale.fynlo_status IN %s AND sale.date_order >= %s)) AND %s GROUP BY 1",
                self._converted(SQL("sale.amount_total")),
                self._converted(SQL("GREATEST(sale.amount_total - sale.amount_paid, 0)")),
                tuple(map(str, IN_KITCHEN)),
                start,
                self._scope_sql(),
            )
        )
        currency = self._currency()
        found = {OrderStatus(row[0]): row for row in rows}
        return OrdersUnderWay(
            count=sum(row[1] for row in rows),
            total=Money.of(sum(row[2] for row in rows), currency),
            due=Money.of(sum(row[3] for row in rows), currency),
            by_status=[
                StatusTotal(
                    status=status,
                    label=LABELS[status],
                    count=found[status][1],
                    total=Money.of(found[status][2], currency),
                )
                for status in OrderStatus
                if status in found
            ],
        )

    def _wait(self, start: datetime, end: datetime) -> Wait:
        """From the order to when it was first ready, of the orders of a day."""
        [(count, seconds)] = self.env.execute_query(
            SQL(
                "SELECT COUNT(*), ROUND(AVG(GREATEST("
                "EXTRACT(EPOCH FROM event.ready_at - sale.date_order), 0)))::int"
                " FROM (SELECT aggregate_id, MIN(occurred_at) AS ready_at FROM fynlo_event"
                " WHERE name = 'order.status_changed' AND aggregate_model = 'pos.order'"
                " AND company_id = %s AND %s AND payload->>'status' = %s GROUP BY 1) event"
                " JOIN pos_order sale ON sale.id = event.aggregate_id WHERE %s AND %s",
                self._caller.company_id,
                _between(SQL("occurred_at"), start, end),
                str(OrderStatus.READY),
                _between(SQL("sale.date_order"), start, end),
                self._scope_sql(),
            )
        )
        return Wait(average_seconds=seconds, order_count=count)

    def _best_sellers(self, start: datetime, end: datetime) -> list[BestSeller]:
        """The dishes of a day's orders, those that most were ordered of first."""
        rows: list[tuple[Any, ...]] = self.env.execute_query(
            SQL(
                "SELECT line.product_id, SUM(line.qty), SUM(%s) FROM pos_order_line line"
                " JOIN pos_order sale ON sale.id = line.order_id"
                " WHERE sale.state IN ('draft', 'paid', 'done') AND line.fynlo_kind IN %s"
                " AND %s AND %s GROUP BY 1 HAVING SUM(line.qty) > 0"
                " ORDER BY 2 DESC, 3 DESC, 1 LIMIT %s",
                self._converted(SQL("line.price_subtotal_incl")),
                tuple(map(str, sorted(DISHES))),
                _between(SQL("sale.date_order"), start, end),
                self._scope_sql(),
                MOST,
            )
        )
        # sudo: whoever may read what was sold may read its name, also of a dish that is archived
        dishes = self.env["product.product"].sudo().browse(row[0] for row in rows)
        names = {
            dish.id: dish.with_context(display_default_code=False).display_name for dish in dishes
        }
        currency = self._currency()
        return [
            BestSeller(
                product_id=row[0],
                name=names[row[0]],
                quantity=row[1],
                gross=Money.of(row[2], currency),
            )
            for row in rows
        ]
