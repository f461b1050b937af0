from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import FynloError
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestLineTerms(SessionCase):
    """What staff decide about new lines: discounts, prices by hand, seat, course, notes."""

    @classmethod
    def setUpClass(cls) -> None:
        """Beside the others a dish with an open price, from 1.00 to 50.00."""
        super().setUpClass()
        cls.special = cls._dish("Special", 0, cls.standard)
        cls.special.product_tmpl_id.write(
            {"fynlo_open_price": True, "fynlo_open_price_min": 1, "fynlo_open_price_max": 50}
        )

    def order_of(self, *lines: dict[str, Any], caller: object = None, **values: Any) -> Any:
        """Order these lines; without a product they are burgers."""
        sent = [{"product_id": self.burger.id, **line} for line in lines]
        return self.command("order.create", caller, lines=sent, **values)

    def off(self, **values: Any) -> dict[str, Any]:
        """A discount with a reason."""
        return {"discount": {"reason_id": self.reason("discount"), **values}}

    def override(self, price: int) -> dict[str, Any]:
        """Another price, with a reason."""
        reason_id = self.reason("price_override")
        return {"price_override": {"price": self.money(price), "reason_id": reason_id}}

    def refused(self, line: dict[str, Any], caller: object = None) -> tuple[str, str]:
        """(field, code) of the refusal of a line; no order is made."""
        orders = self.env["pos.order"].search_count([])
        with self.assertRaises(FynloError) as caught:
            self.order_of(line, caller=caller)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        error = caught.exception.errors[0]
        return error["field"], caught.exception.code

    def test_a_share_off_a_line(self) -> None:
        """25 % of 12.95 is 3.24: the line costs 9.71."""
        self.open()
        order = self.order_of(self.off(percent=25), {})
        first = order["lines"][0]
        self.assertEqual((first["total"], first["discount"]["percent"]), (self.money(971), 25.0))
        self.assertEqual(first["unit_price"], self.money(1295))
        self.assertEqual(len(order["lines"]), 2)
        self.assertEqual(order["total"], self.money(971 + 1295))
        [event] = self.event("order.line_discounted")
        self.assertEqual((event.payload["percent"], event.payload["amount"]), (25.0, None))
        self.assertEqual(event.approver_id, self.employee)

    def test_an_amount_off_a_line(self) -> None:
        """It is a derived line tied to the dish, and never more than the dish costs."""
        self.open()
        order = self.order_of(self.off(amount=self.money(200)), self.off(amount=self.money(2000)))
        first, second, two, rest = order["lines"]
        self.assertEqual((first["total"], second["total"]), (self.money(1295), self.money(1295)))
        self.assertEqual((two["kind"], two["total"]), ("discount", self.money(-200)))
        self.assertEqual(
            (two["discount_of_id"], rest["discount_of_id"]), (first["id"], second["id"])
        )
        self.assertEqual(rest["total"], self.money(-1295))
        self.assertEqual(order["total"], self.money(1095))
        self.assertEqual(order["net"]["amount"], sum(x["net"]["amount"] for x in order["lines"]))

    def test_an_amount_off_follows_the_line(self) -> None:
        """A void of the dish takes its discount with it."""
        self.open()
        order = self.order_of(self.off(amount=self.money(200)), {})
        order = self.command(
            "order.void_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            reason_id=self.reason("void"),
        )
        self.assertEqual([line["kind"] for line in order["lines"]], ["item", "item"])
        self.assertEqual(order["total"], self.money(1295))

    def test_limits_of_a_discount(self) -> None:
        """A cashier gives 10 % or 10.00 alone; above it takes a manager, here by PIN."""
        self.open()
        cashier = self.caller(Role.CASHIER)
        for off in ({"percent": 10}, {"amount": self.money(1000)}):
            self.order_of(self.off(**off), caller=cashier)
        for off in ({"percent": 10.01}, {"amount": self.money(1001)}):
            refused = self.refused(self.off(**off), cashier)
            self.assertEqual(refused, ("approval", ErrorCode.APPROVAL_REQUIRED))
        manager = self.env["hr.employee"].create(
            {"name": "Max", "pin": "4711", "fynlo_role": "manager"}
        )
        approval = {"employee_id": manager.id, "pin": "4711"}
        order = self.order_of(self.off(percent=50), caller=cashier, approval=approval)
        self.assertEqual(order["total"], self.money(648))
        line = self.env["pos.order.line"].search([("uuid", "=", order["lines"][0]["id"])])
        self.assertEqual(line.sudo().fynlo_discount_approver_id, manager)

    def test_another_price(self) -> None:
        """A manager sells for 9.00; the event says what for; a cashier is refused."""
        self.open()
        order = self.order_of(self.override(900), {"quantity": 2})
        first = order["lines"][0]
        self.assertEqual((first["unit_price"], first["price_overridden"]), (self.money(900), True))
        self.assertFalse(order["lines"][1]["price_overridden"])
        self.assertEqual(order["total"], self.money(900 + 2590))
        [event] = self.event("order.price_overridden")
        self.assertEqual(event.payload["price"], self.money(900))
        self.assertEqual(event.payload["reason"], "Wrong price on the menu")
        refused = self.refused(self.override(900), self.caller(Role.CASHIER))
        self.assertEqual(refused, ("approval", ErrorCode.APPROVAL_REQUIRED))

    def test_an_open_price(self) -> None:
        self.open()
        special = {"product_id": self.special.id}
        order = self.order_of({**special, "price": self.money(1750), "quantity": 2})
        [line] = order["lines"]
        self.assertEqual((line["kind"], line["total"]), ("open", self.money(3500)))
        for price, field in (
            ({}, "lines.0.price"),
            ({"price": self.money(99)}, "lines.0.price.amount"),
            ({"price": self.money(5001)}, "lines.0.price.amount"),
            ({"price": {"amount": 500, "currency": "PLN"}}, "lines.0.price.currency"),
            ({"price": self.money(500), **self.override(900)}, "lines.0.price_override"),
        ):
            self.assertEqual(
                self.refused({**special, **price}), (field, ErrorCode.VALIDATION_FAILED)
            )
        refused = self.refused({"price": self.money(500)})
        self.assertEqual(refused, ("lines.0.price", ErrorCode.VALIDATION_FAILED))

    def test_seat_course_and_notes(self) -> None:
        """As Odoo's own till keeps them: its courses by number, its internal note."""
        self.open()
        serving = {"seat": 2, "course": 1, "note": "Birthday", "kitchen_note": "No salt"}
        order = self.order_of(serving, {"course": 2}, {"course": 1}, kitchen_note="In a hurry")
        sent = {name: order["lines"][0][name] for name in serving}
        self.assertEqual(sent, serving)
        self.assertEqual([line["course"] for line in order["lines"]], [1, 2, 1])
        self.assertEqual(order["kitchen_note"], "In a hurry")
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        self.assertEqual(record.course_ids.sorted("index").mapped("index"), [1, 2])
        self.assertEqual(record.lines[0].note, '[{"text": "No salt", "colorIndex": 0}]')
        added = [{"product_id": self.bread.id, "course": 2}]
        self.command("order.add_lines", order_id=order["id"], lines=added)
        self.assertEqual(len(record.course_ids), 2)

    def test_a_dish_has_its_course(self) -> None:
        """Unless the caller names another."""
        self.open()
        self.burger.product_tmpl_id.fynlo_course = 2
        order = self.order_of({}, {"course": 1}, {"product_id": self.bread.id})
        self.assertEqual([line["course"] for line in order["lines"]], [2, 1, None])

    def test_what_is_too_large_to_be_told_is_refused(self) -> None:
        self.open()
        line = {**self.override(10**10), "quantity": 11}
        self.assertEqual(self.refused(line), ("lines", ErrorCode.VALIDATION_FAILED))
        half = {**self.override(10**10), "quantity": 6}
        orders = self.env["pos.order"].search_count([])
        with self.assertRaises(FynloError):
            self.order_of(half, half)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
