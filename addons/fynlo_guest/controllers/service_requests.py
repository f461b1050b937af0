"""Service requests."""

from uuid import UUID

from odoo.addons.fynlo_pos_api.const import ErrorCode
from odoo.addons.fynlo_pos_api.controllers.base import ApiController, values_of
from odoo.addons.fynlo_pos_api.http.operation import api_route
from odoo.addons.fynlo_pos_api.http.reply import Reply

from ..schemas.service_request import (
    ServiceRequestActionBody,
    ServiceRequestCreate,
    ServiceRequestFilter,
)


class ServiceRequestsController(ApiController):
    """What guests ask for at their tables, and what the staff does about it."""

    @api_route(
        "/service-requests",
        "POST",
        tag="Service requests",
        calls="service_request.create",
        status=201,
        limit="service_request",
        errors=(ErrorCode.NOT_FOUND, ErrorCode.ORDER_NOT_OPEN),
    )
    def create_service_request(self, body: ServiceRequestCreate) -> Reply:
        """Ask for the waiter, the bill, water or help.

        What was asked for at the table and is not done is not asked for again: the reply is that
        request. A guest sends no table; staff must.
        """
        return self.command("service_request.create", values_of(body))

    @api_route("/service-requests", "GET", tag="Service requests", calls="service_request.list")
    def list_service_requests(self, query: ServiceRequestFilter) -> Reply:
        """List what was asked for, what was asked for first at first.

        Without `state` only what is not done yet.
        """
        return self.query("service_request.list", values_of(query))

    @api_route(
        "/service-requests/{request_id}/take",
        "POST",
        tag="Service requests",
        calls="service_request.take",
        errors=(ErrorCode.OPERATION_REFUSED,),
    )
    def take_service_request(self, request_id: UUID, body: ServiceRequestActionBody) -> Reply:
        """Say that you are on the way; the guest sees that somebody is."""
        values = {"request_id": request_id, **values_of(body)}
        return self.command("service_request.take", values)

    @api_route(
        "/service-requests/{request_id}/close",
        "POST",
        tag="Service requests",
        calls="service_request.close",
    )
    def close_service_request(self, request_id: UUID, body: ServiceRequestActionBody) -> Reply:
        """Say that it is done."""
        values = {"request_id": request_id, **values_of(body)}
        return self.command("service_request.close", values)
