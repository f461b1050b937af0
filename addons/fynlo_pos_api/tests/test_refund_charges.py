from typing import Any

from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode
from ..exceptions import Conflict
from .refund_case import RefundCase


@tagged("post_install", "-at_install")
class TestRefundCharges(RefundCase):
    """Refunds of orders with discounts, service charges, other kinds of taxes, rounded cash."""

    def give_back(self, order: dict, *lines: int) -> dict:
        """Give back these lines whole."""
        sent = [{"line_id": order["lines"][index]["id"]} for index in lines]
        return self.refund(order, lines=sent)["refund"]

    def one(self, order: dict) -> dict:
        """Give back one of the first line."""
        return self.refund(order, lines=[{"line_id": order["lines"][0]["id"], "quantity": 1}])[
            "refund"
        ]

    def even(self, order: dict, *refunds: dict) -> None:
        """The refunds sum to the order, tax and all, and the session closes balanced."""
        for name in ("net", "tax", "total"):
            self.assertEqual(sum(item[name]["amount"] for item in refunds), order[name]["amount"])
        report = self.close(self.session, 10000)["report"]
        self.assertTrue(report["journal_entry"]["balanced"])
        self.assertEqual(sum(tax["amount"]["amount"] for tax in report["taxes"]), 0)
        self.assertEqual(report["gross"], self.money(0))

    def test_a_discount_on_the_order(self) -> None:
        """10 % off 29.00: a burger is worth 11.65, the other one 11.66, the bread 2.79."""
        order = self.order((self.burger, 2), (self.bread, 1))
        reason = self.reason_of("discount")
        order = self.command(
            "order.add_discount", order_id=order["id"], percent=10, reason_id=reason
        )
        self.pay(order, self.card, 2610)
        refunds = [self.one(order), self.give_back(order, 0), self.give_back(order, 1)]
        self.assertEqual([item["total"]["amount"] for item in refunds], [1165, 1166, 279])
        self.even(order, *refunds)

    def reason_of(self, kind: str) -> int:
        """A reason of that kind."""
        domain = [("kind", "=", kind), ("company_id", "=", self.company.id)]
        return self.env["fynlo.reason"].search(domain, limit=1).id

    def test_a_discount_on_a_line(self) -> None:
        """1.00 off two burgers goes back with them, half with each."""
        reduction = {"amount": self.money(100), "reason_id": self.reason_of("discount")}
        line = {"product_id": self.burger.id, "quantity": 2, "discount": reduction}
        order = self.command(
            "order.create", lines=[line, {"product_id": self.bread.id, "quantity": 1}]
        )
        self.assertEqual(order["total"], self.money(2800))
        self.pay(order, self.card, 2800)
        first = self.one(order)
        self.assertEqual(first["total"], self.money(1245))
        self.even(order, first, self.give_back(order, 0, 1))

    def test_a_service_charge(self) -> None:
        """12.5 % of 29.00 is 3.63: the bread takes 0.39 of it back, the burgers the rest."""
        self.env["fynlo.service.charge"].create({"name": "Service", "minimum_covers": 2})
        order = self.order((self.burger, 2), (self.bread, 1), covers=2)
        self.assertEqual(order["total"], self.money(3263))
        self.pay(order, self.card, 3263)
        bread = self.give_back(order, 1)
        self.assertEqual(bread["total"], self.money(310 + 39))
        self.even(order, bread, self.give_back(order, 0))

    def test_a_comped_dish(self) -> None:
        """It goes back for nothing, and its stock with it."""
        order = self.order((self.burger, 1), (self.bread, 1))
        self.record(order).lines[0].discount = 100.0
        service = self.env["fynlo.order.lines"].with_context(**self.runner().env.context)
        service._reprice(self.record(order), [])
        self.pay(order, self.card, 310)
        made = self.give_back(order, 0)
        self.assertEqual((made["total"], made["payments"]), (self.money(0), []))
        self.assertEqual(self.record(made).state, "paid")
        self.assertTrue(self.close(self.session, 10000)["report"]["journal_entry"]["balanced"])

    def test_taxes_on_top(self) -> None:
        """Two taxes that the price does not hold: thirds of 3 at 3.33 sum to 11.49."""
        state, city = self.on_top("State", 10), self.on_top("City", 5)
        dish = self._dish("Soup", 3.33, state | city)
        order = self.order((dish, 3))
        self.assertEqual(order["total"], self.money(1149))
        self.pay(order, self.card, 1149)
        refunds = [self.one(order) for _ in range(3)]
        self.assertEqual([item["total"]["amount"] for item in refunds], [383, 383, 383])
        self.even(order, *refunds)

    def on_top(self, name: str, rate: float) -> Any:
        """A tax that comes on top of the price."""
        tax = self._tax(name, rate)
        tax.price_include_override = "tax_excluded"
        return tax

    def test_an_amount_with_taxes_on_top(self) -> None:
        """1.00 of what costs 3.83 is 0.87 and 0.13 of taxes."""
        dish = self._dish("Soup", 3.33, self.on_top("State", 10) | self.on_top("City", 5))
        order = self.order((dish, 1))
        self.pay(order, self.card, 383)
        made = self.refund(order, amount=self.money(100))["refund"]
        self.assertEqual((made["net"], made["tax"]), (self.money(87), self.money(13)))
        rest = self.refund(order, amount=self.money(283))["refund"]
        self.even(order, made, rest)

    def test_what_odoo_would_book_otherwise_is_refused(self) -> None:
        """A refund whose lines say something else than Odoo's engine."""
        made = self.one(self.paid_order())
        record = self.record(made)
        making = self.env["fynlo.refund.making"].with_context(**self.runner().env.context)
        making._check_books(record)
        record.lines.write({"price_subtotal_incl": -13.0})
        with self.assertRaises(Conflict) as caught:
            making._check_books(record)
        self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)

    def test_a_refund_of_odoos_own_till_counts(self) -> None:
        """What Odoo gave back of the order is not given back again."""
        order = self.paid_order()
        refund = self.record(order)._refund()
        pay = {"amount": refund.amount_total, "payment_method_id": self.card.id}
        refund.add_payment({**pay, "pos_order_id": refund.id})
        refund.action_pos_order_paid()
        found = self.query("payment.refunds", order_id=order["id"])
        self.assertEqual(found["order"]["refundable"], self.money(0))
        [item] = found["items"]
        self.assertEqual((item["total"], item["order_id"]), (self.money(2900), order["id"]))


@tagged("post_install", "-at_install")
class TestRefundRounded(RefundCase):
    """Refunds on a till that takes no coin below 5."""

    def setUp(self) -> None:
        """Round cash, and sell a soup at 3.07 for 3.05."""
        super().setUp()
        self.close(self.session, 10000)
        gain, loss = self._account("income_other", "Gain"), self._account("expense", "Loss")
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "To 5",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": gain.id,
                "loss_account_id": loss.id,
            }
        )
        values = {"cash_rounding": True, "only_round_cash_method": True}
        self.till.write({**values, "rounding_method": rounding.id})
        self.soup = self._dish("Soup", 3.07, self.zero)
        self.soup.taxes_id = [Command.set(self.zero.ids)]
        self.session = self.open(10000)

    def test_as_much_as_was_paid(self) -> None:
        """The guest gets back the 3.05 that he paid, and the drawer is right."""
        order = self.order((self.soup, 1))
        self.pay(order, self.cash, 305)
        made = self.refund(order, lines=[{"line_id": order["lines"][0]["id"]}])
        self.assertEqual(made["order"]["refundable"], self.money(0))
        self.assertEqual(made["refund"]["payments"][0]["amount"], self.money(-305))
        report = self.close(self.session, 10000)["report"]
        self.assertEqual(report["difference"], self.money(0))
        self.assertTrue(report["journal_entry"]["balanced"])

    def test_a_part_in_coins(self) -> None:
        """1.02 of it is 1.00 in cash."""
        order = self.order((self.soup, 1))
        self.pay(order, self.cash, 305)
        made = self.refund(order, amount=self.money(102))
        self.assertEqual(made["refund"]["payments"][0]["amount"], self.money(-100))
        self.assertEqual(made["order"]["refundable"], self.money(205))
        report = self.close(self.session, 10205)["report"]
        self.assertEqual(report["difference"], self.money(0))
        self.assertTrue(report["journal_entry"]["balanced"])
