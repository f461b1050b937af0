from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.schemas.order import LinesAdd, Order, OrderCreate
from odoo.addons.fynlo_pos_api.services.definition import Idempotency, command

from ..const import Sends


class FynloOrder(models.AbstractModel):
    _inherit = "fynlo.order"

    @command("order.create", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def create_order(self, data: OrderCreate) -> Order:
        """Open an order, and send it to the kitchen where the till does so by itself."""
        made = super().create_order(data)
        return self._sent_by_itself(made)

    @command("order.add_lines", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def add_lines(self, data: LinesAdd) -> Order:
        """Add lines, and send them to the kitchen where the till does so by itself."""
        made = super().add_lines(data)
        return self._sent_by_itself(made)

    def _sent_by_itself(self, made: Order) -> Order:
        # sudo: a setting of the caller's own till; its catalogue is kept between requests
        till = self.env["pos.config"].sudo().browse(made.till_id)
        if till.fynlo_kitchen_sends != Sends.ORDERED:
            return made
        order = self._find(str(made.id))
        sent = self.env["fynlo.kitchen.sending"]._send(order, order.lines)
        return Order.from_record(order) if sent else made


class FynloPaymentTaking(models.AbstractModel):
    _inherit = "fynlo.payment.taking"

    def _close_if_paid(self, order: Any, *, in_cash: bool = False) -> None:
        """Close an order of which nothing is due, and send it where the till does so then."""
        super()._close_if_paid(order, in_cash=in_cash)
        if order.state == "draft" or order.config_id.fynlo_kitchen_sends != Sends.PAID:
            return
        self.env["fynlo.kitchen.sending"]._send(order, order.lines)
