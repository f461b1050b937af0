from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from odoo import models

from ..const import Scope
from ..domain.money import from_minor
from ..domain.report_page import MoneyText, Row, Section, count_text, filled
from ..http.reply import Reply
from ..schemas.common import Money
from ..schemas.session import SessionGet
from ..schemas.session_report import Drawer, SessionPage, XReport, ZReport
from .definition import query

_HEADERS = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "private, no-cache"}
_ORDER_TYPES = {
    "dine_in": "Dine in",
    "takeaway": "Takeaway",
    "delivery": "Delivery",
    "pick_up": "Pick-up",
    None: "No type",
}


class FynloSessionPrint(models.AbstractModel):
    """The report of a session as a page: HTML for a browser, a printer of 80 mm, and PDF."""

    _name = "fynlo.session.print"
    _inherit = ["fynlo.session.history"]
    _description = "Printed reports of a session"

    @query("session.print_report", Scope.REPORTS_READ)
    def print_report(self, data: SessionGet) -> Reply:
        """The Z report of a closed session as HTML.

        :raises NotFound: there is no such closed session in the caller's company and till
        """
        page = self._page(self._closed(data.session_id))
        html = self.env["ir.qweb"]._render("fynlo_pos_api.session_report_page", {"page": page})
        return Reply(b"<!DOCTYPE html>\n" + str(html).strip().encode(), headers=_HEADERS)

    @query("session.page", Scope.REPORTS_READ)
    def read_page(self, data: SessionGet) -> SessionPage:
        """What is printed of a session: the Z report, or the X report while it runs.

        :raises NotFound: there is no such session in the caller's company and till
        """
        return self._page(self._one(data.session_id))

    def _page(self, session: Any) -> SessionPage:
        reports = self.env["fynlo.session.report"]
        is_closed = session.state == "closed"
        report = reports._make(session) if is_closed else reports._make_x(session)
        return SessionPage(
            title="Z report" if is_closed else "X report",
            company=session.company_id.name,
            till=f"{session.config_id.name}, {session.name}",
            times=self._times(session),
            sections=filled(self._sections(session, report)),
        )

    def _times(self, session: Any) -> list[str]:
        zone = ZoneInfo(session.company_id._fynlo_zone())
        texts = [f"Opened {_clock(session.start_at, zone)}"]
        if session.stop_at:
            texts.append(f"Closed {_clock(session.stop_at, zone)}")
        return texts

    def _sections(self, session: Any, report: ZReport | XReport) -> list[Section]:
        currency = session.currency_id

        def text(money: Money) -> str:
            value: str = currency.format(from_minor(money.amount, currency.decimal_places))
            return value

        drawer = report if isinstance(report, Drawer) else report.drawer
        return [
            Section("Sales", _sales(report, text)),
            Section(
                "VAT",
                [Row(f"{tax.name} on {text(tax.base)}", text(tax.amount)) for tax in report.taxes],
            ),
            Section("Payments", _payments(report, text)),
            Section("Adjustments", _tallies(report, text)),
            *_groups(report, text),
            Section("Cash", _cash(report, drawer, text) if drawer else []),
            Section("Coins and notes", _coins(report, currency) if drawer else []),
        ]


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return moment.replace(tzinfo=UTC).astimezone(zone).strftime("%d %b %Y, %H:%M")


def _sales(report: ZReport | XReport, text: MoneyText) -> list[Row]:
    rows = [
        Row("Orders", count_text(report.order_count)),
        Row("Covers", count_text(report.covers)),
    ]
    if report.average_per_cover:
        rows.append(Row("Average per cover", text(report.average_per_cover)))
    return [*rows, Row("Net", text(report.net)), Row("Gross", text(report.gross), is_total=True)]


def _payments(report: ZReport | XReport, text: MoneyText) -> list[Row]:
    return [
        Row(item.method, text(item.amount), count_text(item.count))
        for item in report.payments or []
    ]


def _tallies(report: ZReport | XReport, text: MoneyText) -> list[Row]:
    tallies = {
        "Discounts": report.discounts,
        "Comps": report.comps,
        "Voids": report.voids,
        "Refunds": report.refunds,
        "Service charge": report.service_charge,
        "Tips": report.tips,
    }
    rows = [Row(name, text(item.amount), count_text(item.count)) for name, item in tallies.items()]
    return [*rows, Row("Drawer opened without a sale", "", count_text(report.no_sale_count))]


def _groups(report: ZReport | XReport, text: MoneyText) -> list[Section]:
    return [
        Section(
            "By category",
            [
                Row(
                    item.category.name if item.category else "No category",
                    text(item.gross),
                    count_text(item.quantity),
                )
                for item in report.by_category
            ],
        ),
        Section(
            "By order type",
            [
                Row(_ORDER_TYPES[item.order_type], text(item.gross), count_text(item.order_count))
                for item in report.by_order_type
            ],
        ),
        Section(
            "By employee",
            [
                Row(
                    item.employee.name if item.employee else "Nobody",
                    text(item.gross),
                    count_text(item.order_count),
                )
                for item in report.by_employee
            ],
        ),
        Section(
            "By hour",
            [
                Row(f"{item.hour:02}:00", text(item.gross), count_text(item.order_count))
                for item in report.by_hour
            ],
        ),
    ]


def _cash(report: ZReport | XReport, drawer: Drawer, text: MoneyText) -> list[Row]:
    rows = [
        Row("Opening float", text(drawer.opening_float)),
        Row("Cash sales", text(drawer.cash_in)),
        Row("Paid in", text(drawer.paid_in)),
        Row("Paid out", text(drawer.paid_out)),
        Row("Safe drops", text(drawer.safe_drops)),
        Row("Expected", text(drawer.expected_cash), is_total=True),
    ]
    if isinstance(report, ZReport):
        rows.append(Row("Counted", text(report.counted_cash)))
        rows.append(Row("Difference", text(report.difference), is_total=True))
    return rows


def _coins(report: ZReport | XReport, currency: Any) -> list[Row]:
    counts = report.closing_count if isinstance(report, ZReport) else []
    return [
        Row(
            currency.format(from_minor(item.value, currency.decimal_places)),
            currency.format(from_minor(item.value * item.count, currency.decimal_places)),
            count_text(item.count),
        )
        for item in counts
        if item.count
    ]
