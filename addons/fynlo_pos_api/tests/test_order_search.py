from odoo.fields import Command
from odoo.tests import tagged

from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderSearch(SessionCase):
    """The filters of order.list."""

    def setUp(self) -> None:
        """Three orders that differ in everything."""
        super().setUp()
        self.till.module_pos_restaurant = True
        floor = self.env["restaurant.floor"].create(
            {"name": "Terrace_1", "pos_config_ids": [Command.set(self.till.ids)]}
        )
        self.table = self.env["restaurant.table"].create(
            {"floor_id": floor.id, "table_number": 4711}
        )
        self.guest = self.env["res.partner"].create({"name": "Zoë Quill", "phone": "+447700900123"})
        self.open(at="2023-01-02T08:00:00Z")
        self.noted = self.order(
            (self.bread, 1), note="50% off next time", ordered_at="2023-01-02T12:00:00Z"
        )["id"]
        self.seated = self.order(
            (self.burger, 1), table_id=self.table.id, ordered_at="2023-01-03T12:00:00Z"
        )["id"]
        self.known = self.order(
            (self.burger, 2), customer_id=self.guest.id, ordered_at="2023-01-04T12:00:00Z"
        )["id"]

    def ids(self, **filters: object) -> list[str]:
        """The ids of the orders that the filters leave, in their order."""
        return [order["id"] for order in self.query("order.list", **filters)["items"]]

    def test_text(self) -> None:
        """Numbers, guest, phone as people write it, table, note; and signs are only signs."""
        reference = self.query("order.get", order_id=self.noted)["reference"]
        found = {
            reference: [self.noted],
            "zoë": [self.known],
            "07700 900 123": [self.known],
            "4711": [self.seated],
            "terrace_": [self.seated],
            "TERRACEx": [],
            "50% off": [self.noted],
            "5%ff": [],
            "  ": [self.known, self.seated, self.noted],
        }
        for text, expected in found.items():
            self.assertEqual(self.ids(text=text), expected, text)

    def test_number(self) -> None:
        """The order number finds the order, whatever else it finds."""
        number = self.query("order.get", order_id=self.seated)["number"]
        self.assertIn(self.seated, self.ids(text=number))

    def test_who_and_where(self) -> None:
        """Customer, table, employee."""
        self.assertEqual(self.ids(customer_id=self.guest.id), [self.known])
        self.assertEqual(self.ids(table_id=self.table.id), [self.seated])
        everybody = [self.known, self.seated, self.noted]
        self.assertEqual(self.ids(employee_id=self.employee.id), everybody)
        ann = self.env["hr.employee"].create({"name": "Ann"})
        self.command("order.transfer", order_id=self.noted, employee_id=ann.id)
        self.assertEqual(self.ids(employee_id=ann.id), [self.noted])

    def test_how_much_and_when(self) -> None:
        """Totals in minor units, business dates; both ends are included."""
        self.assertEqual(self.ids(minimum_total=1295), [self.known, self.seated])
        self.assertEqual(self.ids(minimum_total=1296), [self.known])
        self.assertEqual(self.ids(maximum_total=1294), [self.noted])
        self.assertEqual(self.ids(date_from="2023-01-03"), [self.known, self.seated])
        self.assertEqual(self.ids(date_from="2023-01-02", date_to="2023-01-02"), [self.noted])
        self.assertEqual(self.ids(date="2023-01-03", date_to="2023-01-02"), [])
        self.assertEqual(self.ids(maximum_total=1295, date_from="2023-01-03"), [self.seated])
