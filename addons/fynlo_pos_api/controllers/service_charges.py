"""The rules of service charges."""

from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.service_charge import ServiceChargeCreate, ServiceChargePatch
from .base import ApiController, sent_values, values_of


class ServiceChargesController(ApiController):
    """The doors to the rules of service charges."""

    @api_route("/service-charges", "GET", tag="Settings", calls="service_charge.list")
    def list_service_charges(self) -> Reply:
        """List the rules by which orders get a service charge."""
        return self.query("service_charge.list", {})

    @api_route(
        "/service-charges", "POST", tag="Settings", calls="service_charge.create", status=201
    )
    def create_service_charge(self, body: ServiceChargeCreate) -> Reply:
        """Add a rule; orders that meet it get the charge from now on."""
        return self.command("service_charge.create", values_of(body))

    @api_route(
        "/service-charges/{service_charge_id}",
        "PATCH",
        tag="Settings",
        calls="service_charge.change",
    )
    def change_service_charge(self, service_charge_id: int, body: ServiceChargePatch) -> Reply:
        """Change a rule, or put it out of use; orders that have the charge keep it."""
        values = {"service_charge_id": service_charge_id, **sent_values(body)}
        return self.command("service_charge.change", values)
