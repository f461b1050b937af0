import logging
from datetime import datetime
from typing import Any

from odoo import models

from ..const import Scope
from ..domain.order_status import NEXT, PROGRESS, OrderStatus, status_of, steps_to
from ..exceptions import StatusInvalid
from ..schemas.order import Order
from ..schemas.order_status import OrderStanding, StatusSet
from .definition import command

_logger = logging.getLogger(__name__)


class FynloOrderStatus(models.AbstractModel):
    """Moves orders along their statuses; each step is an event, and these are the history."""

    _name = "fynlo.order.status"
    _inherit = ["fynlo.order.records"]
    _description = "Status of orders"

    @command("order.set_status", Scope.ORDER_STATUS_WRITE)
    def set_status(self, data: StatusSet) -> OrderStanding:
        """Set the status of an order to one that may follow; one that it has already stays.

        :raises NotFound: there is no such order in the caller's company and till
        :raises StatusInvalid: there is no such status, or it may not follow
        :raises VersionConflict: the order is newer than what the caller saw
        """
        order = self._find(str(data.order_id))
        self._hold(order, data.base_version, Order.from_record)
        status = status_of(data.status)
        if status is None:
            raise self._refused(order, data.status)
        self._move(order, status, data.note)
        return OrderStanding.from_record(order, self._estimate(order))

    # === FOR OTHER SERVICES === #

    def _move(self, order: Any, status: OrderStatus, note: str | None = None) -> bool:
        """Set the status of an order that the caller holds.

        :param note: for the guest
        :return: False when it is the order's status already
        :raises StatusInvalid: it may not follow
        """
        current = OrderStatus(order.fynlo_status)
        if status is current:
            return False
        if status not in NEXT[current]:
            raise self._refused(order, status)
        self._set(order, status, note)
        return True

    def _follow(self, order: Any, status: OrderStatus) -> bool:
        """Walk an order forward to a status, each step on the way an event.

        Where no way leads there, because it is further already or ended, it stays as it is.

        :return: whether it went on
        """
        steps = steps_to(OrderStatus(order.fynlo_status), status)
        for step in steps:
            self._set(order, step)
        return bool(steps)

    def _cancel(self, order: Any) -> None:
        """An order is cancelled on its money side, however far it was."""
        if order.fynlo_status != OrderStatus.CANCELLED:
            self._set(order, OrderStatus.CANCELLED)

    def _begin_again(self, order: Any) -> None:
        """A cancelled order is open again."""
        if order.fynlo_status == OrderStatus.CANCELLED:
            self._set(order, OrderStatus.PENDING)

    def _estimate(self, order: Any) -> datetime | None:
        """When an order will be ready (UTC, naive), where an addon can tell."""
        return None

    def _set(self, order: Any, status: OrderStatus, note: str | None = None) -> None:
        payload = {
            "status": str(status),
            "previous": order.fynlo_status,
            "progress": PROGRESS[status],
            "note": note,
        }
        order.fynlo_status = str(status)
        self._emit("order.status_changed", order, payload, order.config_id)

    def _refused(self, order: Any, wanted: str) -> StatusInvalid:
        current = OrderStatus(order.fynlo_status)
        allowed = NEXT[current]
        _logger.info("Order %s is %s: %r was refused", order.uuid, current, wanted)
        following = f"it can become {' or '.join(allowed)}" if allowed else "nothing follows"
        return StatusInvalid(
            f"Order {order.pos_reference} is {current}; {following}.", current, allowed
        )
