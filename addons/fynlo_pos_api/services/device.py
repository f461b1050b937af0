import io
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

import qrcode
from qrcode.image.svg import SvgPathImage

from odoo import fields, models
from odoo.http import request

from ..const import CALLER, ErrorCode, Scope
from ..domain import secret_text
from ..exceptions import Invalid, NotFound, Unauthenticated
from ..models.fynlo_pairing_code import VALID
from ..schemas import device as schemas
from ..schemas.auth import DeviceSignIn, Tokens
from ..schemas.common import Empty
from .definition import Access, Idempotency, command, query


class FynloDevices(models.AbstractModel):
    """Devices: pairing with a till, signing in, revoking."""

    _name = "fynlo.devices"
    _inherit = ["fynlo.service"]
    _description = "Devices"

    @query("device.list", Scope.DEVICES_READ)
    def _list(self, data: Empty) -> schemas.Devices:
        """The company's devices, the revoked ones last."""
        # sudo: whoever has the scope may see the company's devices
        devices = self.env["fynlo.device"].sudo().search(self._of_company())
        return schemas.Devices(items=[schemas.Device.from_record(device) for device in devices])

    @command("device.make_pairing_code", Scope.DEVICES_WRITE, Idempotency.NONE)
    def _make_code(self, data: schemas.PairingCodeCreate) -> schemas.PairingCode:
        """A code that pairs one device with a till, once, within ten minutes.

        :raises NotFound: the company has no such till
        """
        return self._new_code(self._place(data))

    @command("device.replace", Scope.DEVICES_WRITE, Idempotency.NONE)
    def _replace(self, data: schemas.DeviceId) -> schemas.PairingCode:
        """A code for the device that takes the place of one that is lost or broken.

        When it is used, the old device is revoked and the new one works on at its till: the open
        session and its orders belong to the till.

        :raises NotFound: the company has no such device
        """
        device = self._find(data.device_id)
        place = {**self._place_of(device), "company_id": device.company_id.id}
        return self._new_code(place, replaces_id=device.id)

    @command("device.pair", Access.PUBLIC, Idempotency.NONE)
    def _pair(self, data: schemas.Pairing) -> schemas.Paired:
        """Pair a device by a code: it gets its credential, this once.

        :raises Invalid: pairing_code_invalid: unknown, used, or older than ten minutes
        :raises LockedOut: too many wrong codes from this address
        """
        code = self._taken(data.code.get_secret_value())
        company, replaced = code.company_id, code.replaces_id
        credential = secret_text.new_secret(secret_text.DEVICE_PREFIX)
        # sudo: nobody may write devices; the code was the permission
        device = (
            self.env["fynlo.device"]
            .sudo()
            .create(
                {
                    "name": data.name,
                    "platform": data.platform,
                    "company_id": company.id,
                    "user_id": self.env["fynlo.till_user"]._of_company(company),
                    "credential_hash": secret_text.fingerprint(credential),
                    **self._place_of(code),
                }
            )
        )
        payload = {
            "name": device.name,
            "platform": device.platform or None,
            "till_id": device.config_id.id or None,
            "replaces_id": replaced.id or None,
        }
        self._as(device)._emit("device.paired", device, payload)
        self._as(device)._end(replaced)
        return schemas.Paired(
            device=schemas.PairedDevice.from_record(device),
            credential=credential,
        )

    @command("auth.device", Access.PUBLIC, Idempotency.NONE)
    def _sign_in(self, data: DeviceSignIn) -> Tokens:
        """Sign a device in by its credential.

        :raises Unauthenticated: credentials_invalid, or device_revoked
        """
        credential_hash = secret_text.fingerprint(data.credential.get_secret_value())
        # sudo: whoever has the credential is the device
        device = self.env["fynlo.device"].sudo().search([("credential_hash", "=", credential_hash)])
        if not device:
            raise Unauthenticated(
                "No device has this credential; pair it again.", ErrorCode.CREDENTIALS_INVALID
            )
        if device.revoked_at:
            raise Unauthenticated(
                "This device was revoked; pair it again.", ErrorCode.DEVICE_REVOKED
            )
        issuing = self.env["fynlo.issuing"]
        login = issuing._begin(
            device.user_id.id, device.company_id.id, "device", device_id=device.id
        )
        self._as(device)._emit("auth.login", login, {"method": "device"})
        return issuing._issue(login)

    @command("device.revoke", Scope.DEVICES_WRITE)
    def _revoke(self, data: schemas.DeviceId) -> None:
        """Revoke a device: its tokens stop at once, and it has to be paired again.

        :raises NotFound: the company has no such device
        """
        self._end(self._find(data.device_id))

    def _find(self, device_id: int) -> Any:
        """The company's device.

        :raises NotFound: there is none
        """
        domain = [("id", "=", device_id), *self._of_company()]
        # sudo: whoever has the scope may name the company's devices; the domain keeps to them
        device = self.env["fynlo.device"].sudo().search(domain)
        if not device:
            raise NotFound("There is no device with this id.")
        return device

    def _end(self, device: Any) -> None:
        """Revoke a device, if it is one that is not revoked yet."""
        if not device or device.revoked_at:
            return
        device.revoked_at = fields.Datetime.now()
        device.login_ids._revoke()
        self._emit("device.revoked", device, {"name": device.name}, till=device.config_id)

    def _place(self, data: schemas.PairingCodeCreate) -> dict[str, Any]:
        """Where a new code pairs a device: values of the code.

        :raises NotFound: the company has no such till
        """
        # sudo: whoever has the scope may name the company's tills; the domain keeps to them
        tills = self.env["pos.config"].sudo()
        till = tills.search([("id", "=", data.till_id or 0), *self._of_company()])
        if not till:
            field = "till_id" if data.station_id is None else "station_id"
            raise NotFound("There is no till with this id.", field=field)
        return {"config_id": till.id, "company_id": till.company_id.id}

    def _place_of(self, record: Any) -> dict[str, Any]:
        """Where a device or a code belongs: values of another one of the same place."""
        return {"config_id": record.config_id.id}

    def _new_code(self, place: dict[str, Any], **values: Any) -> schemas.PairingCode:
        code = secret_text.new_pairing_code()
        expires_at = fields.Datetime.now() + VALID
        # sudo: nobody may write pairing codes
        self.env["fynlo.pairing.code"].sudo().create(
            {
                "code_hash": secret_text.fingerprint(code),
                "expires_at": expires_at,
                **place,
                **values,
            }
        )
        url = self._pairing_url(code, place)
        return schemas.PairingCode(code=code, expires_at=expires_at, url=url, qr_svg=_qr_svg(url))

    def _of_company(self) -> list[tuple[str, str, int]]:
        return [("company_id", "=", self._caller.company_id)]

    def _taken(self, typed: str) -> Any:
        """The code (fynlo.pairing.code) that is used now."""
        address = request.httprequest.remote_addr if request else "here"
        subject, tries = f"pairing:{address}", self.env["fynlo.tries"]
        tries._begin(subject)
        code_hash = secret_text.fingerprint(secret_text.plain_pairing_code(typed))
        # sudo: nobody may read pairing codes, and nobody is signed in yet
        taken = self.env["fynlo.pairing.code"].sudo()._take(code_hash)
        if not taken:
            raise Invalid(
                "This pairing code is wrong, used, or older than ten minutes; make a new one.",
                ErrorCode.PAIRING_CODE_INVALID,
                field="code",
            )
        tries._right(subject)
        return taken

    def _as(self, device: Any) -> Any:
        """This service, called by the device."""
        caller = replace(
            self._caller,
            user_id=device.user_id.id,
            company_id=device.company_id.id,
            till_id=device.config_id.id or None,
            device_id=device.id,
        )
        return self.with_context(**{CALLER: caller})

    def _pairing_url(self, code: str, place: dict[str, Any]) -> str:
        # sudo: a system parameter
        server = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return "fynlo://pair?" + urlencode({"server": server, "code": code})


def _qr_svg(text: str) -> str:
    image = qrcode.make(text, image_factory=SvgPathImage, box_size=12)
    buffer = io.BytesIO()
    image.save(buffer)
    return buffer.getvalue().decode()
