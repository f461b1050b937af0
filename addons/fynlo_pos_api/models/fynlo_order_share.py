from typing import Any
from uuid import uuid4

from odoo import fields, models


class FynloOrderShare(models.Model):
    """A share of what was due of an order when it was split evenly or by amounts.

    The dishes stay on the one order; a payment that names the share pays exactly its amount.
    """

    _name = "fynlo.order.share"
    _description = "Share of an order"
    _order = "order_id, number"
    _log_access = False

    uuid = fields.Char("UUID", required=True, readonly=True, default=lambda self: str(uuid4()))
    order_id = fields.Many2one(
        "pos.order", required=True, readonly=True, index=True, ondelete="cascade"
    )
    number = fields.Integer(required=True, readonly=True, aggregator=None)
    currency_id = fields.Many2one(related="order_id.currency_id")
    amount = fields.Monetary(required=True, readonly=True)
    payment_id = fields.Many2one(
        "pos.payment", readonly=True, index="btree_not_null", ondelete="set null"
    )

    _unique_uuid = models.UniqueIndex("(uuid)")
    _unique_number = models.UniqueIndex("(order_id, number)")

    def _fynlo_payment(self) -> Any:
        """The payment that holds: one that was taken back pays no share."""
        self.ensure_one()
        return self.payment_id - self.payment_id.pos_order_id.payment_ids.fynlo_reverses_id
