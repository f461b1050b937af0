"""What the random tills of test_random_tills.py stand on: a till, its books, and calls that count.

Every call is either done or refused with one of the codes that its rule expects; each rule's calls
are counted, so that the test can tell that none was refused throughout.
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from .api import Api, pounds
from .database import Database
from .restaurant import Till, new_key

COUNTED_DISH = "Apple chutney, 280 g"
COUNTED = 40
# An order of so many covers gets a service charge: no other test has such parties.
PARTY = 60

_ORDERS = """
SELECT sale.uuid, sale.state, sale.is_refund, sale.amount_total, sale.amount_paid,
       coalesce(lines.total, 0), coalesce(lines.dishes, 0), coalesce(lines.discounts, 0),
       coalesce(lines.others, 0), coalesce(payments.total, 0)
  FROM pos_order sale
  LEFT JOIN (
      SELECT order_id, sum(price_subtotal_incl) AS total,
             sum(price_subtotal_incl) FILTER (WHERE fynlo_kind IN ('item', 'open')) AS dishes,
             sum(price_subtotal_incl) FILTER (WHERE fynlo_kind = 'discount') AS discounts,
             sum(price_subtotal_incl)
                 FILTER (WHERE fynlo_kind NOT IN ('item', 'open', 'discount')) AS others
        FROM pos_order_line GROUP BY order_id
  ) lines ON lines.order_id = sale.id
  LEFT JOIN (SELECT pos_order_id, sum(amount) AS total FROM pos_payment GROUP BY pos_order_id)
       payments ON payments.pos_order_id = sale.id
 WHERE sale.session_id = %s
"""
_COUNTDOWN = """
SELECT (SELECT remaining FROM fynlo_availability WHERE product_id = %s AND company_id = %s),
       (SELECT coalesce(sum(line.qty), 0)
          FROM pos_order_line line JOIN pos_order sale ON sale.id = line.order_id
         WHERE line.product_id = %s AND sale.session_id = %s
           AND sale.state <> 'cancel' AND NOT coalesce(sale.is_refund, false))
"""
_CASH = """
SELECT coalesce(sum(payment.amount), 0)
  FROM pos_payment payment JOIN pos_payment_method method ON method.id = payment.payment_method_id
 WHERE payment.session_id = %s AND method.is_cash_count
"""
_UNBALANCED = """
SELECT line.move_id
  FROM account_move_line line JOIN pos_session session ON session.move_id = line.move_id
 WHERE session.id = %s
 GROUP BY line.move_id HAVING sum(line.balance) <> 0
"""


def pence(value: Any) -> int:
    """An amount of the database in pence."""
    return round(float(value) * 100)


@dataclass
class Tally:
    """How often each rule's call was done and refused, over all runs."""

    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)


class RandomTill:
    """A till in a session of its own, played by a manager; `tally` counts over all runs."""

    def __init__(self, till: Till, sql: Database, company: int, tally: Tally) -> None:
        self.till, self.sql, self.company, self.tally = till, sql, company, tally
        self.api: Api = till.as_role("manager")
        self.session = till.open(10_000)
        methods = self.session["payment_methods"]
        self.methods = {method["kind"]: method["id"] for method in methods}
        self.reasons = {item["kind"]: item["id"] for item in self.api.get("/reasons")["items"]}
        self.counted = till.menu.product(COUNTED_DISH)["id"]
        self.set_countdown("countdown", COUNTED)

    def set_countdown(self, state: str, remaining: int | None = None) -> None:
        """Count the dish down, or put it back in stock."""
        item = {"product_id": self.counted, "state": state, "remaining": remaining}
        reply = self.api.call("PUT", "/menu/availability", {"items": [item]}, key=new_key())
        assert reply.status_code == 200, reply.text

    # === CALLS === #

    def do(self, rule: str, path: str, body: Any, *codes: str, method: str = "POST") -> Any:
        """The reply of a call; None when it was refused with one of the codes."""
        reply = self.api.call(method, path, body, key=new_key())
        if reply.is_success:
            self.tally.done[rule] += 1
            return reply.json()
        self.tally.refused[rule] += 1
        assert reply.status_code in {409, 422}, (rule, path, body, reply.status_code, reply.text)
        assert reply.json()["code"] in codes, (rule, path, body, reply.text)
        return None

    def orders(self, state: str | None = None) -> list[dict[str, Any]]:
        """The session's orders, the oldest first, refunds left out."""
        query = {"session_id": self.session["id"], "limit": 200}
        found = self.api.get("/orders", **(query | ({"state": state} if state else {})))
        items: list[dict[str, Any]] = found["items"]
        return [item for item in reversed(items) if item["total"]["amount"] >= 0]

    def pick(self, number: int, state: str = "open") -> dict[str, Any] | None:
        """One of the orders in that state."""
        found = self.orders(state)
        return found[number % len(found)] if found else None

    def pick_line(self, order: dict[str, Any], number: int) -> dict[str, Any] | None:
        """One of the dishes of an order of which something is left."""
        found = dishes(order)
        return found[number % len(found)] if found else None

    # === CHECKS === #

    def check(self) -> None:
        """Every order of the session agrees with its lines and payments, and the countdown."""
        for row in self.sql.rows(_ORDERS, self.session["id"]):
            check_order(*row[:3], *map(pence, row[3:]))
        values = (self.counted, self.company, self.counted, self.session["id"])
        [(remaining, sold)] = self.sql.rows(_COUNTDOWN, *values)
        assert remaining >= 0
        assert float(remaining) + float(sold) == COUNTED

    def close(self) -> None:
        """Settle what is open and close: the drawer, the report and the journals agree."""
        for order in self.orders("open"):
            self.settle(order)
        self.check()
        total = sum(pence(row[3]) for row in self.sold())
        cash = 10_000 + pence(self.sql.value(_CASH, self.session["id"]))
        path = f"/sessions/{self.session['id']}/close"
        closed = self.api.post(path, {"counted_cash": pounds(cash)})
        report = closed["report"]
        assert report["difference"] == pounds(0)
        assert report["journal_entry"] is None or report["journal_entry"]["balanced"]
        assert self.sql.rows(_UNBALANCED, self.session["id"]) == []
        taken = sum(item["amount"]["amount"] for item in report["payments"])
        assert taken == total
        self.set_countdown("in_stock")

    def sold(self) -> list[tuple[Any, ...]]:
        """The rows of the orders that were not cancelled."""
        rows = self.sql.rows(_ORDERS, self.session["id"])
        return [row for row in rows if row[1] != "cancel"]

    def settle(self, order: dict[str, Any]) -> None:
        """Pay what is due of an order; one that costs nothing is paid with nothing."""
        if not dishes(order) and not order["paid"]["amount"]:
            body = {"reason_id": self.reasons["void"]}
            self.api.post(f"/orders/{order['id']}/cancel", body)
            return
        body = {"method_id": self.methods["card"], "amount": order["due"]}
        paid = self.api.post(f"/payments/orders/{order['id']}/pay", body)
        assert paid["order"]["state"] == "paid"


def dishes(order: dict[str, Any]) -> list[dict[str, Any]]:
    """The dishes, and set menus, of an order of which something is left."""
    return [
        line
        for line in order["lines"]
        if line["kind"] in {"item", "open"} and line["quantity"] and not line["combo_parent_id"]
    ]


def check_order(
    uuid: str,
    state: str,
    is_refund: bool | None,
    total: int,
    paid: int,
    lines: int,
    sold: int,
    discounts: int,
    others: int,
    payments: int,
) -> None:
    """Lines + charges - discounts = total; paid + due = total; the ledger is what was paid."""
    told = f"{uuid} ({state})"
    assert total == lines == sold + others + discounts, told
    assert paid == payments, told
    if is_refund:
        assert paid == total <= 0, told
        return
    assert discounts <= 0 <= min(total, sold, others), told
    assert 0 <= paid <= total, told
    if state in {"paid", "done"}:
        assert paid == total, told
    if state == "cancel":
        assert total == paid == 0, told
