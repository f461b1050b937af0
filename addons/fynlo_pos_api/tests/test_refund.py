from typing import Any
from uuid import uuid4

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import ApprovalRequired, Conflict, Forbidden, Invalid, NotFound
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestRefund(RefundCase):
    """payment.refund and payment.refunds: lines and amounts, to the penny and tax by tax."""

    def refused(self, error: type[UserError], order: dict, **values: Any) -> UserError:
        """The refusal of a refund, which must leave nothing behind."""
        orders = self.env["pos.order"].search_count([])
        payments = self.env["pos.payment"].search_count([])
        with self.assertRaises(error) as caught:
            self.refund(order, **values)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        self.assertEqual(self.env["pos.payment"].search_count([]), payments)
        self.assertFalse(self.events("order.refunded"))
        return caught.exception

    def test_a_line_in_parts(self) -> None:
        """One burger, then the other: each 12.95, of which 2.16 is tax; both sum to the line."""
        order = self.paid_order()
        burger = order["lines"][0]["id"]
        first = self.refund(order, lines=[{"line_id": burger, "quantity": 1}])
        made = first["refund"]
        self.assertEqual(
            (made["total"], made["net"], made["tax"]),
            (self.money(1295), self.money(1079), self.money(216)),
        )
        self.assertEqual(
            first["order"],
            {
                "id": order["id"],
                "version": order["version"] + 1,
                "paid": self.money(2900),
                "refunded": self.money(1295),
                "refundable": self.money(1605),
            },
        )
        second = self.refund(order, lines=[{"line_id": burger}])["refund"]
        self.assertEqual(second["lines"][0]["quantity"], 1.0)
        sold = order["lines"][0]
        for name in ("net", "total"):
            self.assertEqual(made[name]["amount"] + second[name]["amount"], sold[name]["amount"])
        refunds = self.query("payment.refunds", order_id=order["id"])
        self.assertEqual([item["id"] for item in refunds["items"]], [made["id"], second["id"]])
        self.assertEqual(refunds["order"]["refundable"], self.money(310))

    def test_three_thirds_are_the_whole(self) -> None:
        """Three at 3.33 less 10 %: 8.99. By itself each would be 3.00, and the tax 0.50."""
        dish = self._dish("Soup", 3.33, self.standard)
        order = self.order((dish, 3))
        record = self.record(order)
        record.lines.write({"discount": 10.0})
        self.service_reprice(record)
        self.pay(order, self.card, 899)
        line = order["lines"][0]["id"]
        made = [
            self.refund(order, lines=[{"line_id": line, "quantity": 1}])["refund"] for _ in range(3)
        ]
        self.assertEqual([item["total"]["amount"] for item in made], [300, 299, 300])
        self.assertEqual(sum(item["tax"]["amount"] for item in made), 150)
        report = self.close(self.session, 10000)["report"]
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual([tax["amount"]["amount"] for tax in report["taxes"]], [0])

    def service_reprice(self, record: Any) -> None:
        """Sum up an order whose lines the test changed."""
        service = self.env["fynlo.order.lines"].with_context(**self.runner().env.context)
        service._reprice(record, [])

    def test_an_amount_over_two_rates(self) -> None:
        """8.00 of 29.00: 7.14 of the burgers at 20 % and 0.86 of the bread at 0 %."""
        order = self.paid_order()
        made = self.refund(order, amount=self.money(800))["refund"]
        self.assertEqual(
            [(item["line_id"], item["net"], item["total"]) for item in made["lines"]],
            [
                (None, self.money(595), self.money(714)),
                (None, self.money(86), self.money(86)),
            ],
        )
        rest = self.refund(order, amount=self.money(2100))
        self.assertEqual(rest["order"]["refundable"], self.money(0))
        taxes = made["tax"]["amount"] + rest["refund"]["tax"]["amount"]
        self.assertEqual(taxes, order["tax"]["amount"])

    def test_never_more_than_was_paid(self) -> None:
        order = self.paid_order()
        burger, bread = (line["id"] for line in order["lines"])
        error = self.refused(Invalid, order, amount=self.money(2901))
        self.assertEqual(
            (error.code, error.errors[0]["field"]), (ErrorCode.REFUND_TOO_LARGE, "amount")
        )
        error = self.refused(Invalid, order, lines=[{"line_id": bread, "quantity": 2}])
        self.assertEqual(error.errors[0]["field"], "lines.0.quantity")
        error = self.refused(Invalid, order, lines=[{"line_id": str(uuid4())}])
        self.assertEqual(error.errors[0]["field"], "lines.0.line_id")
        error = self.refused(Invalid, order, amount=self.money(0))
        self.assertEqual(error.errors[0]["field"], "amount")
        self.refund(order, lines=[{"line_id": burger}, {"line_id": bread}])
        with self.assertRaises(Invalid):
            self.refund(order, amount=self.money(1))
        with self.assertRaises(Invalid):
            self.refund(order, lines=[{"line_id": bread}])
        self.assertEqual(len(self.events("order.refunded")), 1)

    def test_no_more_under_a_rate_than_was_sold(self) -> None:
        """After an amount the whole bread is too much, though the order has more to give."""
        order = self.paid_order()
        self.refund(order, amount=self.money(2000))
        with self.assertRaises(Invalid) as caught:
            self.refund(order, lines=[{"line_id": order["lines"][1]["id"]}])
        self.assertEqual(caught.exception.errors[0]["field"], "lines")
        self.assertEqual(len(self.events("order.refunded")), 1)

    def test_lines_or_an_amount(self) -> None:
        """Both, nothing, another currency, a line twice."""
        order = self.paid_order()
        line = {"line_id": order["lines"][0]["id"]}
        wrong = {
            "amount": {"lines": [line], "amount": self.money(100)},
            "lines": {},
            "amount.currency": {"amount": {"amount": 100, "currency": "XTS"}},
            "lines.1.line_id": {"lines": [line, line]},
        }
        for field, values in wrong.items():
            error = self.refused(Invalid, order, **values)
            self.assertEqual(error.errors[0]["field"], field)

    def test_only_paid_orders(self) -> None:
        """An open order and a refund give nothing back."""
        order = self.order((self.bread, 1))
        error = self.refused(Conflict, order, lines=[{"line_id": order["lines"][0]["id"]}])
        self.assertEqual(error.code, ErrorCode.ORDER_NOT_PAID)
        made = self.refund(self.paid_order(), amount=self.money(100))["refund"]
        with self.assertRaises(Conflict) as caught:
            self.refund(made, amount=self.money(100))
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_PAID)

    def test_to_the_methods_that_were_used(self) -> None:
        """10.00 by card and 19.00 in cash: a refund of 15.00 fills the card first."""
        order = self.order((self.burger, 2), (self.bread, 1))
        self.pay(order, self.cash, 1900, tendered=self.money(2000))
        self.pay(order, self.card, 1000)
        made = self.refund(order, amount=self.money(1500))["refund"]
        self.assertEqual(
            [(item["method"], item["amount"]["amount"]) for item in made["payments"]],
            [("Card", -1000), ("Cash", -500)],
        )
        rest = self.refund(order, amount=self.money(1400))["refund"]
        self.assertEqual([item["method"] for item in rest["payments"]], ["Cash"])
        self.assertEqual(
            self.listed(order),
            [
                ("taken", 1900, 0),
                ("taken", 1000, 0),
                ("refund", -1000, 0),
                ("refund", -500, 0),
                ("refund", -1400, 0),
            ],
        )
        listed = self.query("payment.list", order_id=order["id"])
        self.assertEqual((listed["paid"], listed["refunded"]), (self.money(2900),) * 2)

    def test_another_method_needs_a_manager(self) -> None:
        """What was paid by card leaves in cash with a manager only, whatever the amount."""
        order, cashier = self.paid_order(), self.caller(Role.CASHIER)
        self.limit(50.0)
        payments = [{"method_id": self.cash.id, "amount": self.money(310)}]
        values = {"amount": self.money(310), "payments": payments}
        self.refused(ApprovalRequired, order, caller=cashier, **values)
        error = self.refused(Invalid, order, amount=self.money(311), payments=payments)
        self.assertEqual(
            (error.code, error.errors[0]["field"]), (ErrorCode.TOTAL_MISMATCH, "payments")
        )
        made = self.refund(order, **values)["refund"]
        self.assertEqual(made["payments"][0]["method"], "Cash")

    def limit(self, amount: float) -> None:
        """Let cashiers give back so much alone."""
        domain = [("company_id", "=", self.company.id), ("role", "=", "cashier")]
        self.env["fynlo.role.limit"].search(domain).refund_amount = amount

    def test_limits_of_the_role(self) -> None:
        """A cashier with a limit of 5.00; a server gives nothing back."""
        order, cashier = self.paid_order(), self.caller(Role.CASHIER)
        self.refused(ApprovalRequired, order, caller=cashier, amount=self.money(1))
        self.limit(5.0)
        self.refused(ApprovalRequired, order, caller=cashier, amount=self.money(501))
        error = self.refused(
            Forbidden, order, caller=self.caller(Role.SERVER), amount=self.money(1)
        )
        self.assertEqual(error.code, ErrorCode.SCOPE_MISSING)
        made = self.refund(order, caller=cashier, amount=self.money(300))["refund"]
        self.assertEqual(made["total"], self.money(300))
        # What went back before counts.
        with self.assertRaises(ApprovalRequired):
            self.refund(order, caller=cashier, amount=self.money(201))
        self.assertEqual(len(self.events("order.refunded")), 1)
        made = self.refund(order, caller=cashier, amount=self.money(200))["refund"]
        self.assertEqual(made["total"], self.money(200))

    def test_a_reason_of_the_list(self) -> None:
        order = self.paid_order()
        other = self.env["fynlo.reason"].search([("kind", "=", "void")], limit=1)
        error = self.refused(Invalid, order, amount=self.money(1), reason_id=other.id)
        self.assertEqual(error.errors[0]["field"], "reason_id")
        made = self.refund(order, amount=self.money(1), note="Hair in it")["refund"]
        self.assertEqual((made["reason"], made["note"]), (self.reason.name, "Hair in it"))
        [told] = self.events("order.refunded")
        self.assertEqual(
            (told["refund_id"], told["total"], told["reason"], told["note"]),
            (made["id"], self.money(1), self.reason.name, "Hair in it"),
        )
        [told] = self.events("refund.created")
        self.assertEqual(told["order_id"], order["id"])

    def test_a_set_menu_goes_back_with_its_dishes(self) -> None:
        """Two set menus at 15.00 of burger and bread; one goes back whole."""
        menu = self.set_menu()
        combo = [{"choice_id": item.id} for item in menu.combo_ids.combo_item_ids]
        line = {"product_id": menu.id, "quantity": 2, "combo": combo}
        order = self.command("order.create", lines=[line])
        self.pay(order, self.card, 3000)
        own, dish = order["lines"][0]["id"], order["lines"][1]["id"]
        self.refused(Invalid, order, lines=[{"line_id": dish}])
        made = self.refund(order, lines=[{"line_id": own, "quantity": 1}])["refund"]
        self.assertEqual(made["total"], self.money(1500))
        self.assertEqual([item["quantity"] for item in made["lines"]], [1.0, 1.0, 1.0])
        lines = self.record(made).lines
        self.assertEqual(len(lines.filtered("combo_parent_id")), 2)
        self.refund(order, lines=[{"line_id": own}])
        self.assertTrue(self.close(self.session, 10000)["report"]["journal_entry"]["balanced"])

    def set_menu(self) -> Any:
        """A set menu of a burger and a bread."""
        combos = self.env["product.combo"].create(
            [
                {"name": dish.name, "combo_item_ids": [(0, 0, {"product_id": dish.id})]}
                for dish in (self.burger, self.bread)
            ]
        )
        values = {"name": "Menu", "type": "combo", "list_price": 15.0, "available_in_pos": True}
        template = self.env["product.template"].create(
            {**values, "combo_ids": [(6, 0, combos.ids)], "taxes_id": [(6, 0, self.standard.ids)]}
        )
        return template.product_variant_id

    def test_who_else_asks_finds_nothing(self) -> None:
        order = self.paid_order()
        other = self.caller(till_id=self._till("Terrace").id)
        self.refused(NotFound, order, caller=other, amount=self.money(1))
        with self.assertRaises(NotFound):
            self.query("payment.refunds", caller=other, order_id=order["id"])

    def test_an_old_version_and_a_taken_id(self) -> None:
        order = self.paid_order()
        error = self.refused(Conflict, order, amount=self.money(1), base_version=1)
        self.assertEqual(error.code, ErrorCode.VERSION_CONFLICT)
        error = self.refused(Conflict, order, amount=self.money(1), id=order["id"])
        self.assertEqual(error.code, ErrorCode.UUID_TAKEN)
        made = self.refund(order, amount=self.money(1), base_version=order["version"])
        self.assertEqual(made["order"]["version"], order["version"] + 1)
