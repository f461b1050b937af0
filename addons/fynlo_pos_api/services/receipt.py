from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from odoo import models

from ..const import Scope
from ..domain.receipt_text import ORDER_TYPES
from ..schemas.common import Money, uuid_of
from ..schemas.receipt import Receipt, ReceiptBusiness, ReceiptGet, ReceiptKind, ReceiptRefund
from .definition import query


class FynloReceipt(models.AbstractModel):
    """Makes the receipt of an order: what was sold, its taxes, and how it was paid."""

    _name = "fynlo.receipt"
    _inherit = ["fynlo.order.records"]
    _description = "Receipts"

    @query("order.receipt", Scope.ORDERS_READ)
    def read_receipt(self, data: ReceiptGet) -> Receipt:
        """The receipt of an order; of an open one the bill, of a refund what was given back.

        :raises NotFound: there is no such order in the caller's company and till
        """
        return self._receipt(self._find(str(data.order_id)))

    def _receipt(self, order: Any) -> Receipt:
        """The receipt of an order (pos.order) that the caller may see."""
        lines = self.env["fynlo.receipt.lines"]
        config = order.config_id
        taxes = lines._taxes(order)
        return Receipt(
            kind=self._kind(order),
            order_id=uuid_of(order),
            number=order.tracking_number or "",
            reference=order.pos_reference or "",
            business=self._business(order.company_id),
            header=config.receipt_header or None,
            footer=config.receipt_footer or None,
            **self._facts(order),
            lines=lines._lines(order, taxes),
            **lines._sums(order),
            taxes=[tax for _, tax in taxes],
            **self.env["fynlo.receipt.payments"]._paid(order),
            refund_of=self._refund_of(order),
            refunds=[_refund(item) for item in self.env["fynlo.refunds"]._of(order)],
        )

    def _kind(self, order: Any) -> ReceiptKind:
        if order.is_refund:
            return ReceiptKind.REFUND
        return ReceiptKind.RECEIPT if order.state in {"paid", "done"} else ReceiptKind.BILL

    def _business(self, company: Any) -> ReceiptBusiness:
        partner = company.partner_id
        city = " ".join(part for part in (partner.city, partner.zip) if part)
        lines = (partner.street, partner.street2, city, partner.country_id.name)
        return ReceiptBusiness(
            name=company.name,
            address=[line for line in lines if line],
            phone=company.phone or None,
            email=company.email or None,
            website=company.website or None,
            vat_number=company.vat or None,
            company_number=company.company_registry or None,
        )

    def _facts(self, order: Any) -> dict[str, Any]:
        """When and where, by whom and for whom."""
        company = order.company_id
        moment = order.date_order.replace(tzinfo=UTC).astimezone(ZoneInfo(company._fynlo_zone()))
        table = order.table_id
        return {
            "ordered_at": order.date_order,
            "local_time": moment,
            "business_date": company._fynlo_business_date(order.date_order),
            "order_type": ORDER_TYPES[order.fynlo_order_type or "dine_in"],
            "table": str(table.table_number) if table else None,
            "covers": order.customer_count,
            "served_by": order.employee_id.name or order.cashier or None,
            "customer": order.partner_id.name or None,
            "note": order.general_customer_note or None,
            "reason": order.fynlo_refund_reason_id.name or None,
        }

    def _refund_of(self, order: Any) -> ReceiptRefund | None:
        sold = order.fynlo_refund_of_id or order.refunded_order_id
        return _refund(sold) if order.is_refund and sold else None


def _refund(order: Any) -> ReceiptRefund:
    return ReceiptRefund(
        id=uuid_of(order),
        reference=order.pos_reference or "",
        total=Money.of(abs(order.amount_total), order.currency_id),
        at=order.date_order,
    )
