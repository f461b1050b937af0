from typing import Any
from uuid import uuid4

from odoo.tests import tagged

from ..const import Role
from .common import RestaurantHttpCase


@tagged("post_install", "-at_install")
class TestOrderRoutes(RestaurantHttpCase):
    """The doors to changes of orders and lines, to discounts and charges."""

    @classmethod
    def setUpClass(cls) -> None:
        """A dish, and a charge of 10 % from four covers on."""
        super().setUpClass()
        template = cls.env["product.template"].create(
            {"name": "Pie", "list_price": 10.0, "taxes_id": False, "available_in_pos": True}
        )
        cls.pie = template.product_variant_id
        cls.env["fynlo.service.charge"].create({"value": 10.0, "minimum_covers": 4})

    def setUp(self) -> None:
        """Open the till and sign a manager in."""
        super().setUp()
        self.manager = self.token(Role.MANAGER)
        currency = self.till.currency_id.name
        self.send("POST", "/sessions", {"opening_float": {"amount": 0, "currency": currency}})

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """(status, body) of a call under a new key."""
        headers = {"Idempotency-Key": str(uuid4()), **headers}
        reply = self.call(method, path, body, self.manager, **headers)
        return reply.status_code, reply.json() if reply.content else None

    def order(self, **values: Any) -> dict[str, Any]:
        """An order of two pies."""
        lines = [{"product_id": self.pie.id, "quantity": 2}]
        status, order = self.send("POST", "/orders", {"lines": lines, **values})
        self.assertEqual(status, 201, order)
        made: dict[str, Any] = order
        return made

    def reason(self, kind: str) -> int:
        """The first reason of a kind."""
        reply = self.call("GET", f"/reasons?kind={kind}", token=self.manager)
        return int(reply.json()["items"][0]["id"])

    def test_what_only_looks_like_a_number(self) -> None:
        """Neither a text of digits nor true is one, and nothing is ordered."""
        orders = self.env["pos.order"].search_count([])
        for wrong in (str(self.pie.id), True):
            with self.subTest(wrong):
                status, problem = self.send("POST", "/orders", {"lines": [{"product_id": wrong}]})
                fields = [error["field"] for error in problem["errors"]]
                self.assertEqual((status, fields), (422, ["lines.0.product_id"]))
        self.assertEqual(self.env["pos.order"].search_count([]), orders)

    def test_a_change_of_an_order(self) -> None:
        """What is sent changes; a stale If-Match is told the state, and changes nothing."""
        path = f"/orders/{self.order(note='Window')['id']}"
        status, order = self.send("PATCH", path, {"covers": 2}, **{"If-Match": '"1"'})
        self.assertEqual((status, order["covers"], order["note"]), (200, 2, "Window"))
        status, order = self.send("PATCH", path, {"note": None})
        self.assertEqual((status, order["covers"], order["note"]), (200, 2, None))
        status, problem = self.send("PATCH", path, {"covers": 3}, **{"If-Match": '"1"'})
        self.assertEqual((status, problem["code"]), (409, "version_conflict"))
        self.assertEqual(problem["current"], order)

    def test_changes_of_a_line(self) -> None:
        order = self.order()
        path = f"/orders/{order['id']}/lines/{order['lines'][0]['id']}"
        status, order = self.send("PATCH", path, {"quantity": 3, "seat": 1})
        self.assertEqual((status, order["total"]["amount"]), (200, 3000))
        void = {"reason_id": self.reason("void"), "quantity": 1}
        status, order = self.send("POST", f"{path}/void", void)
        self.assertEqual((status, order["total"]["amount"]), (200, 2000))
        status, order = self.send("POST", f"{path}/comp", {"reason_id": self.reason("comp")})
        self.assertEqual((status, order["total"]["amount"]), (200, 0))
        status, order = self.send("PATCH", path, {"discount": None})
        self.assertEqual((status, order["total"]["amount"]), (200, 2000))

    def test_a_discount_and_a_charge_come_and_go(self) -> None:
        order = self.order(covers=4)
        self.assertEqual(order["total"]["amount"], 2200)
        path = f"/orders/{order['id']}"
        body = {"percent": 50, "reason_id": self.reason("discount")}
        status, order = self.send("POST", f"{path}/discounts", body)
        self.assertEqual((status, order["total"]["amount"]), (201, 1100))
        [discount] = [item for item in order["adjustments"] if item["kind"] == "discount"]
        stale = {"If-Match": '"1"'}
        discounts = f"{path}/discounts/{discount['id']}"
        status, problem = self.send("DELETE", discounts, **stale)
        self.assertEqual((status, problem["code"]), (409, "version_conflict"))
        status, order = self.send("DELETE", discounts)
        self.assertEqual((status, order["total"]["amount"]), (200, 2200))
        status, order = self.send("DELETE", f"{path}/service-charge")
        self.assertEqual((status, order["total"]["amount"]), (200, 2000))
        status, problem = self.send("DELETE", f"{path}/service-charge")
        self.assertEqual((status, problem["code"]), (409, "operation_refused"))
        status, order = self.send("POST", f"{path}/service-charge", {})
        self.assertEqual((status, order["total"]["amount"]), (200, 2200))

    def test_the_owners_lists(self) -> None:
        """A manager reads reasons and charges, and changes none."""
        for path, body in (
            ("/reasons", {"kind": "void", "name": "Mine"}),
            ("/service-charges", {"name": "Mine", "percent": 5}),
        ):
            before = self.call("GET", path, token=self.manager).json()
            status, problem = self.send("POST", path, body)
            self.assertEqual((status, problem["code"]), (403, "scope_missing"))
            self.assertEqual(self.call("GET", path, token=self.manager).json(), before)
