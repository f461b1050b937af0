from typing import Any
from uuid import uuid4

from odoo.tests import tagged

from ..const import ErrorCode, Role
from .common import RestaurantHttpCase


@tagged("post_install", "-at_install")
class TestSessionRoutes(RestaurantHttpCase):
    """Sessions and payment reports over HTTP."""

    def setUp(self) -> None:
        """Someone who may open and close."""
        super().setUp()
        self.manager = self.token(Role.MANAGER)
        self.currency = self.till.currency_id.name

    def _post(self, path: str, body: Any, key: str = "") -> Any:
        headers = {"Idempotency-Key": key or str(uuid4())}
        return self.call("POST", path, body, self.manager, **headers)

    def _get(self, path: str) -> Any:
        return self.call("GET", path, token=self.manager)

    def _money(self, amount: int) -> dict[str, Any]:
        return {"amount": amount, "currency": self.currency}

    def test_a_session_from_its_opening_to_its_report(self) -> None:
        missing = self._get("/sessions/current")
        self.assertEqual((missing.status_code, missing.json()["code"]), (404, "not_found"))

        key, opening = str(uuid4()), {"opening_float": self._money(5000)}
        opened = self._post("/sessions", opening, key)
        self.assertEqual(opened.status_code, 201)
        again = self._post("/sessions", opening, key)
        self.assertEqual((again.status_code, again.json()), (201, opened.json()))
        self.assertEqual(again.headers["Idempotency-Replayed"], "true")
        self.assertEqual(self._get("/sessions/current").json(), opened.json())

        second = self._post("/sessions", opening)
        self.assertEqual(second.status_code, 409)
        self.assertEqual(second.json()["code"], ErrorCode.SESSION_ALREADY_OPEN)
        self.assertEqual(second.json()["session"], opened.json())

        counted = {"counted_cash": self._money(5000), "note": "All there"}
        closed = self._post(f"/sessions/{opened.json()['id']}/close", counted)
        self.assertEqual(closed.status_code, 200)
        self.assertEqual(closed.json()["session"]["state"], "closed")
        self.assertEqual(closed.json()["report"]["difference"], self._money(0))
        record = self.env["pos.session"].browse(opened.json()["id"])
        self.assertEqual((record.state, record.closing_notes), ("closed", "All there"))

    def test_open_orders_are_in_the_problem(self) -> None:
        session = self._post("/sessions", {"opening_float": self._money(0)}).json()
        product = self.env["product.product"].create(
            {"name": "Soup", "list_price": 5, "taxes_id": False, "available_in_pos": True}
        )
        order = self._post("/orders", {"lines": [{"product_id": product.id}]}).json()
        refused = self._post(f"/sessions/{session['id']}/close", {"counted_cash": self._money(0)})
        self.assertEqual(refused.status_code, 409)
        listed = {"id": order["id"], "number": order["number"], "total": self._money(500)}
        self.assertEqual(refused.json()["orders"], [listed])
        self.assertEqual(self._get("/sessions/current").json()["state"], "open")

    def test_a_key_is_asked_for(self) -> None:
        for path, body in (
            ("/sessions", {"opening_float": self._money(0)}),
            ("/sessions/1/close", {"counted_cash": self._money(0)}),
        ):
            reply = self.call("POST", path, body, self.manager)
            self.assertEqual(reply.status_code, 400)
            self.assertEqual(reply.json()["code"], ErrorCode.IDEMPOTENCY_KEY_MISSING)
        self.assertFalse(self.till.session_ids)

    def test_the_sessions_of_another_company_are_not_found(self) -> None:
        theirs = self.env["pos.session"].create(
            {"config_id": self.other_till.id, "user_id": self.other_device.user_id.id}
        )
        theirs.set_opening_control(0, "")
        closing = self._post(f"/sessions/{theirs.id}/close", {"counted_cash": self._money(0)})
        summary = self._get(f"/payments/summary?session_id={theirs.id}")
        self.assertEqual((closing.status_code, summary.status_code), (404, 404))
        self.assertEqual(theirs.state, "opened")

    def test_the_reports(self) -> None:
        summary = self._get("/payments/summary?date=2023-07-01")
        self.assertEqual(summary.status_code, 200, summary.text)
        self.assertEqual(summary.json(), {"payments": [], "total": self._money(0)})
        totals = self._get("/payments/daily-totals?from=2023-07-01&to=2023-07-31")
        self.assertEqual((totals.status_code, totals.json()), (200, {"items": []}))

        for path in (
            "/payments/summary",
            "/payments/summary?date=yesterday",
            "/payments/daily-totals?from=2023-07-01",
            "/payments/daily-totals?from=2023-07-02&to=2023-07-01",
        ):
            self.assertEqual(self._get(path).status_code, 422, path)
