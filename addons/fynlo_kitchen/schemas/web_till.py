"""What Odoo's own web till did with an order."""

from typing import Any

from odoo.addons.fynlo_pos_api.schemas.common import Schema


class LineMove(Schema):
    """So many of a line were one of another order before."""

    line: str
    source: str
    quantity: float


class WebTillOrder(Schema):
    """Input of kitchen.follow_web_till.

    The ids are UUIDs as Odoo keeps them. `sent_lines`: those that the till has sent. `settles`:
    what was changed and deleted is to be told. `moves`: what came from other orders.
    `shown_before`: what tickets show of the order, by field, as it was; a record is its id.
    """

    order_id: str
    sent_lines: list[str] = []
    settles: bool = False
    moves: list[LineMove] = []
    shown_before: dict[str, Any] = {}
