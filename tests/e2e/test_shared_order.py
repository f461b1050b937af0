"""Several clients on one order at once: the total, the lines and the payments agree at the end."""

from collections import Counter
from functools import partial
from typing import Any

from .api import Api, pounds, problem
from .database import Database
from .restaurant import Till, new_key
from .together import together

CLIENTS, ROUNDS = 4, 5
CHIPS, PART = 450, 100

_SUMS = """
SELECT sale.amount_total, sale.amount_paid, sale.state,
       (SELECT coalesce(sum(line.price_subtotal_incl), 0) FROM pos_order_line line
         WHERE line.order_id = sale.id),
       (SELECT coalesce(sum(payment.amount), 0) FROM pos_payment payment
         WHERE payment.pos_order_id = sale.id)
  FROM pos_order sale WHERE sale.uuid = %s
"""


def sums(sql: Database, order_id: str) -> tuple[Any, ...]:
    """Total, paid, state, sum of the lines, sum of the payments, in major units."""
    [row] = sql.rows(_SUMS, order_id)
    return tuple(float(item) if not isinstance(item, str) else item for item in row)


def add_and_pay(api: Api, till: Till, order_id: str) -> list[int]:
    """Add chips and pay a part, again and again; the versions that came back."""
    method = till.method("card")
    line, part = till.dish("Chips"), {"method_id": method, "amount": pounds(PART)}
    versions = []
    for _ in range(ROUNDS):
        versions.append(api.post(f"/orders/{order_id}/lines", {"lines": [line]})["version"])
        paid = api.post(f"/payments/orders/{order_id}/pay", part)
        versions.append(paid["order"]["version"])
    return versions


def test_four_clients_add_lines_and_pay_parts(till: Till, sql: Database) -> None:
    order = till.order(till.dish("Chips"))
    people = [till.as_role("cashier"), till.as_role("manager")] * (CLIENTS // 2)
    work = [partial(add_and_pay, api, till, order["id"]) for api in people]
    versions = [version for found in together(work) for version in found]
    count = CLIENTS * ROUNDS
    assert sorted(versions) == list(range(2, 2 * count + 2))
    after = till.cashier.get(f"/orders/{order['id']}")
    total, paid = CHIPS * (count + 1), PART * count
    assert len(after["lines"]) == count + 1
    assert len({line["id"] for line in after["lines"]}) == count + 1
    assert (after["total"], after["paid"]) == (pounds(total), pounds(paid))
    assert after["due"] == pounds(total - paid)
    listed = till.cashier.get(f"/payments/orders/{order['id']}")
    assert [item["amount"] for item in listed["items"]] == [pounds(PART)] * count
    in_pounds = (total / 100, paid / 100, "draft", total / 100, paid / 100)
    assert sums(sql, order["id"]) == in_pounds
    till.pay(after)
    assert sums(sql, order["id"]) == (total / 100, total / 100, "paid", total / 100, total / 100)


def test_each_share_is_paid_once(till: Till, sql: Database) -> None:
    """Two clients pay the same share at the same moment, of each of four shares."""
    order = till.order(till.dish("Soup of the day", 3))
    path = f"/orders/{order['id']}"
    shares = till.cashier.post(f"{path}/split", {"parts": CLIENTS})["shares"]
    assert [share["amount"]["amount"] for share in shares] == [488, 488, 487, 487]
    pay = f"/payments{path}/pay"
    bodies = [
        {"method_id": till.method("card"), "amount": share["amount"], "share_id": share["id"]}
        for share in shares
    ] * 2
    replies = together(
        [partial(till.cashier.call, "POST", pay, body, key=new_key()) for body in bodies]
    )
    assert Counter(reply.status_code for reply in replies) == {201: CLIENTS, 409: CLIENTS}
    listed = till.cashier.get(f"{path}/shares")
    assert [item["state"] for item in listed["items"]] == ["paid"] * CLIENTS
    assert sums(sql, order["id"]) == (19.5, 19.5, "paid", 19.5, 19.5)


def test_two_orders_are_merged_once(till: Till, sql: Database) -> None:
    """One client merges the first into the second, the other the second into the first."""
    first, second = till.order(till.dish("Chips", 2)), till.order(till.dish("Soup of the day"))
    bodies = [
        {"target_id": target["id"], "orders": [{"order_id": other["id"]}]}
        for target, other in ((first, second), (second, first))
    ]
    replies = together(
        [
            partial(till.cashier.call, "POST", "/orders/merge", body, key=new_key())
            for body in bodies
        ]
    )
    assert sorted(reply.status_code for reply in replies) == [200, 409]
    [merged] = [reply.json() for reply in replies if reply.status_code == 200]
    [refused] = [reply for reply in replies if reply.status_code == 409]
    problem(refused, 409, "order_not_open")
    assert merged["total"] == pounds(2 * CHIPS + 650)
    assert sums(sql, merged["id"])[0] == 15.5
    other = second if merged["id"] == first["id"] else first
    assert till.cashier.get(f"/orders/{other['id']}")["state"] == "cancelled"
    till.pay(merged)


def test_splits_and_rounds_lose_nothing(till: Till, sql: Database) -> None:
    """While one client adds rounds, another splits off what is there, three times."""
    order = till.order(till.dish("Chips", 10))
    path = f"/orders/{order['id']}"
    line_id = order["lines"][0]["id"]

    def add() -> list[str]:
        lines = {"lines": [till.dish("Chips")]}
        return [till.cashier.post(f"{path}/lines", lines)["id"] for _ in range(6)]

    def split() -> list[str]:
        take = {"checks": [{"lines": [{"line_id": line_id, "quantity": 2}]}]}
        made = [till.as_role("manager").post(f"{path}/split", take) for _ in range(3)]
        return [done["orders"][0]["id"] for done in made]

    added, parts = together([add, split])
    assert (len(added), len(set(parts))) == (6, 3)
    orders = [till.cashier.get(f"/orders/{uuid}") for uuid in (order["id"], *parts)]
    assert [item["total"]["amount"] for item in orders] == [CHIPS * 10, *[CHIPS * 2] * 3]
    for item in orders:
        assert sums(sql, item["id"])[0] == sums(sql, item["id"])[3]
        till.pay(item)
