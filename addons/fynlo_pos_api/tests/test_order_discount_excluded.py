from typing import Any

from odoo.tests import tagged

from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderDiscountExcluded(SessionCase):
    """Discounts where taxes come on top of prices and are rounded line by line."""

    @classmethod
    def setUpClass(cls) -> None:
        """Two dishes at 1.02 and 20 % on top: 0.20 each, and 0.41 on both."""
        super().setUpClass()
        cls.company.tax_calculation_rounding_method = "round_per_line"
        cls.on_top = cls._tax("On top", 20)
        cls.on_top.price_include_override = "tax_excluded"
        cls.coffee = cls._dish("Coffee", 1.02, cls.on_top)
        cls.tea = cls._dish("Tea", 1.02, cls.on_top)

    def discount(self, order: dict[str, Any], **values: Any) -> Any:
        """Take something off the whole order."""
        values = {"order_id": order["id"], "reason_id": self.reason("discount"), **values}
        return self.command("order.add_discount", **values)

    def test_it_is_off_the_price_and_its_tax(self) -> None:
        self.open()
        order = self.order((self.coffee, 1), (self.tea, 1))
        self.assertEqual(order["total"], self.money(244))
        order = self.discount(order, amount=self.money(100))
        self.assertEqual((order["net"], order["tax"]), (self.money(104), self.money(20)))

    def test_nothing_is_sold_for_less_than_nothing(self) -> None:
        """All of it off: the tax of the discount may not be more than that of the dishes."""
        self.open()
        order = self.discount(self.order((self.coffee, 1), (self.tea, 1)), percent=100)
        self.assertEqual(order["total"], self.money(0))
        total = sum(line["total"]["amount"] for line in order["lines"])
        self.assertEqual(total, 0)
