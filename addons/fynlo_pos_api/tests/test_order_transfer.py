from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Invalid, VersionConflict
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderTransfer(SessionCase):
    """order.transfer and order.history."""

    def setUp(self) -> None:
        """Two tables of the till, and one of nobody's."""
        super().setUp()
        floors = self.env["restaurant.floor"]
        self.till.module_pos_restaurant = True
        floor = floors.create({"name": "Main", "pos_config_ids": [Command.set(self.till.ids)]})
        elsewhere = floors.create({"name": "Elsewhere"})
        self.window, self.corner, self.strange = self.env["restaurant.table"].create(
            [
                {"floor_id": place.id, "table_number": number}
                for number, place in ((1, floor), (2, floor), (3, elsewhere))
            ]
        )
        self.ann = self.env["hr.employee"].create({"name": "Ann", "fynlo_role": "server"})
        self.open()

    def transfer(self, order: dict, **values: object) -> dict:
        """Hand the order over, as a server."""
        return self.command(
            "order.transfer", self.caller(Role.SERVER), order_id=order["id"], **values
        )

    def test_to_a_table_and_an_employee(self) -> None:
        """The order goes; the event says from where."""
        order = self.order((self.burger, 1), table_id=self.window.id)
        moved = self.transfer(order, table_id=self.corner.id, employee_id=self.ann.id)
        expected = {
            "version": 2,
            "table_id": self.corner.id,
            "employee_id": self.ann.id,
        }
        self.assertEqual(moved, {**order, **expected})
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        self.assertEqual((record.table_id, record.cashier), (self.corner, "Ann"))
        [payload] = self.events("order.transferred")
        self.assertEqual(
            payload,
            {
                "reference": order["reference"],
                "table_id": self.corner.id,
                "table": "Main, 2",
                "table_id_before": self.window.id,
                "table_before": "Main, 1",
                "employee_id": self.ann.id,
                "employee": "Ann",
                "employee_id_before": self.employee.id,
                "employee_before": "Kim",
            },
        )

    def test_refusals_change_nothing(self) -> None:
        """Nowhere, a table or an employee of somebody else, a stale version, a paid order."""
        order = self.order((self.bread, 1), table_id=self.window.id)
        company = self.env["res.company"].create({"name": "Others"})
        stranger = self.env["hr.employee"].create({"name": "Eve", "company_id": company.id})
        wrong = {
            "table_id": ({}, {"table_id": self.strange.id}),
            "employee_id": ({"employee_id": stranger.id},),
        }
        for field, cases in wrong.items():
            for values in cases:
                with self.assertRaises(Invalid) as caught:
                    self.transfer(order, **values)
                self.assertEqual(caught.exception.errors[0]["field"], field)
        with self.assertRaises(VersionConflict):
            self.transfer(order, table_id=self.corner.id, base_version=0)
        self.assertEqual(self.query("order.get", order_id=order["id"]), order)
        self.pay(order, self.card, 310)
        with self.assertRaises(Conflict) as caught:
            self.transfer(order, table_id=self.corner.id)
        self.assertEqual(caught.exception.code, ErrorCode.ORDER_NOT_OPEN)
        self.assertFalse(self.events("order.transferred"))

    def test_history_tells_it(self) -> None:
        """Who did what, in words, page by page."""
        order = self.order((self.burger, 2), table_id=self.window.id)
        self.transfer(order, table_id=self.corner.id)
        self.pay(order, self.cash, 2590, tendered=self.money(3000))
        currency = self.till.currency_id.name
        pages, cursor = [], None
        while True:
            page = self.query("order.history", order_id=order["id"], limit=3, cursor=cursor)
            pages.append([(item["version"], item["summary"]) for item in page["items"]])
            cursor = page["next_cursor"]
            if cursor is None:
                break
        self.assertEqual(
            pages,
            [
                [
                    (1, f"Opened with 2 x Burger: 25.90 {currency}."),
                    (2, "Transferred from table Main, 1 to Main, 2."),
                    (
                        3,
                        f"Took 25.90 {currency}, gave 4.10 {currency} change; 0.00 {currency} due.",
                    ),
                ],
                [(4, f"Paid in full: 25.90 {currency}.")],
            ],
        )
        [first, *_] = self.query("order.history", order_id=order["id"])["items"]
        self.assertEqual(first["employee"], {"id": self.employee.id, "name": "Kim"})
        self.assertEqual((first["approved_by"], first["device"]), (None, None))
        self.assertEqual(first["event"], "order.created")
