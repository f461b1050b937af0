"""Staff of a random till: what they may do, a rule for each command."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from .api import pounds
from .random_till import COUNTED_DISH, PARTY, RandomTill, dishes

DISHES = ["Chips", "Soup of the day", "Sourdough loaf", "Cola, 330 ml", "Onion rings"]
NUMBERS = st.integers(0, 99)
LINES = st.lists(
    st.tuples(
        st.sampled_from(DISHES),
        st.sampled_from([1, 2, 3, 0.5]),
        st.sampled_from([None, 1, 2, 3]),
    ),
    min_size=1,
    max_size=3,
)
REDUCTIONS = st.one_of(
    st.sampled_from([{"percent": share} for share in (5, 10, 12.5, 33.33, 100)]),
    st.integers(1, 900).map(lambda amount: {"amount": pounds(amount)}),
)
KINDS = st.sampled_from(["cash", "card"])
SHARES = st.integers(2, 5) | st.lists(st.integers(1, 800), min_size=1, max_size=5)
SHARE_OF_DUE = st.sampled_from([100, 50, 10, 100])
MOVED = ("validation_failed", "overpaid")
# What the calls of the rules are named by: all of them must have been done.
COMMANDS = {
    "order", "add", "counted", "void", "comp", "quantity", "discount line", "discount",
    "remove discount", "DELETE service charge", "POST service charge", "change", "split lines",
    "split seats", "split shares", "pay share", "merge", "transfer", "cancel", "reopen", "pay",
    "cancel payment", "refund",
}  # fmt: skip


class RandomTills(RuleBasedStateMachine):
    """Staff at a till. `start` makes the till of a run."""

    start: Callable[[], RandomTill]

    def __init__(self) -> None:
        super().__init__()
        self.random = type(self).start()

    def teardown(self) -> None:
        """The day ends."""
        self.random.close()

    @invariant()
    def agrees(self) -> None:
        """After each step."""
        self.random.check()

    # === ORDERS === #

    def lines(self, wanted: list[tuple[str, float, int | None]]) -> list[dict[str, Any]]:
        """Lines as they are sent."""
        product = self.random.till.menu.product
        return [
            {"product_id": product(name)["id"], "quantity": quantity, "seat": seat}
            for name, quantity, seat in wanted
        ]

    @initialize(wanted=st.tuples(LINES, LINES, LINES))
    def first_orders(self, wanted: tuple[list[Any], ...]) -> None:
        """Three tables have ordered, one of them a party that is charged for service.

        The first has paid, the second a pound of it.
        """
        parties = zip(wanted, (3, PARTY, 2), strict=True)
        orders = [self.order(lines, covers) for lines, covers in parties]
        for order, amount in zip(orders, (orders[0]["due"], pounds(100)), strict=False):
            body = {"method_id": self.random.methods["card"], "amount": amount}
            self.random.do("pay", f"/payments/orders/{order['id']}/pay", body)

    @rule(wanted=LINES, covers=st.sampled_from([3, PARTY]))
    def another_order(self, wanted: list[Any], covers: int) -> None:
        self.order(wanted, covers)

    def order(self, wanted: list[Any], covers: int) -> dict[str, Any]:
        """Open an order."""
        body = {"lines": self.lines(wanted), "covers": covers}
        order: dict[str, Any] = self.random.do("order", "/orders", body)
        assert order["state"] == "open"
        return order

    @rule(number=NUMBERS, wanted=LINES, reduction=st.none() | REDUCTIONS)
    def add(self, number: int, wanted: list[Any], reduction: dict[str, Any] | None) -> None:
        order = self.random.pick(number)
        if order:
            lines = self.lines(wanted)
            if reduction:
                reason = {"reason_id": self.random.reasons["discount"]}
                lines[0]["discount"] = reduction | reason
            path = f"/orders/{order['id']}/lines"
            self.random.do("add", path, {"lines": lines}, "overpaid")

    @rule(number=NUMBERS, count=st.integers(1, 15))
    def counted_dish(self, number: int, count: int) -> None:
        line = self.lines([(COUNTED_DISH, count, None)])
        order = self.random.pick(number) if number % 2 else None
        path = f"/orders/{order['id']}/lines" if order else "/orders"
        self.random.do("counted", path, {"lines": line}, "product_unavailable")

    def change_line(self, told: str, verb: str, number: int, *codes: str, **body: Any) -> None:
        """Call a command of one of an order's dishes; without a verb it is changed."""
        order = self.random.pick(number)
        line = order and self.random.pick_line(order, number // 7)
        if order and line:
            path = f"/orders/{order['id']}/lines/{line['id']}{verb}"
            method = "POST" if verb else "PATCH"
            self.random.do(told, path, body, *MOVED, *codes, method=method)

    @rule(number=NUMBERS, quantity=st.sampled_from([None, 1, 0.5]))
    def void(self, number: int, quantity: float | None) -> None:
        reason = self.random.reasons["void"]
        self.change_line("void", "/void", number, reason_id=reason, quantity=quantity)

    @rule(number=NUMBERS)
    def comp(self, number: int) -> None:
        self.change_line("comp", "/comp", number, reason_id=self.random.reasons["comp"])

    @rule(number=NUMBERS, quantity=st.integers(1, 6))
    def change_quantity(self, number: int, quantity: int) -> None:
        self.change_line("quantity", "", number, "product_unavailable", quantity=quantity)

    @rule(number=NUMBERS, reduction=REDUCTIONS)
    def discount_line(self, number: int, reduction: dict[str, Any]) -> None:
        discount = reduction | {"reason_id": self.random.reasons["discount"]}
        self.change_line("discount line", "", number, discount=discount)

    @rule(number=NUMBERS, reduction=REDUCTIONS)
    def discount(self, number: int, reduction: dict[str, Any]) -> None:
        order = self.random.pick(number)
        if order:
            body = reduction | {"reason_id": self.random.reasons["discount"]}
            path = f"/orders/{order['id']}/discounts"
            self.random.do("discount", path, body, *MOVED)

    @rule(number=NUMBERS)
    def remove_discount(self, number: int) -> None:
        """Take a discount off an order that has one."""
        given = self.adjusted("discount")
        if given:
            uuid, item = given[number % len(given)]
            path = f"/orders/{uuid}/discounts/{item['id']}"
            self.random.do("remove discount", path, None, method="DELETE")

    def adjusted(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        """The discounts, or the charges, of open orders, each with its order's id."""
        return [
            (order["id"], item)
            for order in self.random.orders("open")
            for item in order["adjustments"]
            if item["kind"] == kind
        ]

    @rule(number=NUMBERS)
    def service_charge(self, number: int) -> None:
        """Take the charge off an order that has one, or put it back."""
        charged = self.adjusted("service_charge")
        if charged:
            uuid, item = charged[number % len(charged)]
            method, body = ("POST", {}) if item["removed"] else ("DELETE", None)
            path = f"/orders/{uuid}/service-charge"
            told = f"{method} service charge"
            self.random.do(told, path, body, "operation_refused", "overpaid", method=method)

    @rule(number=NUMBERS, covers=st.sampled_from([2, PARTY]))
    def change_order(self, number: int, covers: int) -> None:
        order = self.random.pick(number)
        if order:
            path = f"/orders/{order['id']}"
            self.random.do("change", path, {"covers": covers}, *MOVED, method="PATCH")

    # === MOVES === #

    @rule(number=NUMBERS, cuts=st.lists(st.sampled_from([1, 0.5, None]), min_size=1, max_size=2))
    def split_lines(self, number: int, cuts: list[float | None]) -> None:
        order = self.random.pick(number)
        lines = dishes(order) if order else []
        if order and lines:
            checks = [
                {"lines": [{"line_id": lines[index % len(lines)]["id"], "quantity": cut}]}
                for index, cut in enumerate(cuts)
            ]
            self.check_parts(order, "split lines", {"checks": checks})

    @rule(number=NUMBERS)
    def split_seats(self, number: int) -> None:
        order = self.random.pick(number)
        if order:
            self.check_parts(order, "split seats", {"by_seat": True})

    def check_parts(self, order: dict[str, Any], name: str, body: dict[str, Any]) -> None:
        """Split; the parts sum to the whole."""
        done = self.random.do(name, f"/orders/{order['id']}/split", body, *MOVED)
        if done:
            parts = [done["order"], *done["orders"]]
            assert sum(part["total"]["amount"] for part in parts) == order["total"]["amount"]

    @rule(
        number=NUMBERS, how=st.one_of(st.integers(2, 5), st.lists(st.integers(1, 800), min_size=1))
    )
    def split_shares(self, number: int, how: int | list[int]) -> None:
        order = self.random.pick(number)
        if order:
            amounts = {"amounts": list(map(pounds, how))} if isinstance(how, list) else None
            body = amounts or {"parts": how}
            path = f"/orders/{order['id']}"
            done = self.random.do("split shares", f"{path}/split", body, "validation_failed")
            if done:
                amounts = [share["amount"]["amount"] for share in done["shares"]]
                assert sum(amounts) == order["due"]["amount"]
                share = done["shares"][number % len(amounts)]
                paid = {"method_id": self.random.methods["card"], "amount": share["amount"]}
                paid["share_id"] = share["id"]
                self.random.do("pay share", f"/payments{path}/pay", paid)

    @rule(number=NUMBERS, other=NUMBERS)
    def merge(self, number: int, other: int) -> None:
        target, source = self.random.pick(number), self.random.pick(other)
        if target and source and target["id"] != source["id"]:
            body = {"target_id": target["id"], "orders": [{"order_id": source["id"]}]}
            merged = self.random.do("merge", "/orders/merge", body)
            whole = target["total"]["amount"] + source["total"]["amount"]
            assert merged["total"] == pounds(whole)

    @rule(number=NUMBERS)
    def transfer(self, number: int) -> None:
        order = self.random.pick(number)
        if order:
            employee = self.random.till.employee("server")["id"]
            path = f"/orders/{order['id']}/transfer"
            moved = self.random.do("transfer", path, {"employee_id": employee})
            assert moved["employee_id"] == employee

    @rule(number=NUMBERS)
    def cancel(self, number: int) -> None:
        order = self.random.pick(number)
        if order and number % 2:
            body = {"reason_id": self.random.reasons["void"]}
            path = f"/orders/{order['id']}/cancel"
            self.random.do("cancel", path, body, "operation_refused")

    @rule(number=NUMBERS, state=st.sampled_from(["paid", "cancelled"]))
    def reopen(self, number: int, state: str) -> None:
        order = self.random.pick(number, state)
        if order:
            body = {"reason_id": self.random.reasons["reopen"]}
            path = f"/orders/{order['id']}/reopen"
            codes = ("operation_refused", "product_unavailable")
            self.random.do("reopen", path, body, *codes)

    # === MONEY === #

    @rule(number=NUMBERS, kind=KINDS, percent=SHARE_OF_DUE, tip=st.integers(0, 90))
    def pay(self, number: int, kind: str, percent: int, tip: int) -> None:
        order = self.random.pick(number)
        if order and order["due"]["amount"]:
            amount = max(order["due"]["amount"] * percent // 100, 1)
            body = {"method_id": self.random.methods[kind], "amount": pounds(amount)}
            if tip > 60:
                body["tip"] = pounds(tip)
            if kind == "cash":
                body["tendered"] = pounds(amount + 100)
            self.random.do("pay", f"/payments/orders/{order['id']}/pay", body)

    @rule(number=NUMBERS)
    def cancel_payment(self, number: int) -> None:
        order = self.random.pick(number)
        if order and order["paid"]["amount"]:
            items = self.random.api.get(f"/payments/orders/{order['id']}")["items"]
            taken = [item["id"] for item in items if item["status"] == "taken"]
            body = {"reason_id": self.random.reasons["refund"]}
            self.random.do("cancel payment", f"/payments/{taken[0]}/cancel", body)

    @rule(number=NUMBERS, amount=st.integers(1, 500), by_line=st.booleans())
    def refund(self, number: int, amount: int, by_line: bool) -> None:
        order = self.random.pick(number, "paid")
        line = order and self.random.pick_line(order, number // 7)
        if order and line:
            body: dict[str, Any] = {"reason_id": self.random.reasons["refund"]}
            body |= {"lines": [{"line_id": line["id"]}]} if by_line else {"amount": pounds(amount)}
            path = f"/payments/orders/{order['id']}/refunds"
            codes = ("refund_too_large", "validation_failed", "operation_refused")
            self.random.do("refund", path, body, *codes)
