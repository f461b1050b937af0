"""What the tests of Odoo's own web till share: it saves whole orders."""

import json
from typing import Any
from uuid import uuid4

from odoo import fields
from odoo.fields import Command
from odoo.models import BaseModel

from .kitchen_case import KitchenCase


class WebTillCase(KitchenCase):
    """It saves by sync_from_ui, and on each order what it has sent."""

    def setUp(self) -> None:
        """An order to be."""
        super().setUp()
        self.uuid = str(uuid4())

    # === WHAT THE TILL DOES === #

    @property
    def saved(self) -> Any:
        """The order (pos.order) of the till."""
        self.env.invalidate_all()
        return self.env["pos.order"].search([("uuid", "=", self.uuid)])

    def shown(self) -> list[tuple[str, str, str, str, float, int]]:
        """The lines of its tickets: station, dish, kind, state, what is left, send."""
        return self.rows({"id": self.uuid})

    def save(self, *lines: Any, sent: bool = True, **values: Any) -> Any:
        """Save the order with these changes of its lines; `sent`: with what it is then as sent."""
        order = {
            "uuid": self.uuid,
            "access_token": str(uuid4()),
            "session_id": self.session.id,
            "state": "draft",
            "lines": list(lines),
            "amount_total": 0,
            "amount_tax": 0,
            "amount_paid": 0,
            "amount_return": 0,
            "last_order_preparation_change": self.saved.last_order_preparation_change or "{}",
            **values,
        }
        if sent:
            order["last_order_preparation_change"] = _sent(self.saved, lines)
        self.env["pos.order"].sync_from_ui([order])
        self.env.cr.flush()
        return self.saved

    def new_line(self, dish: BaseModel, quantity: int = 1, **values: Any) -> Any:
        """A new line."""
        return Command.create(line_of(dish, quantity) | values)

    def moved(self, source: Any, line: dict[str, Any], quantity: int) -> Any:
        """Save a new order with a line that was one of another order; as Odoo's till splits."""
        told = {"uuid": line["uuid"], "quantity": line["qty"], "note": "[]", "customer_note": ""}
        told["fynlo_moved"] = {source.uuid: quantity}
        text = json.dumps({"lines": {line["uuid"]: told}, "metadata": {"serverDate": moment()}})
        self.uuid = str(uuid4())
        return self.save(Command.create(line), sent=False, last_order_preparation_change=text)


def moment() -> str:
    """When the till has sent, by a clock that is right."""
    return str(fields.Datetime.to_string(fields.Datetime.now()))


def line_of(dish: BaseModel, quantity: int) -> dict[str, Any]:
    price = dish.list_price * quantity
    return {
        "uuid": str(uuid4()),
        "product_id": dish.id,
        "full_product_name": dish.name,
        "qty": quantity,
        "price_unit": dish.list_price,
        "tax_ids": [Command.set(dish.taxes_id.ids)],
        "price_subtotal": price,
        "price_subtotal_incl": price,
    }


def _sent(order: Any, changes: Any) -> str:
    """What Odoo's till keeps when it sends an order with these changes."""
    lines = {
        line.id: {"uuid": line.uuid, "qty": line.qty, "customer_note": line.customer_note}
        for line in order.lines
    }
    for kind, line_id, values in changes:
        if kind == Command.CREATE:
            lines[values["uuid"]] = values
        elif kind == Command.UPDATE:
            lines[line_id] |= values
        else:
            del lines[line_id]
    told = {
        line["uuid"]: {
            "uuid": line["uuid"],
            "quantity": line["qty"],
            "note": "[]",
            "customer_note": line.get("customer_note") or "",
        }
        for line in lines.values()
    }
    return json.dumps({"lines": told, "metadata": {"serverDate": moment()}})
