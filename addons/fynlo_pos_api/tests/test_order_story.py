import doctest
from typing import Any
from unittest import TestCase

from ..domain import order_story
from ..domain.order_story import Words, tell

WORDS = Words({7: "Burger", 8: "Bread"})


def pounds(amount: int) -> dict[str, Any]:
    """An amount in pence."""
    return {"amount": amount, "currency": "GBP"}


LINES = [{"product_id": 7, "quantity": 2.0}, {"product_id": 9, "quantity": 0.5}]


class TestOrderStory(TestCase):
    """Events in plain words."""

    def told(self, event: str, **payload: Any) -> str:
        """The sentence about an event."""
        return tell(event, payload, WORDS)

    def test_lines(self) -> None:
        self.assertEqual(
            self.told("order.created", lines=LINES, total=pounds(2590)),
            "Opened with 2 x Burger, 0.5 x a product: 25.90 GBP.",
        )
        self.assertEqual(
            self.told("order.lines_added", lines=LINES[:1], total=pounds(5)),
            "Added 2 x Burger: now 0.05 GBP.",
        )
        self.assertEqual(
            self.told("order.line_voided", quantity=1.0, product_id=8, reason="Cold"),
            "Voided 1 x Bread: Cold.",
        )

    def test_money(self) -> None:
        change = {"amount": pounds(1000), "change": pounds(500), "due": pounds(0)}
        self.assertEqual(
            self.told("payment.recorded", **change),
            "Took 10.00 GBP, gave 5.00 GBP change; 0.00 GBP due.",
        )
        self.assertEqual(
            tell("order.paid", {"total": {"amount": 1200, "currency": "JPY"}}, Words({}, 0)),
            "Paid in full: 1200 JPY.",
        )

    def test_moves(self) -> None:
        orders = [{"reference": "26F-1-000002"}, {"reference": "26F-1-000003"}]
        self.assertEqual(
            self.told("order.split", orders=orders, total=pounds(310)),
            "Split off 26F-1-000002, 26F-1-000003; 3.10 GBP left.",
        )
        shares = [{"amount": pounds(334)}, {"amount": pounds(333)}]
        self.assertEqual(
            self.told("order.split", shares=shares),
            "Split what is due in 2 shares: 3.34 GBP, 3.33 GBP.",
        )
        self.assertEqual(
            self.told("order.merged", orders=orders[:1], total=pounds(310)),
            "Took in 26F-1-000002: now 3.10 GBP.",
        )
        self.assertEqual(
            self.told("order.transferred", table="Main, 2", employee="Ann", employee_before="Kim"),
            "Transferred from table none to Main, 2 and from employee Kim to Ann.",
        )
        self.assertEqual(
            self.told("order.cancelled", merged_into=orders[0]), "Merged into 26F-1-000002."
        )
        self.assertEqual(self.told("order.cancelled", reason="Left"), "Cancelled: Left.")

    def test_what_is_taken_off(self) -> None:
        given = {"percent": 12.5, "amount": None, "reason": "Staff"}
        self.assertEqual(
            self.told("order.discounted", **given), "Took 12.5 % off the order: Staff."
        )
        amount = {"percent": None, "amount": pounds(500), "reason": "Staff"}
        self.assertEqual(
            self.told("order.line_discounted", **amount), "Took 5.00 GBP off a line: Staff."
        )
        self.assertEqual(
            self.told("order.discount_removed", **amount), "Took the discount of 5.00 GBP back."
        )
        self.assertEqual(
            self.told("order.price_overridden", price=pounds(0), reason="Agreed"),
            "Set a price of 0.00 GBP: Agreed.",
        )
        self.assertEqual(
            self.told("order.line_comped", quantity=2.0, product_id=7, reason="Long wait"),
            "Gave away 2 x Burger: Long wait.",
        )

    def test_what_is_given_back(self) -> None:
        self.assertEqual(
            self.told("payment.cancelled", amount=pounds(100), reason="Wrong card"),
            "Took back 1.00 GBP: Wrong card.",
        )
        self.assertEqual(
            self.told("order.refunded", total=pounds(310), reason="Returned"),
            "Refunded 3.10 GBP: Returned.",
        )
        self.assertEqual(
            self.told("order.changed", changed={"table_id": 3, "order_type": "takeaway"}),
            "Changed table, order type.",
        )

    def test_what_is_not_known_is_told_by_its_name(self) -> None:
        self.assertEqual(self.told("order.course_fired"), "Course fired.")
        self.assertEqual(self.told("odd"), "Odd.")

    def test_examples(self) -> None:
        self.assertEqual(doctest.testmod(order_story).failed, 0)
