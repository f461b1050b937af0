"""What belongs to another company is not there, on every route of the OpenAPI document.

The routes and their fields are read from the document, so a new route is tested by itself. A call
with the other company's ids must be refused and leave no trace; the same call by that company's
own people must find them: else the refusal would prove nothing.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from cli.server import Server

from .api import Api, fields, pounds, problem
from .companies import CHOSEN, SHARED, Restaurant, home, other
from .database import Database
from .openapi import Bodies, Operation, Path, id_name, operations, places, replaced
from .restaurant import Till, new_key
from .rpc import Odoo

LUNCH = "Lunch menu, two courses"


@dataclass
class Both:
    """Both restaurants, and the document."""

    document: dict[str, Any]
    ours: Restaurant
    theirs: Restaurant
    lunch_ids: dict[str, int]

    @property
    def operations(self) -> list[Operation]:
        """The operations that ask who calls."""
        return [item for item in operations(self.document) if not item.is_public]

    def body(self, operation: Operation, side: Restaurant, wanted: Path = ()) -> Any:
        """A body that names that side's things, with the field at the path `wanted`."""
        schema = operation.body_schema
        if schema is None:
            return None
        ids = side.ids_for(operation, wanted)
        if "combo" in wanted:
            ids = ids | {
                "lines.product_id": self.lunch_ids["ours" if side is self.ours else "theirs"]
            }
        if {"discount", "price_override"} & set(wanted):
            # Such a line has no modifiers, which the dish of `ids` asks for.
            ids = ids | {"lines.product_id": side.ids["plain_product"]}
        return Bodies(self.document, ids).small(schema, wanted)


@pytest.fixture(scope="module")
def both(till: Till, threaded: Server, facts: dict[str, Any]) -> Both:
    lunch = {"ours": till.menu.product(LUNCH)["id"], "theirs": facts["other"]["set_menu"]}
    document = till.office.get("/openapi.json")
    return Both(document, home(till, facts), other(threaded.url, facts), lunch)


def id_places(operation: Operation, both: Both) -> Iterator[tuple[Path, str]]:
    """Each id that the operation's body may name: the way to it, and its name."""
    schema = operation.body_schema
    if schema is None:
        return
    for path, _ in places(Bodies(both.document, both.ours.ids).whole(schema)):
        name = id_name(path)
        if name.endswith(("_id", "_ids")) or name.split(".")[-1] == "id":
            yield path, name


def check_name(name: str, operation: Operation, both: Both) -> None:
    """Fail with what to do when nobody said which id of the other company this is."""
    for side in (both.ours, both.theirs):
        assert name in side.ids, (
            f"{operation.label} takes {name}. Add an id of that kind to home() and other() in"
            " tests/e2e/companies.py, so that this test calls it with the other company's."
        )


def dotted(path: Path) -> str:
    """A path as problem documents write it."""
    return ".".join(map(str, path))


def names_field(reply: httpx.Response, path: Path) -> bool:
    """Whether a 422 names the field, or what it is in."""
    asked = dotted(path) + "."
    return any(asked.startswith(f"{field}.") for field in fields(reply.json()))


def test_their_addresses_are_not_there(both: Both, sql: Database) -> None:
    wrong = []
    for operation in both.operations:
        for stranger in operation.path_names:
            check_name(stranger, operation, both)
        if not operation.path_names:
            continue
        caller = both.ours.caller(operation)
        before = sql.traces()
        ids = both.theirs.ids_for(operation)
        reply = operation.call(caller, ids, both.body(operation, both.ours))
        if reply.status_code != 404 or sql.traces() != before:
            wrong.append((operation.label, reply.status_code, reply.text))
        else:
            problem(reply, 404, "not_found")
    assert not wrong, "\n".join(map(str, wrong))


def test_their_lines_are_not_in_our_orders(both: Both, sql: Database) -> None:
    """One of several ids in a path is theirs."""
    wrong = []
    for operation in both.operations:
        names = operation.path_names
        for stranger in names if len(names) > 1 else []:
            ids = both.ours.ids | {stranger: both.theirs.ids[stranger]}
            before = sql.traces()
            body = both.body(operation, both.ours)
            reply = operation.call(both.ours.caller(operation), ids, body)
            if reply.status_code != 404 or sql.traces() != before:
                wrong.append((operation.label, stranger, reply.status_code, reply.text))
    assert not wrong, "\n".join(map(str, wrong))


def test_their_ids_in_a_body_are_refused(both: Both, sql: Database) -> None:
    wrong, tried = [], set()
    for operation in both.operations:
        for path, name in id_places(operation, both):
            if name in SHARED or name in CHOSEN or path[0] == "approval":
                continue
            check_name(name, operation, both)
            theirs = both.theirs.ids_for(operation, path)[name]
            body = replaced(both.body(operation, both.ours, path), path, theirs)
            before = sql.traces()
            reply = operation.call(both.ours.caller(operation), both.ours.ids, body)
            tried.add(name)
            refused = reply.status_code == 404 or (
                reply.status_code == 422 and names_field(reply, path)
            )
            if not refused or sql.traces() != before:
                wrong.append((operation.label, dotted(path), reply.status_code, reply.text))
    assert not wrong, "\n".join(map(str, wrong))
    assert {"till_id", "lines.product_id", "modifiers.choice_id", "combo.choice_id"} <= tried
    assert {"table_id", "customer_id", "method_id", "tax_ids", "employee_id"} <= tried


def test_their_ids_in_a_query_find_nothing(both: Both) -> None:
    wrong = []
    for operation in both.operations:
        for name in operation.query_names:
            if not name.endswith("_id"):
                continue
            check_name(name, operation, both)
            for caller in (both.ours.seller, both.ours.office):
                query = {name: both.theirs.ids[name]}
                reply = operation.call(caller, both.ours.ids, None, params=query)
                if reply.status_code not in {404, 403} and not is_empty(reply):
                    wrong.append((operation.label, name, reply.status_code, reply.text))
    assert not wrong, "\n".join(map(str, wrong))


def is_empty(reply: httpx.Response) -> bool:
    """Whether a list was found and nothing is in it."""
    found = reply.json()
    return reply.status_code == 200 and not any(isinstance(v, list) and v for v in found.values())


def test_their_manager_approves_nothing_here(
    both: Both, new_till: Callable[[], Till], threaded: Server, sql: Database
) -> None:
    ids, theirs = both.ours.ids, both.theirs.ids
    approval = {"employee_id": theirs["employee_id"], "pin": theirs["pin"]}
    void = {"reason_id": both.ours.reasons["void"], "approval": approval}
    strict = new_till()
    session = strict.open()
    limit = {"set_maximum_difference": True, "amount_authorized_diff": 1.0}
    Odoo.as_role(threaded, "owner").method("pos.config", "write", [strict.id], limit)
    close = {"counted_cash": pounds(1), "approval": approval}
    calls = [
        (both.ours.seller, f"/orders/{ids['order_id']}/lines/{ids['line_id']}/void", void),
        (strict.cashier, f"/sessions/{session['id']}/close", close),
    ]
    before = sql.traces()
    for caller, path, body in calls:
        refused = problem(caller.call("POST", path, body, key=new_key()), 404, "not_found")
        assert fields(refused) == ["approval"]
    assert sql.traces() == before


def test_ids_that_are_taken(both: Both, till: Till, sql: Database) -> None:
    """An id that the other company's device made is taken, and nothing more is told of it."""
    theirs, line = both.theirs.ids, till.dish("Chips")
    pay = {"method_id": till.method("card"), "amount": pounds(100), "id": theirs["payment_id"]}
    order = f"/orders/{both.ours.ids['order_id']}"
    calls: list[tuple[str, dict[str, Any]]] = [
        ("/orders", {"id": theirs["order_id"], "lines": [line]}),
        ("/orders", {"lines": [line | {"id": theirs["line_id"]}]}),
        (f"{order}/lines", {"lines": [line | {"id": theirs["line_id"]}]}),
        (f"/payments{order}/pay", pay),
    ]
    before = sql.traces()
    for path, body in calls:
        reply = till.cashier.call("POST", path, body, key=new_key())
        problem(reply, 409, "uuid_taken")
        assert "Their" not in reply.text
    assert sql.traces() == before


def test_another_till_is_as_far(both: Both, new_till: Callable[[], Till], sql: Database) -> None:
    """A device sees its own till only, though the company is the same."""
    second = new_till()
    second.open()
    ids, cashier = both.ours.ids, second.cashier
    pay = {"method_id": second.method("card"), "amount": pounds(100)}
    order = f"/orders/{ids['order_id']}"
    calls = [
        ("GET", order, None),
        ("POST", f"{order}/lines", {"lines": [second.dish("Chips")]}),
        ("POST", f"{order}/lines/{ids['line_id']}/void", {"reason_id": both.ours.reasons["void"]}),
        ("GET", f"/payments{order}", None),
        ("POST", f"/payments{order}/pay", pay),
        ("POST", f"/sessions/{ids['session_id']}/close", {"counted_cash": pounds(0)}),
    ]
    before = sql.traces()
    for method, path, body in calls:
        problem(cashier.call(method, path, body, key=new_key()), 404, "not_found")
    assert sql.traces() == before
    assert [item["id"] for item in cashier.get("/tills")["items"]] == [second.id]
    assert cashier.get("/orders")["items"] == []


def found_by_themselves(operation: Operation, both: Both, path: Path = ()) -> httpx.Response:
    """The other company's own people call it with their own ids."""
    body = both.body(operation, both.theirs, path)
    return operation.call(both.theirs.caller(operation), both.theirs.ids_for(operation), body)


def _changes_ids(operation: Operation) -> int:
    """What ends things comes last, and a new split ends the shares of the one before."""
    return 2 if operation.method == "delete" else int(operation.path.endswith("/split"))


def test_they_find_what_is_theirs(both: Both) -> None:
    """The last of the module: it changes and revokes."""
    wrong = []
    for operation in sorted(both.operations, key=_changes_ids):
        if operation.path_names:
            reply = found_by_themselves(operation, both)
            if reply.status_code == 404:
                wrong.append((operation.label, reply.text))
        for path, name in id_places(operation, both):
            if name in SHARED or name in CHOSEN or path[0] == "approval":
                continue
            reply = found_by_themselves(operation, both, path)
            told = reply.status_code in {404, 422} and dotted(path) in fields(reply.json())
            if told:
                wrong.append((operation.label, dotted(path), reply.text))
    assert not wrong, "\n".join(map(str, wrong))


def test_lists_hold_only_ones_own(both: Both, office: Api) -> None:
    theirs = both.theirs
    for api, own, foreign in (
        (office, both.ours.ids, theirs.ids),
        (theirs.office, theirs.ids, both.ours.ids),
    ):
        tills = {item["id"] for item in api.get("/tills")["items"]}
        assert own["till_id"] in tills
        assert foreign["till_id"] not in tills
        devices = {item["id"] for item in api.get("/devices")["items"]}
        assert own["device_id"] in devices
        assert foreign["device_id"] not in devices
        employees = {item["id"] for item in api.get("/employees")["items"]}
        assert own["employee_id"] in employees
        assert foreign["employee_id"] not in employees
    # Ours belong to no company, so Odoo lets every company sell them.
    products = {item["id"] for item in office.get("/menu")["products"]}
    assert theirs.ids["product_id"] not in products
