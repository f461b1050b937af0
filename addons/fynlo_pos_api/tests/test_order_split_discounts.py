from typing import Any

from odoo.tests import tagged

from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderSplitDiscounts(SessionCase):
    """Discounts and service charges of orders that are split and merged."""

    def setUp(self) -> None:
        super().setUp()
        self.open()

    def reason(self, kind: str) -> int:
        """The first reason of that kind on the company's list."""
        domain = [("kind", "=", kind), ("company_id", "=", self.company.id)]
        return self.env["fynlo.reason"].search(domain, limit=1).id

    def discount(self, order: dict[str, Any], **much: Any) -> dict[str, Any]:
        """Take a discount off the whole order."""
        values = {"reason_id": self.reason("discount"), **much}
        return self.command("order.add_discount", order_id=order["id"], **values)

    def split(self, order: dict[str, Any], *lines: tuple[int, float]) -> list[dict[str, Any]]:
        """Split so much of the lines (by index) off; the order and the new one."""
        takes = [
            {"line_id": order["lines"][index]["id"], "quantity": quantity}
            for index, quantity in lines
        ]
        done = self.command("order.split", order_id=order["id"], checks=[{"lines": takes}])
        return [done["order"], *done["orders"]]

    def totals(self, *orders: dict[str, Any]) -> list[int]:
        """What the orders cost."""
        return [order["total"]["amount"] for order in orders]

    def amounts(self, order: dict[str, Any], kind: str = "discount") -> list[int]:
        """The derived lines of that kind."""
        return [line["unit_price"]["amount"] for line in order["lines"] if line["kind"] == kind]

    def test_a_share_is_divided_as_it_was(self) -> None:
        """10 % of two burgers are 2.59: 1.30 and 1.29, until the dishes change."""
        order = self.discount(self.order((self.burger, 2)), percent=10)
        self.assertEqual(self.totals(order), [2331])
        order, made = self.split(order, (0, 1))
        self.assertEqual((self.amounts(order), self.amounts(made)), ([-130], [-129]))
        self.assertEqual(self.totals(order, made), [1165, 1166])
        paid = self.pay(made, self.card, 1166, tip=self.money(100))
        self.assertEqual(paid["order"]["state"], "paid")
        more = self.command(
            "order.add_lines", order_id=order["id"], lines=[{"product_id": self.burger.id}]
        )
        self.assertEqual(self.totals(more), [2331])

    def test_an_amount_is_divided(self) -> None:
        """5.00 off two dishes of different taxes, in proportion; nothing is lost."""
        order = self.discount(self.order((self.burger, 1), (self.bread, 1)), amount=self.money(500))
        self.assertEqual(self.totals(order), [1105])
        order, made = self.split(order, (1, 1))
        self.assertEqual(self.amounts(order), [-403])
        self.assertEqual(self.amounts(made), [-97])
        self.assertEqual(self.totals(order, made), [892, 213])
        discounts = [item["adjustments"][0]["amount"]["amount"] for item in (order, made)]
        self.assertEqual(discounts, [403, 97])
        back = self.command("order.merge", target_id=made["id"], orders=[{"order_id": order["id"]}])
        self.assertEqual(self.totals(back), [1105])

    def test_a_lines_discount_goes_with_it(self) -> None:
        """1.00 off a line of three: the third that goes has 33 pence of it."""
        discount = {"amount": self.money(100), "reason_id": self.reason("discount")}
        line = {"product_id": self.burger.id, "quantity": 3, "discount": discount}
        order = self.command("order.create", lines=[line])
        self.assertEqual(self.totals(order), [3785])
        order, made = self.split(order, (0, 1))
        self.assertEqual((self.amounts(order), self.amounts(made)), ([-67], [-33]))
        self.assertEqual(self.totals(order, made), [2523, 1262])
        parent = made["lines"][0]["id"]
        self.assertEqual(made["lines"][1]["discount_of_id"], parent)

    def test_a_service_charge_is_divided(self) -> None:
        """12.5 % of 16.05 are 2.01, and no part is charged again."""
        rule = {"name": "Service", "company_id": self.company.id, "value": 12.5}
        self.env["fynlo.service.charge"].create(rule)
        order = self.order((self.burger, 1), (self.bread, 1))
        self.assertEqual(
            (self.totals(order), self.amounts(order, "service_charge")), ([1806], [201])
        )
        order, made = self.split(order, (0, 0.5))
        charges = self.amounts(order, "service_charge") + self.amounts(made, "service_charge")
        self.assertEqual(sum(charges), 201)
        self.assertEqual(sum(self.totals(order, made)), 1806)
        refused = self.command("order.remove_service_charge", order_id=made["id"])
        self.assertEqual(self.totals(refused), [made["total"]["amount"] - charges[1]])

    def test_merged_discounts_stay_amounts(self) -> None:
        """10 % of one order is 1.30 off the merged one, not 10 % of everything."""
        order = self.discount(self.order((self.burger, 1)), percent=10)
        other = self.order((self.burger, 3))
        merged = self.command(
            "order.merge", target_id=other["id"], orders=[{"order_id": order["id"]}]
        )
        self.assertEqual(self.totals(merged), [1165 + 3885])
        self.assertEqual(self.amounts(merged), [-130])
        [told] = merged["adjustments"]
        self.assertEqual((told["calculation"], told["amount"]), ("amount", self.money(130)))
        more = self.command(
            "order.add_lines", order_id=merged["id"], lines=[{"product_id": self.bread.id}]
        )
        self.assertEqual(self.totals(more), [1165 + 3885 + 310])

    def test_what_was_comped_stays_comped(self) -> None:
        """A line that was given away costs nothing on its new order either."""
        order = self.order((self.burger, 2), (self.bread, 1))
        values = {"line_id": order["lines"][0]["id"], "reason_id": self.reason("comp")}
        order = self.command("order.comp_line", order_id=order["id"], **values)
        order, made = self.split(order, (0, 1))
        self.assertEqual(self.totals(order, made), [310, 0])
        self.assertTrue(made["lines"][0]["discount"]["comped"])
