from base64 import b64decode
from collections.abc import Callable
from typing import Any

from odoo import models

from ..const import Scope
from ..domain.image import image_type
from ..domain.line_kind import DISHES
from ..domain.money import from_minor
from ..domain.receipt_text import TITLES, number_text, paper_height
from ..http.reply import Reply
from ..schemas.common import Money
from ..schemas.receipt import Receipt, ReceiptGet
from .definition import query

# The page holds only what is in it: no script, nothing from elsewhere.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
_PRIVATE = {"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"}


class FynloReceiptPrint(models.AbstractModel):
    """Receipts as pages: for a phone, a printer of 80 mm, an e-mail, and as PDF."""

    _name = "fynlo.receipt.print"
    _inherit = ["fynlo.receipt"]
    _description = "Printed receipts"

    @query("order.receipt_html", Scope.ORDERS_READ)
    def read_html(self, data: ReceiptGet) -> Reply:
        """The receipt as HTML.

        :raises NotFound: there is no such order in the caller's company and till
        """
        headers = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": _POLICY}
        page, _ = self._page(self._find(str(data.order_id)))
        return Reply(page.encode(), headers=_PRIVATE | headers)

    @query("order.receipt_pdf", Scope.ORDERS_READ)
    def read_pdf(self, data: ReceiptGet) -> Reply:
        """The receipt as PDF, as wide as a roll of 80 mm.

        :raises NotFound: there is no such order in the caller's company and till
        :raises Unavailable: the server has no program that makes PDFs, or it is busy
        """
        order = self._find(str(data.order_id))
        page, receipt = self._page(order)
        pdf = self.env["fynlo.pdf"]._make(page, _height(receipt))
        name = f'inline; filename="{receipt.reference or receipt.number}.pdf"'
        headers = {"Content-Type": "application/pdf", "Content-Disposition": name}
        return Reply(pdf, headers=_PRIVATE | headers)

    def _page(self, order: Any, *, with_logo: bool = True) -> tuple[str, Receipt]:
        """The receipt of an order (pos.order) as a whole HTML page, and what is on it.

        :param with_logo: an e-mail goes without: its readers show no picture that is inside
        """
        receipt = self._receipt(order)
        values = {
            "receipt": receipt,
            "title": TITLES[receipt.kind],
            "clock": receipt.local_time.strftime("%d %b %Y, %H:%M"),
            "logo": self._logo(order.company_id) if with_logo else None,
            "money": _money_text(order.currency_id),
            "number": number_text,
            "dishes": DISHES,
            "height": _height(receipt),
        }
        body = self.env["ir.qweb"]._render("fynlo_pos_api.receipt_page", values)
        return f"<!DOCTYPE html>\n{body}", receipt

    def _logo(self, company: Any) -> str | None:
        """The company's own logo, as a picture inside the page."""
        picture = company.partner_id.image_256
        if company.uses_default_logo or not picture:
            return None
        return f"data:{image_type(b64decode(picture))};base64,{picture.decode()}"


def _money_text(currency: Any) -> Callable[[Money], str]:
    def text(money: Money) -> str:
        value: str = currency.format(from_minor(money.amount, currency.decimal_places))
        return value

    return text


def _height(receipt: Receipt) -> int:
    """The length of the paper in mm."""
    rows = len(receipt.taxes) + 2 * len(receipt.payments) + len(receipt.refunds)
    texts = [receipt.header, receipt.footer, receipt.note, receipt.customer]
    for line in receipt.lines:
        rows += 1 + len(line.modifiers) + bool(line.was)
        texts += [line.name, line.note]
    return paper_height(rows, sum(len(text) for text in texts if text))
