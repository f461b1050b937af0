from odoo.tests import tagged

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenAutoSending(KitchenCase):
    """Tills whose orders go to the kitchen by themselves."""

    def test_when_it_is_ordered(self) -> None:
        """At once, also what is added; the reply has the order as it is then."""
        self.till.fynlo_kitchen_sends = "ordered"
        order = self.order((self.beer, 1))
        self.assertEqual(self.rows(order), [("Bar", "Beer", "added", "new", 1, 1)])
        self.assertEqual(order["version"], self.record(order).fynlo_version)
        self.assertEqual(order["status"], "confirmed")
        line = {"product_id": self.beer.id}
        self.run_command("order.add_lines", order_id=order["id"], lines=[line])
        self.assertEqual(len(self.rows(order)), 2)

    def test_when_it_is_paid(self) -> None:
        """Not before."""
        self.till.fynlo_kitchen_sends = "paid"
        order = self.order((self.beer, 1), order_type="takeaway")
        self.assertEqual(self.rows(order), [])
        self.pay(order, self.cash, order["total"]["amount"])
        self.assertEqual(self.rows(order), [("Bar", "Beer", "added", "new", 1, 1)])

    def test_by_hand(self) -> None:
        """Neither."""
        order = self.order((self.beer, 1), order_type="takeaway")
        self.pay(order, self.cash, order["total"]["amount"])
        self.assertEqual(self.rows(order), [])
