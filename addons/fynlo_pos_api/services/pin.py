import hmac
from typing import Any

from odoo import models

from ..const import ErrorCode, Role, Scope
from ..exceptions import Conflict, Forbidden, Unauthenticated
from ..schemas.auth import PinSignIn, Tokens
from ..schemas.common import Approval
from .definition import Idempotency, command
from .lasting import lasting


class FynloPin(models.AbstractModel):
    """PINs (hr.employee.pin): signing in on a device, and approving on somebody else's."""

    _name = "fynlo.pin"
    _inherit = ["fynlo.service"]
    _description = "PINs"

    @command("auth.pin", Scope.EMPLOYEES_READ, Idempotency.NONE)
    def _sign_in(self, data: PinSignIn) -> Tokens:
        """Sign an employee in on the device that calls.

        :raises Unauthenticated: credentials_invalid: the PIN is wrong
        :raises NotFound: the till has no such employee
        :raises LockedOut: too many wrong PINs for this employee on this device
        """
        if not self._caller.device_id:
            raise Conflict("Call this from a paired device.", ErrorCode.TILL_REQUIRED)
        employee = self.env["fynlo.employees"]._with_pin(data.employee_id)
        if not self._right(employee, data.pin.get_secret_value()):
            raise Unauthenticated("The PIN is wrong.", ErrorCode.CREDENTIALS_INVALID, field="pin")
        user_id = self._runs_as(employee)
        issuing = self.env["fynlo.issuing"]
        login = issuing._begin(
            user_id,
            self._caller.company_id,
            "pin",
            device_id=self._caller.device_id,
            employee_id=employee.id,
        )
        self._emit("auth.login", login, {"method": "pin", "employee_id": employee.id})
        return issuing._issue(login)

    def _approver(self, approval: Approval) -> int:
        """The employee who approves: an owner or manager who typed the right PIN.

        :raises Forbidden: approval_refused
        :raises LockedOut: too many wrong PINs for this employee here
        """
        employee = self.env["fynlo.employees"]._with_pin(approval.employee_id, "approval")
        right = self._right(employee, approval.pin.get_secret_value())
        if not right or employee.fynlo_role not in {Role.OWNER, Role.MANAGER}:
            raise Forbidden(
                "Approving takes the right PIN of a manager or an owner.",
                ErrorCode.APPROVAL_REFUSED,
                field="approval",
            )
        return employee.id

    def _right(self, employee: Any, pin: str) -> bool:
        """Whether it is the employee's PIN. The try counts even if the request fails."""
        subject = f"pin:{self._caller.owner_key}:employee:{employee.id}"
        tries = self.env["fynlo.tries"]
        locks_for = tries._begin(subject)
        if hmac.compare_digest(pin.encode(), employee.pin.encode()):
            tries._right(subject)
            return True
        if locks_for:
            self._tell_locked(employee, locks_for)
        return False

    def _tell_locked(self, employee: Any, seconds: int) -> None:
        payload = {"employee_id": employee.id, "seconds": seconds}

        def tell(service: Any) -> None:
            # sudo: only the version that every event raises is written
            login = service.env["fynlo.login"].sudo().browse(self._caller.login_id)
            service._emit("auth.locked_out", login, payload)

        if self._caller.login_id:
            lasting(self, tell)

    def _runs_as(self, employee: Any) -> int:
        """The employee's own Odoo user where it can work here, else the device's."""
        user = employee.user_id
        company = self.env["res.company"].browse(self._caller.company_id)
        if user.active and company in user.company_ids and self._has_role(user):
            return user.id
        # sudo: an employee may not read devices; it is the caller's own
        return self.env["fynlo.device"].sudo().browse(self._caller.device_id).user_id.id

    def _has_role(self, user: Any) -> bool:
        return self.env["fynlo.authentication"]._role_of_user(user.id) is not None
