from typing import Any

from odoo import api, models

from ..schemas.service_request import ServiceRequestBoard

# More than all tables of a restaurant ask for at once.
MOST = 200


class FynloServiceRequestScreen(models.TransientModel):
    """What the board of service requests asks and does; it keeps nothing."""

    _name = "fynlo.service.request.screen"
    _description = "Board of service requests"

    # Not readonly: a replica may not have yet what the bus has just told of.
    @api.model
    def read_waiting(self) -> dict[str, Any]:
        """What was asked for and is not done, as the API lists it, and the time on the server.

        :raises FynloError: the user may not read service requests
        """
        found = self.env["fynlo.back_office"]._query("service_request.list", {"limit": MOST})
        board = ServiceRequestBoard(now=self.env.cr.now(), items=found.items)
        return board.model_dump(mode="json")

    @api.model
    def take(self, request_id: str) -> dict[str, Any]:
        """Say that the user is on the way, by the same command as the API.

        :param request_id: the request's UUID
        :return: what waits then
        :raises FynloError: what the command refuses
        """
        return self._run("service_request.take", request_id)

    @api.model
    def close_request(self, request_id: str) -> dict[str, Any]:
        """Say that it is done, by the same command as the API.

        :param request_id: the request's UUID
        :return: what waits then
        :raises FynloError: what the command refuses
        """
        return self._run("service_request.close", request_id)

    def _run(self, command: str, request_id: str) -> dict[str, Any]:
        self.env["fynlo.back_office"]._command(command, {"request_id": request_id})
        return self.read_waiting()
