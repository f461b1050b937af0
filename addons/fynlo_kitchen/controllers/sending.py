"""Sending orders to the kitchen, and their courses."""

from uuid import UUID

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.controllers.base import ApiController, values_of
from odoo.addons.fynlo_pos_api.http.operation import api_route
from odoo.addons.fynlo_pos_api.http.reply import Reply

from ..schemas.kitchen import CourseBody, SendBody

_REFUSED = (ErrorCode.NOT_FOUND, ErrorCode.ORDER_NOT_OPEN, ErrorCode.VERSION_CONFLICT)


class SendingController(ApiController):
    """The doors from an order to the kitchen."""

    @api_route(
        "/orders/{order_id}/send",
        "POST",
        tag="Orders",
        calls="kitchen.send",
        errors=_REFUSED,
    )
    def send_order(self, order_id: UUID, body: SendBody) -> Reply:
        """Send what was not sent yet of an order to the kitchen.

        However often it is sent, each line comes to each of its stations once.
        """
        return self.command("kitchen.send", {"order_id": order_id, **values_of(body)})

    @api_route(
        "/orders/{order_id}/courses/{course}/fire",
        "POST",
        tag="Orders",
        calls="kitchen.fire_course",
        errors=_REFUSED,
    )
    def fire_course(self, order_id: UUID, course: int, body: CourseBody) -> Reply:
        """Let the kitchen make a course.

        The screen of a station may for a course that it has a ticket of; what was not sent yet of
        it is then not sent either.
        """
        values = {"order_id": order_id, "course": course, **values_of(body)}
        return self.command("kitchen.fire_course", values)

    @api_route(
        "/orders/{order_id}/courses/{course}/hold",
        "POST",
        tag="Orders",
        calls="kitchen.hold",
        errors=(*_REFUSED, ErrorCode.OPERATION_REFUSED),
    )
    def hold_course(self, order_id: UUID, course: int, body: CourseBody) -> Reply:
        """Hold a course back that no station has begun with, until it is fired.

        The screen of a station may for a course that it has a ticket of.
        """
        values = {"order_id": order_id, "course": course, **values_of(body)}
        return self.command("kitchen.hold", values)
