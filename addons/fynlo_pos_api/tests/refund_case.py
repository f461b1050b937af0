"""What the tests of refunds, cancelled payments, tips and receipts share."""

from typing import Any

from odoo.models import BaseModel

from .session_case import SessionCase


class RefundCase(SessionCase):
    """An open till; an order of two burgers (25.90 at 20 %) and a bread (3.10 at 0 %)."""

    def setUp(self) -> None:
        """Open the till with 100.00."""
        super().setUp()
        self.session = self.open(10000)
        self.reason = self.env["fynlo.reason"].search(
            [("kind", "=", "refund"), ("company_id", "=", self.company.id)], limit=1
        )

    def paid_order(self, method: BaseModel | None = None) -> dict[str, Any]:
        """The order, paid by a method (card unless said): 29.00, of which 4.32 is tax."""
        order = self.order((self.burger, 2), (self.bread, 1))
        self.pay(order, method or self.card, 2900)
        return self.query("order.get", order_id=order["id"])

    def refund(self, order: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Give back something of the order."""
        values = {"reason_id": self.reason.id, **values}
        return self.command("payment.refund", order_id=order["id"], **values)

    def record(self, order: dict[str, Any]) -> BaseModel:
        """The pos.order."""
        return self.env["pos.order"].search([("uuid", "=", order["id"])])

    def listed(self, order: dict[str, Any]) -> list[tuple[str, int, int]]:
        """(status, amount, tip) of the payments, as the list of payments tells them."""
        items = self.query("payment.list", order_id=order["id"])["items"]
        return [(x["status"], x["amount"]["amount"], x["tip"]["amount"]) for x in items]

    def booked(self, session: BaseModel, account: BaseModel) -> float:
        """What the session's entry has on an account, credit above nothing."""
        lines = session.move_id.line_ids.filtered(lambda line: line.account_id == account)
        return session.currency_id.round(-sum(lines.mapped("balance")))
