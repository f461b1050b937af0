"""Discounts on whole orders, and service charges."""

from uuid import UUID

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.order_adjustment import DiscountBody, ServiceChargeBody
from .base import ApiController, values_of
from .orders import APPROVAL, NOT_OPEN


class OrderDiscountsController(ApiController):
    """The doors to the commands about what is taken off an order or charged on it."""

    @api_route(
        "/orders/{order_id}/discounts",
        "POST",
        tag="Orders",
        calls="order.add_discount",
        status=201,
        errors=(*NOT_OPEN, *APPROVAL, ErrorCode.OVERPAID, ErrorCode.UUID_TAKEN),
    )
    def add_discount(self, order_id: UUID, body: DiscountBody) -> Reply:
        """Take a share or an amount off the whole order.

        All discounts on the order together above the role's limit need a manager. The amount is
        divided over the dishes by their taxes, to the penny.
        """
        return self.command("order.add_discount", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/{order_id}/discounts/{adjustment_id}",
        "DELETE",
        tag="Orders",
        calls="order.remove_discount",
        errors=NOT_OPEN,
    )
    def remove_discount(self, order_id: UUID, adjustment_id: UUID) -> Reply:
        """Take a discount off an open order."""
        values = {"order_id": order_id, "adjustment_id": adjustment_id}
        return self.command("order.remove_discount", values)

    @api_route(
        "/orders/{order_id}/service-charge",
        "DELETE",
        tag="Orders",
        calls="order.remove_service_charge",
        errors=(
            *NOT_OPEN,
            ErrorCode.APPROVAL_REQUIRED,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.OVERPAID,
        ),
    )
    def remove_service_charge(self, order_id: UUID) -> Reply:
        """Take the service charge off an open order; it does not come back by itself.

        A charge that guests have to pay is taken off by a manager only.
        """
        return self.command("order.remove_service_charge", {"order_id": order_id})

    @api_route(
        "/orders/{order_id}/service-charge",
        "POST",
        tag="Orders",
        calls="order.restore_service_charge",
        errors=(*NOT_OPEN, ErrorCode.OPERATION_REFUSED),
    )
    def restore_service_charge(self, order_id: UUID, body: ServiceChargeBody) -> Reply:
        """Put back the service charge that was taken off."""
        return self.command(
            "order.restore_service_charge", {"order_id": order_id, **values_of(body)}
        )
