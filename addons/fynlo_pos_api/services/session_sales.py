from typing import Any

from odoo import models
from odoo.tools import SQL

from ..domain.averages import average
from ..schemas.common import Money
from ..schemas.session import Named
from ..schemas.session_report import (
    SessionCategory,
    SessionEmployee,
    SessionHour,
    SessionOrderType,
    Tally,
    Voids,
)

# Sold, and not only ordered.
SOLD = SQL("sale.state IN ('paid', 'done')")
_REFUND = SQL("sale.is_refund IS TRUE")
_LINES = SQL("pos_order_line line JOIN pos_order sale ON sale.id = line.order_id")
_DISH = SQL("line.fynlo_kind IN ('item', 'open')")
_DISCOUNT = SQL("line.fynlo_kind = 'discount'")
_COMPED = SQL("line.fynlo_comped IS TRUE AND line.qty <> 0")
_PERCENT = SQL("line.discount > 0 AND line.qty <> 0 AND line.fynlo_comped IS NOT TRUE")


class FynloSessionSales(models.AbstractModel):
    """What a session sold: SQL aggregates of its orders and lines."""

    _name = "fynlo.session.sales"
    _inherit = ["fynlo.payment.report"]
    _description = "Sales of a session"

    def _sales(self, session: Any) -> dict[str, Any]:
        """The fields of SessionSales without the taxes.

        :param session: a pos.session that the caller may see
        """
        session.env.flush_all()
        currency = session.currency_id
        orders = self._orders_sold(session)
        gross = Money.of(orders["gross"], currency)
        each = average(gross.amount, orders["covers"])
        return {
            "order_count": orders["count"],
            "gross": gross,
            "net": Money.of(orders["gross"] - orders["tax"], currency),
            "refunds": self._tally(session, orders["refund_count"], orders["refunded"]),
            "covers": orders["covers"],
            "average_per_cover": None
            if each is None
            else gross.model_copy(update={"amount": each}),
            "no_sale_count": len(session.fynlo_drawer_opening_ids),
            **self._lines_sold(session),
            **self._discounted(session),
            **self._groups(session),
        }

    def _orders_sold(self, session: Any) -> dict[str, Any]:
        [row] = self._rows(
            "SELECT COUNT(*) FILTER (WHERE NOT (%(refund)s)), COALESCE(SUM(amount_total), 0),"
            " COALESCE(SUM(amount_tax), 0), COUNT(*) FILTER (WHERE %(refund)s),"
            " COALESCE(-SUM(amount_total) FILTER (WHERE %(refund)s), 0),"
            " COALESCE(SUM(customer_count) FILTER (WHERE NOT (%(refund)s)), 0)"
            " FROM pos_order sale WHERE session_id = %(session)s AND %(sold)s",
            session,
        )
        names = ("count", "gross", "tax", "refund_count", "refunded", "covers")
        return dict(zip(names, row, strict=True))

    def _lines_sold(self, session: Any) -> dict[str, Any]:
        """Dishes, tips and service charge that were sold, and voids, also of cancelled orders."""
        [(dishes, voids, voided, tips, tipped, charges, charged)] = self._rows(
            "SELECT COUNT(*) FILTER (WHERE line.qty <> 0 AND %(sold)s AND %(dish)s),"
            " COUNT(*) FILTER (WHERE line.fynlo_voided_quantity > 0),"
            " COALESCE(SUM(ROUND(line.fynlo_voided_quantity * line.price_unit"
            " * (1 - COALESCE(line.discount, 0) / 100), %(places)s)), 0),"
            " COUNT(*) FILTER (WHERE %(tip)s AND line.qty <> 0),"
            " COALESCE(SUM(line.price_subtotal_incl) FILTER (WHERE %(tip)s), 0),"
            " COUNT(DISTINCT sale.id) FILTER (WHERE %(charge)s AND line.qty <> 0),"
            " COALESCE(SUM(line.price_subtotal_incl) FILTER (WHERE %(charge)s), 0)"
            " FROM %(lines)s WHERE sale.session_id = %(session)s",
            session,
            tip=SQL("line.fynlo_kind = 'tip' AND %s", SOLD),
            charge=SQL("line.fynlo_kind = 'service_charge' AND %s", SOLD),
        )
        amount = Money.of(voided, session.currency_id)
        return {
            "line_count": dishes,
            "voids": Voids(count=voids, amount=amount),
            "tips": self._tally(session, tips, tipped),
            "service_charge": self._tally(session, charges, charged),
        }

    def _discounted(self, session: Any) -> dict[str, Any]:
        """Discounts and comps of what was sold, at the price that each line had."""
        [(discounts, percents, off, comps, given)] = self._rows(
            "SELECT COUNT(DISTINCT COALESCE(line.fynlo_adjustment_id, -line.id))"
            " FILTER (WHERE %(discount)s AND line.qty <> 0),"
            " COUNT(*) FILTER (WHERE %(percent)s),"
            " COALESCE(SUM(CASE WHEN %(discount)s THEN -line.price_subtotal_incl"
            " WHEN %(percent)s THEN ROUND(line.qty * line.price_unit * line.discount / 100,"
            " %(places)s) END), 0),"
            " COUNT(*) FILTER (WHERE %(comped)s),"
            " COALESCE(SUM(ROUND(line.qty * line.price_unit, %(places)s))"
            " FILTER (WHERE %(comped)s), 0)"
            " FROM %(lines)s"
            " WHERE sale.session_id = %(session)s AND %(sold)s AND NOT (%(refund)s)",
            session,
            discount=_DISCOUNT,
            percent=_PERCENT,
            comped=_COMPED,
        )
        return {
            "discounts": self._tally(session, discounts + percents, off),
            "comps": self._tally(session, comps, given),
        }

    def _groups(self, session: Any) -> dict[str, Any]:
        """By hour from the beginning of the business day, by employee, type and category."""
        money = session.currency_id
        company = session.company_id
        hour = SQL(
            "EXTRACT(hour FROM sale.date_order AT TIME ZONE 'UTC' AT TIME ZONE %s)::int",
            company._fynlo_zone(),
        )
        hours = self._by(session, hour)
        hours.sort(key=lambda row: (row[0] - company.fynlo_business_day_hour) % 24)
        employees = self._by(session, SQL("sale.employee_id"))
        named = _named(session.env["hr.employee"], employees)
        return {
            "by_hour": [
                SessionHour(hour=key, order_count=count, gross=Money.of(gross, money))
                for key, count, gross in hours
            ],
            "by_employee": [
                SessionEmployee(
                    employee=named.get(key), order_count=count, gross=Money.of(gross, money)
                )
                for key, count, gross in employees
            ],
            "by_order_type": [
                SessionOrderType(order_type=key, order_count=count, gross=Money.of(gross, money))
                for key, count, gross in self._by(session, SQL("sale.fynlo_order_type"))
            ],
            "by_category": self._by_category(session),
        }

    def _by(self, session: Any, key: SQL) -> list[tuple[Any, int, Any]]:
        """(key, how many orders, their sum): refunds lower the sum and are no orders."""
        return self._rows(
            "SELECT %(key)s, COUNT(*) FILTER (WHERE NOT (%(refund)s)), SUM(amount_total)"
            " FROM pos_order sale WHERE session_id = %(session)s AND %(sold)s"
            " GROUP BY 1 ORDER BY 1 NULLS LAST",
            session,
            key=key,
        )

    def _by_category(self, session: Any) -> list[SessionCategory]:
        rows = self._rows(
            "SELECT category.id, SUM(line.qty), SUM(line.price_subtotal_incl) FROM %(lines)s"
            " JOIN product_product product ON product.id = line.product_id"
            " LEFT JOIN LATERAL (SELECT category.id FROM pos_category category"
            " JOIN pos_category_product_template_rel link ON link.pos_category_id = category.id"
            " WHERE link.product_template_id = product.product_tmpl_id"
            " ORDER BY category.sequence, category.id LIMIT 1) category ON true"
            " WHERE sale.session_id = %(session)s AND %(sold)s AND %(dish)s AND line.qty <> 0"
            " GROUP BY 1 ORDER BY 1 NULLS LAST",
            session,
        )
        named = _named(session.env["pos.category"], rows)
        return [
            SessionCategory(
                category=named.get(key),
                quantity=quantity,
                gross=Money.of(gross, session.currency_id),
            )
            for key, quantity, gross in rows
        ]

    def _rows(self, statement: str, session: Any, **parts: SQL) -> list[tuple[Any, ...]]:
        """The rows of a statement about the session."""
        names = {
            "session": session.id,
            "places": session.currency_id.decimal_places,
            "sold": SOLD,
            "refund": _REFUND,
            "lines": _LINES,
            "dish": _DISH,
        }
        rows: list[tuple[Any, ...]] = self.env.execute_query(SQL(statement, **names, **parts))
        return rows

    def _tally(self, session: Any, count: int, amount: float) -> Tally:
        return Tally(count=count, amount=Money.of(amount, session.currency_id))


def _named(model: Any, rows: list[tuple[Any, ...]]) -> dict[int, Named]:
    """The records whose ids the rows begin with, by id."""
    records = model.browse([row[0] for row in rows if row[0]])
    return {record.id: Named(id=record.id, name=record.name) for record in records}
