"""Reasons for voids, comps, discounts and the like."""

from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.reason import ReasonCreate, ReasonFilter, ReasonPatch
from .base import ApiController, sent_values, values_of


class ReasonsController(ApiController):
    """The doors to the list of reasons."""

    @api_route("/reasons", "GET", tag="Settings", calls="reason.list")
    def list_reasons(self, query: ReasonFilter) -> Reply:
        """List the reasons to choose from, by kind."""
        return self.query("reason.list", values_of(query))

    @api_route("/reasons", "POST", tag="Settings", calls="reason.create", status=201)
    def create_reason(self, body: ReasonCreate) -> Reply:
        """Add a reason to the list."""
        return self.command("reason.create", values_of(body))

    @api_route("/reasons/{reason_id}", "PATCH", tag="Settings", calls="reason.change")
    def change_reason(self, reason_id: int, body: ReasonPatch) -> Reply:
        """Change a reason; `active` false takes it off the list."""
        return self.command("reason.change", {"reason_id": reason_id, **sent_values(body)})
