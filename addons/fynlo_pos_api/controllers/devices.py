from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.device import Pairing, PairingCodeCreate
from .base import ApiController


class DevicesController(ApiController):
    """Devices and the tills that they are bound to."""

    @api_route(
        "/devices/pairing-codes",
        "POST",
        tag="Devices",
        calls="device.make_pairing_code",
        status=201,
        errors=(ErrorCode.NOT_FOUND,),
    )
    def make_pairing_code(self, body: PairingCodeCreate) -> Reply:
        """Make a code that pairs one device with a till or a kitchen station.

        The code is single use and holds for 10 minutes; the QR image says the same.
        """
        return self.command("device.make_pairing_code", dict(body))

    @api_route(
        "/devices/pair",
        "POST",
        tag="Devices",
        calls="device.pair",
        status=201,
        limit="login",
        errors=(ErrorCode.PAIRING_CODE_INVALID, ErrorCode.LOCKED_OUT),
    )
    def pair(self, body: Pairing) -> Reply:
        """Pair a device by a code.

        The reply holds the device's credential, this once. POST /auth/device signs in with it.
        """
        return self.command("device.pair", dict(body))

    @api_route(
        "/devices/{device_id}/replace",
        "POST",
        tag="Devices",
        calls="device.replace",
        status=201,
        errors=(ErrorCode.NOT_FOUND,),
    )
    def replace_device(self, device_id: int) -> Reply:
        """Make a code for the device that takes the place of another.

        When it is used, the old device is revoked; the new one goes on with the till's session and
        its open orders.
        """
        return self.command("device.replace", {"device_id": device_id})

    @api_route("/devices", "GET", tag="Devices", calls="device.list")
    def list_devices(self) -> Reply:
        """The company's devices, the revoked ones last."""
        return self.query("device.list", {})

    @api_route(
        "/devices/{device_id}",
        "DELETE",
        tag="Devices",
        calls="device.revoke",
        status=204,
        errors=(ErrorCode.NOT_FOUND,),
    )
    def revoke(self, device_id: int) -> Reply:
        """Revoke a device; its tokens stop at once."""
        return self.command("device.revoke", {"device_id": device_id})

    @api_route("/tills", "GET", tag="Devices", calls="till.list")
    def list_tills(self) -> Reply:
        """The company's tills and the sessions that are open on them.

        A device sees its own till only.
        """
        return self.query("till.list", {})
