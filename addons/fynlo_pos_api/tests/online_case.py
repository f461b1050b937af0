"""What the tests of orders that guests follow share."""

import itertools
from typing import Any

from ..const import ErrorCode, Role
from ..exceptions import Forbidden
from .common import RestaurantHttpCase
from .test_order_status_table import TABLE


class OnlineCase(RestaurantHttpCase):
    """A till with an order of a customer who has the portal's login."""

    def setUp(self) -> None:
        super().setUp()
        self.staff = self.token(Role.MANAGER)
        self.currency = self.till.currency_id.name
        self.run_command("session.open", {"opening_float": self.money(0)})
        self.customer = self.users[Role.CUSTOMER]
        self.customer_token = self.user_token(Role.CUSTOMER)
        self.own = self.order(customer_id=self.customer.partner_id.id)

    def money(self, amount: int) -> dict[str, Any]:
        """An amount in minor units."""
        return {"amount": amount, "currency": self.currency}

    def order(self, **values: Any) -> str:
        """The id of a new order."""
        return str(self.run_command("order.create", {"lines": [], **values})["id"])

    def record(self, order_id: str) -> Any:
        """The pos.order."""
        return self.env["pos.order"].search([("uuid", "=", order_id)])

    def refused_all(self, token: str) -> None:
        """Nobody with that token sets any status of the customer's order: 9 x 9.

        By both routes for a step that may follow; every step without HTTP, which takes its time.
        """
        put = self.call("PUT", f"/orders/{self.own}/status", {"status": "confirmed"}, token)
        posted = self.update(self.own, token, status="confirmed")
        self.assertEqual(
            [self.told(reply) for reply in (put, posted)], [(403, "scope_missing")] * 2
        )
        caller = self.env["fynlo.authentication"].caller_of(token, "test")
        for current, wanted in itertools.product(TABLE, TABLE):
            self.record(self.own).fynlo_status = current
            before = self.written()
            with self.subTest(current=current, wanted=wanted):
                with self.assertRaises(Forbidden) as refused:
                    values = {"order_id": self.own, "status": wanted}
                    self.run_command("order.set_status", values, caller=caller)
                told = refused.exception.status, refused.exception.code
                self.assertEqual(told, (403, ErrorCode.SCOPE_MISSING))
                self.assertEqual(self.written(), before)

    def written(self) -> tuple[Any, ...]:
        """What a command about the status of the customer's order would have written."""
        self.env.invalidate_all()
        order = self.record(self.own)
        events = self.env["fynlo.event"].search_count([])
        return order.fynlo_status, order.fynlo_version, order.state, events

    def update(self, order_id: str, token: str | None, **body: Any) -> Any:
        """POST /online/orders/{id}/update-status/."""
        return self.call("POST", f"/online/orders/{order_id}/update-status/", body, token)

    def status(self, order_id: str, token: str | None) -> Any:
        """GET /online/orders/{id}/status/."""
        return self.call("GET", f"/online/orders/{order_id}/status/", token=token)

    def history(self, token: str | None, query: str = "") -> Any:
        """GET /online/orders/history/."""
        return self.call("GET", f"/online/orders/history/{query}", token=token)

    def told(self, reply: Any) -> tuple[int, str]:
        """Status and code of a problem."""
        return reply.status_code, reply.json()["code"]

    def link(self, order_id: str) -> dict[str, Any]:
        """A tracking link, made by staff."""
        reply = self.call("POST", f"/orders/{order_id}/tracking-link", token=self.staff)
        self.assertEqual(reply.status_code, 201, reply.text)
        made: dict[str, Any] = reply.json()
        return made
