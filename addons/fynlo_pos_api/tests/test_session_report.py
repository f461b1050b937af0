from datetime import UTC
from zoneinfo import ZoneInfo

from odoo.fields import Command

from .session_case import SessionCase


class TestSessionReport(SessionCase):
    """The Z report against a known evening, and against the books."""

    def _evening(self) -> dict:
        """Three orders, 64.20 in all; one burger voided; 1.00 of change; 0.95 missing."""
        self.session = self.open(10000)
        first = self.order((self.burger, 2), (self.bread, 1))
        self.pay(first, self.cash, 2900, tendered=self.money(3000))
        second = self.order((self.burger, 1))
        self.pay(second, self.card, 1000)
        self.pay(second, self.cash, 295)
        third = self.order((self.bread, 3), (self.burger, 2))
        burgers = third["lines"][1]["id"]
        self.command(
            "order.void_line",
            order_id=third["id"],
            line_id=burgers,
            quantity=1,
            reason_id=self.reason("void"),
        )
        self.pay(third, self.card, 2225)
        return self.close(self.session, 13100)["report"]

    def test_the_evening_to_the_penny(self) -> None:
        report = self._evening()
        entry = report.pop("journal_entry")

        nothing = {"count": 0, "amount": self.money(0)}
        expected = {
            "order_count": 3,
            "line_count": 5,
            "gross": self.money(6420),
            "net": self.money(5556),
            "taxes": [
                {
                    "id": self.standard.id,
                    "name": "Standard of the test",
                    "rate": 20.0,
                    "base": self.money(4316),
                    "amount": self.money(864),
                },
                {
                    "id": self.zero.id,
                    "name": "Zero of the test",
                    "rate": 0.0,
                    "base": self.money(1240),
                    "amount": self.money(0),
                },
            ],
            "payments": [
                {
                    "method_id": self.cash.id,
                    "method": "Cash",
                    "kind": "cash",
                    "count": 2,
                    "amount": self.money(3195),
                },
                {
                    "method_id": self.card.id,
                    "method": "Card",
                    "kind": "card",
                    "count": 2,
                    "amount": self.money(3225),
                },
            ],
            "voids": {"count": 1, "amount": self.money(1295)},
            **dict.fromkeys(("discounts", "comps", "refunds", "tips", "service_charge"), nothing),
            "covers": 0,
            "average_per_cover": None,
            "by_hour": [{"hour": self._hour(), "order_count": 3, "gross": self.money(6420)}],
            "by_employee": [
                {
                    "employee": {"id": self.employee.id, "name": "Kim"},
                    "order_count": 3,
                    "gross": self.money(6420),
                }
            ],
            "by_category": [{"category": None, "quantity": 8.0, "gross": self.money(6420)}],
            "by_order_type": [
                {"order_type": "dine_in", "order_count": 3, "gross": self.money(6420)}
            ],
            "no_sale_count": 0,
            "opening_float": self.money(10000),
            "opening_count": [],
            "cash_in": self.money(3195),
            **dict.fromkeys(("cash_moved", "paid_in", "paid_out", "safe_drops"), self.money(0)),
            "expected_cash": self.money(13195),
            "counted_cash": self.money(13100),
            "closing_count": [],
            "difference": self.money(-95),
        }
        self.assertEqual(report, expected)
        move = self.session.move_id
        self.assertEqual(
            entry,
            {
                "id": move.id,
                "name": move.name,
                "date": str(move.date),
                "balanced": True,
                "total": self.money(6420),
            },
        )

    def _hour(self) -> int:
        """The hour in London in which the first order was made."""
        first = min(self.session.order_ids.mapped("date_order")).replace(tzinfo=UTC)
        return first.astimezone(ZoneInfo("Europe/London")).hour

    def test_the_taxes_of_the_books_are_those_of_the_orders(self) -> None:
        report = self._evening()
        lines = self.session.order_ids.lines
        for tax, total in zip(self.standard | self.zero, report["taxes"], strict=True):
            sold = lines.filtered(lambda line, tax=tax: line.tax_ids == tax)
            base = sum(sold.mapped("price_subtotal"))
            self.assertEqual(total["base"]["amount"], round(base * 100))
            amount = sum(sold.mapped("price_subtotal_incl")) - base
            self.assertEqual(total["amount"]["amount"], round(amount * 100))
        self.assertEqual(round(sum(self.session.order_ids.mapped("amount_tax")) * 100), 864)

    def test_what_guests_paid_is_reconciled(self) -> None:
        self._evening()
        receivable = self.session.move_id.line_ids.filtered(
            lambda line: line.account_id.account_type == "asset_receivable"
        )
        self.assertEqual(len(receivable), 2)
        self.assertEqual(receivable.mapped("reconciled"), [True, True])
        self.assertEqual(sum(self.session.bank_payment_ids.mapped("amount")), 32.25)
        cash = self.session.statement_line_ids
        self.assertEqual(sorted(cash.mapped("amount")), [-0.95, 31.95])
        shortage = self.cash.journal_id.loss_account_id
        self.assertIn(shortage, cash.move_id.line_ids.account_id)

    def test_cash_moved_is_expected_too(self) -> None:
        session = self.open(10000)
        extras = {"translatedType": "in"}
        session.try_cash_in_out("in", 20.0, "Change from the bank", False, extras)
        session.try_cash_in_out("out", 5.0, "Window cleaner", False, extras)
        self.pay(self.order((self.bread, 1)), self.cash, 310)
        report = self.close(session, 11810)["report"]

        self.assertEqual(report["cash_in"], self.money(310))
        self.assertEqual(report["cash_moved"], self.money(1500))
        self.assertEqual(report["expected_cash"], self.money(11810))
        self.assertEqual(report["difference"], self.money(0))

    def test_an_invoiced_order_is_in_the_taxes(self) -> None:
        session = self.open(0)
        order = self.order((self.burger, 1))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        record.partner_id = self.env["res.partner"].create({"name": "Guest"})
        self.pay(order, self.card, 1295)
        record.action_pos_order_invoice()
        self.pay(self.order((self.burger, 1)), self.card, 1295)
        report = self.close(session, 0)["report"]

        self.assertEqual(report["gross"], self.money(2590))
        [standard] = report["taxes"]
        self.assertEqual(standard["amount"], self.money(432))
        self.assertEqual(standard["base"], self.money(2158))


class TestSessionStock(SessionCase):
    """Stock is taken at closing, and its cost posted with the session."""

    def test_the_cost_of_what_was_sold_is_posted(self) -> None:
        valuation = self._account("asset_current", "Stock")
        expense = self._account("expense_direct_cost", "Cost of sales")
        category = self.env["product.category"].create(
            {
                "name": "Bottles",
                "property_valuation": "real_time",
                "property_cost_method": "standard",
                "property_stock_valuation_account_id": valuation.id,
                "property_account_expense_categ_id": expense.id,
            }
        )
        self.company.write({"inventory_valuation": "real_time", "anglo_saxon_accounting": True})
        wine = self._dish("Wine", 30.0, self.standard)
        wine.product_tmpl_id.write({"is_storable": True, "categ_id": category.id})
        wine.standard_price = 7.5
        location = self.till.picking_type_id.default_location_src_id
        self.env["stock.quant"]._update_available_quantity(wine, location, 10)
        self.till.payment_method_ids = [Command.set((self.cash | self.card).ids)]
        session = self.open(0)
        self.pay(self.order((wine, 2)), self.card, 6000)
        self.pay(self.order((wine, 1)), self.card, 3000)
        report = self.close(session, 0)["report"]

        self.assertEqual(set(session.picking_ids.mapped("state")), {"done"})
        self.assertEqual(sum(session.picking_ids.move_ids.mapped("quantity")), 3.0)
        self.assertEqual(wine.with_context(location=location.id).qty_available, 7.0)
        lines = session.move_id.line_ids
        cost = lines.filtered(lambda line: line.account_id == expense)
        stock = lines.filtered(lambda line: line.account_id == valuation)
        self.assertEqual((cost.debit, stock.credit), (22.5, 22.5))
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual(report["journal_entry"]["total"], self.money(11250))
        self.assertEqual(sum(session.order_ids.lines.mapped("total_cost")), 22.5)
