"""Receipts of orders."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.receipt import ReceiptEmailBody
from .base import ApiController, values_of


class ReceiptsController(ApiController):
    """The doors to receipts."""

    @api_route("/orders/{order_id}/receipt", "GET", tag="Orders", calls="order.receipt")
    def read_receipt(self, order_id: UUID) -> Reply:
        """Read the receipt of an order.

        Of an open order it is the bill, of a refund what was given back.
        """
        return self.query("order.receipt", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}/receipt.html",
        "GET",
        tag="Orders",
        calls="order.receipt_html",
        content_types=("text/html",),
    )
    def read_receipt_page(self, order_id: UUID) -> Reply:
        """Read the receipt as a page, for a phone or a printer of 80 mm."""
        return self.query("order.receipt_html", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}/receipt.pdf",
        "GET",
        tag="Orders",
        calls="order.receipt_pdf",
        limit="pdf",
        errors=(ErrorCode.SERVICE_UNAVAILABLE,),
        content_types=("application/pdf",),
    )
    def read_receipt_pdf(self, order_id: UUID) -> Reply:
        """Read the receipt as PDF.

        A server that has no program for it answers 503.
        """
        return self.query("order.receipt_pdf", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}/receipt/email",
        "POST",
        tag="Orders",
        calls="order.email_receipt",
        limit="mail",
    )
    def email_receipt(self, order_id: UUID, body: ReceiptEmailBody) -> Reply:
        """Send the receipt by e-mail."""
        values = {"order_id": order_id, **values_of(body)}
        return self.command("order.email_receipt", values)
