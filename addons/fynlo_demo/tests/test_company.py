from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from odoo.addons.fynlo_demo.books import open_books, refuse_used_books

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestCompany(DemoCase):
    def setUp(self) -> None:
        super().setUp()
        self.company = self.env.ref("base.main_company")

    def test_company_is_british(self) -> None:
        self.assertEqual(self.company.name, "The Copper Kettle")
        self.assertEqual(self.company.currency_id.name, "GBP")
        self.assertEqual(self.company.country_id.code, "GB")
        self.assertEqual(self.company.vat, "GB123456782")
        self.assertEqual(self.company.chart_template, "uk")

    def test_only_sales_prices_include_tax(self) -> None:
        taxes = self.env["account.tax"].search([("company_id", "=", self.company.id)])
        included = taxes.filtered("price_include")
        self.assertEqual(
            set(included.mapped(lambda tax: (tax.name, tax.type_tax_use))),
            {("20%", "sale"), ("5%", "sale"), ("0%", "sale")},
        )

    def test_pounds_are_the_only_currency(self) -> None:
        self.assertEqual(self.env["res.currency"].search([]).mapped("name"), ["GBP"])
        self.assertEqual(self.env["product.pricelist"].search([]), self.record("pricelist_menu"))

    def test_stock_moves_wait_for_the_session_to_close(self) -> None:
        self.assertEqual(self.company.point_of_sale_update_stock_quantities, "closing")

    def test_opening_hours(self) -> None:
        hours = self.record("opening_hours")
        self.assertEqual(hours.tz, "Europe/London")
        self.assertEqual(len(hours.attendance_ids), 10)
        self.assertNotIn("0", hours.attendance_ids.mapped("dayofweek"), "closed on Mondays")
        takeaway = self.env.ref("pos_restaurant.pos_takeout_preset")
        self.assertEqual(takeaway.resource_calendar_id, hours)

    def test_opening_the_books_again_changes_nothing(self) -> None:
        before = self.env["account.account"].search([]).ids
        open_books(self.env)
        self.assertEqual(self.env["account.account"].search([]).ids, before)

    def test_a_company_with_journal_entries_is_left_alone(self) -> None:
        refuse_used_books(self.env)
        account = self.env["account.account"].search([("code", "=", "400000")])
        lines = [{"account_id": account.id, "debit": 1}, {"account_id": account.id, "credit": 1}]
        entry = {"move_type": "entry", "line_ids": [Command.create(line) for line in lines]}
        self.env["account.move"].create(entry).action_post()
        with self.assertRaisesRegex(UserError, "The Copper Kettle already has journal entries"):
            refuse_used_books(self.env)
