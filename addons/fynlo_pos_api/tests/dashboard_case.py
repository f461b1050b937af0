from typing import Any
from uuid import uuid4

from odoo.fields import Command

from ..const import Role
from .session_case import SessionCase

DAY = "2023-06-30"


class DashboardCase(SessionCase):
    """The figures of a night that goes past midnight, of two tills."""

    def setUp(self) -> None:
        """Three sales of 30 June, at 20, 21 and 3 o'clock; one of 1 July; one order left open."""
        super().setUp()
        self.session = self.open(10000, at="2023-06-30T16:00:00Z")
        self._sell(self.burger, 1, self.cash, 1295, "2023-06-30T19:59:59Z", covers=2)
        self._sell(self.burger, 2, self.card, 2590, "2023-06-30T20:00:00Z", covers=3)
        self._sell(self.bread, 1, self.card, 310, "2023-07-01T02:59:59Z")
        self._sell(self.bread, 2, self.card, 620, "2023-07-01T03:00:00Z")
        self.left = self.order(
            (self.burger, 2), (self.bread, 1), ordered_at="2023-06-30T21:00:00Z", covers=4
        )
        self.pay(self.left, self.card, 1000, paid_at="2023-06-30T21:30:00Z")

    def _sell(
        self, dish: Any, quantity: int, method: Any, amount: int, at: str, **values: Any
    ) -> None:
        order = self.order((dish, quantity), ordered_at=at, **values)
        self.pay(order, method, amount, paid_at=at)

    def figures(self, **values: Any) -> dict[str, Any]:
        """The dashboard as the owner at no till sees it."""
        return self.query("dashboard.read", self.caller(Role.OWNER, till_id=None), **values)

    def _reason(self, kind: str) -> Any:
        domain = [("company_id", "=", self.company.id), ("kind", "=", kind)]
        return self.env["fynlo.reason"].search(domain, limit=1)

    def _user(self, role: Role, company: Any) -> Any:
        group = self.env.ref(f"fynlo_pos_api.group_{role}")
        return self.env["res.users"].create(
            {
                "name": role,
                "login": str(uuid4()),
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(group.ids)],
            }
        )
