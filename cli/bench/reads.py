"""Reading: the menu, and routes that do nothing."""

import re

from .connection import Connection, encoded
from .machine import Machine
from .people import OpenTill
from .side import Outcome, Side, nothing

MENU = "/api/v1/menu"
OPEN = "/api/v1/bench/open"
SIGNED_IN = "/api/v1/bench/signed-in"
PRODUCTS = "/json/2/product.product/search_read"
# What a till needs of a product; stock Odoo's own answer to the same question.
FIELDS = ["name", "list_price", "pos_categ_ids", "taxes_id", "barcode", "attribute_line_ids"]
RAISE = (
    "UPDATE fynlo_menu_version SET fynlo_version = fynlo_version + 1,"
    " raised_by = pg_current_xact_id()"
)


def open_side() -> Side:
    """A route of Fynlo that does nothing, for everyone."""
    return _get("bare route", OPEN, [{}], 200)


def signed_in_side(till: OpenTill, name: str = "bare route, signed in") -> Side:
    """A route of Fynlo that does nothing but see who calls."""
    return _get(name, SIGNED_IN, _tokens(till), 200)


def menu_side(till: OpenTill, machine: Machine, *, cold: bool = False) -> Side:
    """GET /menu; cold: before each call the menu is changed, so that no copy is kept of it."""
    headers = [{**token, "Accept-Encoding": "gzip"} for token in _tokens(till)]
    side = _get("Fynlo", MENU, headers, 200)
    prepare = (lambda: _raise_version(machine)) if cold else nothing
    return Side(side.name, side.call, side.paths, prepare)


def unchanged_menu_side(till: OpenTill, machine: Machine) -> Side:
    """GET /menu by a client that has it: 304."""
    headers = [{**token, "Accept-Encoding": "gzip"} for token in _tokens(till)]
    connection = Connection(machine.server.url)
    tag = connection.send("GET", MENU, headers[0]).headers["ETag"]
    connection.close()
    return _get("Fynlo", MENU, [{**one, "If-None-Match": tag} for one in headers], 304)


def products_side(machine: Machine) -> Side:
    """Odoo's own JSON API: the products of the till."""
    headers = {
        "Content-Type": "application/json",
        "Authorization": f"Bearer {machine.api_key}",
        "X-Odoo-Database": machine.server.database,
    }
    body = encoded({"domain": [["available_in_pos", "=", True]], "fields": FIELDS})

    def call(connection: Connection, client: int) -> Outcome:
        return Outcome(connection.send("POST", PRODUCTS, headers, body).status == 200)

    return Side("stock /json/2", call, re.compile(re.escape(PRODUCTS)))


def _get(name: str, path: str, headers: list[dict[str, str]], status: int) -> Side:
    def call(connection: Connection, client: int) -> Outcome:
        answer = connection.send("GET", path, headers[client % len(headers)])
        return Outcome(answer.status == status)

    return Side(name, call, re.compile(re.escape(path) + "$"))


def _tokens(till: OpenTill) -> list[dict[str, str]]:
    return [till.headers(number) for number in range(len(till.devices))]


def _raise_version(machine: Machine) -> None:
    machine.rows(RAISE)
