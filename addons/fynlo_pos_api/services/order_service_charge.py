from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict
from ..schemas.order import Order
from ..schemas.order_adjustment import ServiceChargeChange
from .definition import Idempotency, command


class FynloOrderServiceCharge(models.AbstractModel):
    """Takes the service charge off an order, and puts it back.

    In the UK a guest may refuse a charge that the menu calls optional: staff take it off.
    """

    _name = "fynlo.order.service_charge"
    _inherit = ["fynlo.order"]
    _description = "Service charge of an order"

    @command("order.remove_service_charge", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def remove_service_charge(self, data: ServiceChargeChange) -> Order:
        """Take the service charge off; it does not come back by itself.

        :raises Conflict: operation_refused: there is none; order_not_open; a newer version
        :raises ApprovalRequired: the guest may not refuse it, and the caller is no manager
        :raises Invalid: overpaid: more was paid than what would be left
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        charges = self._found(order, removed=False)
        if not all(charges.service_charge_id.mapped("removable")):
            self._require_approval("Taking off a charge that guests have to pay")
        charges.removed = True
        payload = {"adjustment_ids": charges.mapped("uuid")}
        return self._changed(order, "order.service_charge_removed", payload, "order_id")

    @command("order.restore_service_charge", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def restore_service_charge(self, data: ServiceChargeChange) -> Order:
        """Put back the service charge that was taken off.

        :raises Conflict: operation_refused: none was taken off; order_not_open; a newer version
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        charges = self._found(order, removed=True)
        charges.removed = False
        payload = {"adjustment_ids": charges.mapped("uuid")}
        return self._changed(order, "order.service_charge_restored", payload, "order_id")

    def _found(self, order: Any, removed: bool) -> Any:
        charges = self._charges()._of(order).filtered(lambda item: item.removed == removed)
        if not charges:
            detail = "no service charge" if not removed else "no service charge that was taken off"
            raise Conflict(
                f"Order {order.pos_reference} has {detail}.", ErrorCode.OPERATION_REFUSED
            )
        return charges
