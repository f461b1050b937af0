"""What Odoo's own web till did with an order."""

from typing import Any
from uuid import UUID

from odoo.addons.fynlo_pos_api.schemas.common import Schema


class WebTillOrder(Schema):
    """Input of kitchen.follow_web_till.

    `sent_lines`: those that the till has sent. `shown_before`: what tickets show of the order, by
    field, as it was; a record is its id.
    """

    order_id: UUID
    sent_lines: list[UUID] = []
    shown_before: dict[str, Any] = {}
