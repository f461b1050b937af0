"""Whether Fynlo stays as fast with 100,000 orders and 2,000 products as with 1,000 and 200.

The same calls are measured on one server, first on the small volume, then on the large one: a row
has the large one as `Fynlo` and the small one as its reference, so its ratio is what growth costs.
"""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from ..replay.api import Json
from .connection import Connection, encoded
from .duel import Duel, Size, Tally
from .growth_fill import NAME, Filling, Sources, Volume
from .growth_sides import Facts, sides
from .machine import Machine
from .orders import ORDERS, two_dishes
from .people import OpenTill
from .result import Figures, Row, machine_load

SMALL = Volume(orders=1_000, products=200)
LARGE = Volume(orders=100_000, products=2_000)
# The number of orders of the large volume, for a first look on a small machine.
LARGE_ORDERS = "FYNLO_GROWTH_ORDERS"
SIZE = Size(clients=1, rounds=3, calls=12)


def growth(machine: Machine, duel: Duel, ours: OpenTill, stock: OpenTill) -> Iterator[Row]:
    """Yield a row for each call: with the large volume beside the small one."""
    large = Volume(int(os.environ.get(LARGE_ORDERS) or LARGE.orders), LARGE.products)
    source = _sold(machine, ours)
    filling = Filling(machine.server.dsn, _sources(machine, source, ours, stock))
    try:
        before = _measured(machine, duel, ours, filling, SMALL)
        after = _measured(machine, duel, ours, filling, large)
    finally:
        filling.close()
    reference = f"{SMALL.orders:,} orders"
    for name, tally in after.items():
        figures = Figures.of(tally), Figures.of(before[name])
        yield Row(name, SIZE.clients, figures[0], reference, figures[1], machine_load())


def _measured(
    machine: Machine, duel: Duel, ours: OpenTill, filling: Filling, volume: Volume
) -> dict[str, Tally]:
    filling.grow(volume)
    facts = _facts(machine, ours, volume)
    return {side.name: duel.fight((side,), SIZE)[0] for side in sides(machine, ours, facts)}


def _sold(machine: Machine, ours: OpenTill) -> Json:
    """Sell what the copies are made of: two dishes, paid in cash."""
    dishes = two_dishes(ours.devices[0].get("menu.read", "/menu"))
    total = {"amount": sum(dish.price for dish in dishes), "currency": "GBP"}
    body = {
        "lines": [{"product_id": dish.id} for dish in dishes],
        "payments": [{"method_id": ours.method("cash"), "amount": total}],
    }
    connection = Connection(machine.server.url)
    headers = {**ours.headers(0), "Idempotency-Key": str(uuid4())}
    answer = connection.send("POST", ORDERS, headers, encoded(body))
    connection.close()
    if answer.status != 201:
        raise RuntimeError(f"The order to copy was refused: {answer.body.decode()}")
    order: Json = answer.json()
    return order


def _sources(machine: Machine, source: Json, ours: OpenTill, stock: OpenTill) -> Sources:
    [(order_id, session_id)] = machine.rows(
        "SELECT id, session_id FROM pos_order WHERE uuid = %s", source["id"]
    )
    [(customer_id,)] = machine.rows(
        "SELECT id FROM res_partner WHERE fynlo_customer AND active ORDER BY id DESC LIMIT 1"
    )
    product_id = source["lines"][0]["product_id"]
    till_ids = [ours.till.id, stock.till.id]
    return Sources(order_id, session_id, product_id, customer_id, till_ids)


def _facts(machine: Machine, ours: OpenTill, volume: Volume) -> Facts:
    """What the filters name: an order in the middle of what this till sold, and its day."""
    [(order_id, session_id, table_id, customer_id, employee_id, day, receipt)] = machine.rows(
        "SELECT sale.id, sale.session_id, sale.table_id, sale.partner_id, sale.employee_id,"
        " sale.date_order::date, sale.pos_reference FROM pos_order sale"
        " WHERE sale.partner_id IS NOT NULL AND sale.table_id IS NOT NULL"
        " AND sale.state = 'done' AND sale.config_id = %s AND sale.pos_reference >= %s"
        " ORDER BY sale.id LIMIT 1",
        ours.till.id,
        f"{NAME.upper()}-{volume.orders // 2:06d}",
    )
    soon = datetime.now(UTC) + timedelta(days=1)
    return Facts(
        order_id=order_id,
        session_id=session_id,
        table_id=table_id,
        customer_id=customer_id,
        employee_id=employee_id,
        day=day,
        receipt=receipt,
        guest=f"{NAME} guest 7",
        soon=soon.date(),
    )
