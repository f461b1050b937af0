from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestRefundBooks(RefundCase):
    """Refunds in Odoo's closing: journals, taxes, the drawer, stock."""

    def test_a_sale_of_an_earlier_session(self) -> None:
        """Sold and closed; given back in cash the day after, in that session's books."""
        order = self.paid_order(self.cash)
        first = self.close(self.session, 12900)["report"]
        self.assertEqual(first["gross"], self.money(2900))
        with self.assertRaises(Conflict) as caught:
            self.refund(order, amount=self.money(100))
        self.assertEqual(caught.exception.code, ErrorCode.SESSION_NOT_OPEN)
        second = self.open(12900)
        burger = order["lines"][0]["id"]
        made = self.refund(order, lines=[{"line_id": burger, "quantity": 1}])["refund"]
        self.assertEqual(made["session_id"], second.id)
        report = self.close(second, 11605)["report"]

        self.assertEqual(
            (report["cash_in"], report["difference"]), (self.money(-1295), self.money(0))
        )
        self.assertEqual(report["gross"], self.money(-1295))
        self.assertTrue(report["journal_entry"]["balanced"])
        [tax] = report["taxes"]
        self.assertEqual((tax["base"], tax["amount"]), (self.money(-1079), self.money(-216)))
        self.assertEqual(self.record(made).state, "done")
        self.assertEqual(self.booked(second, self.vat()), -2.16)

    def vat(self) -> object:
        """The account of the tax of 20 %."""
        return self.standard.invoice_repartition_line_ids.account_id

    def test_what_was_sold_less_what_was_given_back(self) -> None:
        """Two rates, cash and card, lines and an amount, in one session."""
        by_card, in_cash = self.paid_order(), self.paid_order(self.cash)
        lines = [{"line_id": in_cash["lines"][1]["id"]}]
        self.refund(in_cash, lines=lines)
        self.refund(by_card, amount=self.money(800))
        report = self.close(self.session, 12590)["report"]

        self.assertEqual(report["difference"], self.money(0))
        self.assertEqual(report["gross"], self.money(5800 - 310 - 800))
        rates = [(tax["base"]["amount"], tax["amount"]["amount"]) for tax in report["taxes"]]
        self.assertEqual(rates, [(2 * 2158 - 595, 2 * 432 - 119), (2 * 310 - 310 - 86, 0)])
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual(self.booked(self.session, self.vat()), 7.45)
        receivable = self.session.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assertTrue(all(receivable.mapped("reconciled")))
        self.assertEqual(sum(self.session.bank_payment_ids.mapped("amount")), 21.0)

    def test_only_refunds(self) -> None:
        """A session that only gave back closes, and its bank payment goes out."""
        order = self.paid_order()
        self.close(self.session, 10000)
        second = self.open(10000)
        self.refund(order, amount=self.money(2900))
        report = self.close(second, 10000)["report"]
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual(second.bank_payment_ids.mapped("payment_type"), ["outbound"])
        self.assertEqual(second.bank_payment_ids.mapped("amount"), [29.0])

    def test_stock_comes_back(self) -> None:
        self.burger.product_tmpl_id.is_storable = True
        location = self.till.picking_type_id.default_location_src_id
        self.env["stock.quant"]._update_available_quantity(self.burger, location, 10)
        order = self.paid_order()
        self.refund(order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])
        self.close(self.session, 10000)
        self.assertEqual(self.burger.with_context(location=location.id).qty_available, 9.0)

    def test_odoo_knows_what_was_given_back(self) -> None:
        """Odoo's own fields: the refund's order, quantities, signs, and a name."""
        order = self.paid_order()
        burger = order["lines"][0]["id"]
        made = self.refund(order, lines=[{"line_id": burger, "quantity": 1}])["refund"]
        sold, refund = self.record(order), self.record(made)
        self.assertEqual(refund.refunded_order_id, sold)
        self.assertEqual(sold.lines[0].refunded_qty, 1.0)
        self.assertTrue(refund.is_refund and sold.has_refundable_lines)
        self.assertEqual(refund.name, f"{sold.name} REFUND")
        self.assertEqual((refund.lines.qty, refund.lines.price_unit), (-1.0, 12.95))
        self.assertEqual((refund.amount_total, refund.amount_paid), (-12.95, -12.95))

    def test_the_summaries_count_sales_only(self) -> None:
        """Two orders by card, one cancelled payment in cash, one refund of 8.00."""
        order = self.order((self.burger, 2), (self.bread, 1))
        cash = self.pay(order, self.cash, 1000)["payment"]
        self.command("payment.cancel", payment_id=cash["id"], reason_id=self.reason.id)
        self.pay(order, self.card, 2900)
        self.refund(self.paid_order(), amount=self.money(800))
        summary = self.query("payment.summary", session_id=self.session.id)
        counts = {item["method"]: (item["count"], item["amount"]) for item in summary["payments"]}
        self.assertEqual(counts, {"Cash": (0, self.money(0)), "Card": (2, self.money(5000))})
        day = str(self.company._fynlo_business_date(self.session.start_at))
        [totals] = self.query("payment.daily_totals", first=day, last=day)["items"]
        self.assertEqual((totals["order_count"], totals["gross"]), (2, self.money(5000)))
