from typing import Any

from odoo import models

from ..const import Scope
from ..exceptions import Forbidden, Invalid
from ..schemas.employee import PinSet
from .definition import Idempotency, command


class FynloEmployeePin(models.AbstractModel):
    """Gives employees their PINs. A PIN is never given back and in no event."""

    _name = "fynlo.employee.pin"
    _inherit = ["fynlo.employee.editing"]
    _description = "PINs of employees"

    # Without a key: a PIN is not kept, not even hashed, and to set it twice is to set it once.
    @command("employee.set_pin", Scope.EMPLOYEES_READ, Idempotency.NONE)
    def set_pin(self, data: PinSet) -> None:
        """Set a PIN: one's own by the old one, another's as who keeps the employees.

        Whoever is signed in by the old PIN has to sign in again.

        :raises NotFound: there is no such employee
        :raises Forbidden: role_forbidden: it is another's, or he may do more than the caller
        :raises Invalid: the old PIN is wrong
        :raises LockedOut: too many wrong PINs
        """
        employee = self._one(data.employee_id)
        if employee.id == self._caller.employee_id:
            self._check_old(employee, data)
        elif self._keeps():
            employee = self._held(data.employee_id, None)
        else:
            raise Forbidden("Only a manager sets the PIN of somebody else.", field="employee_id")
        employee.pin = data.pin.get_secret_value()
        self._emit("employee.pin_set", employee, {"id": employee.id})

    def _check_old(self, employee: Any, data: PinSet) -> None:
        if not employee.pin:
            return
        if data.old_pin is None:
            raise Invalid("Send your present PIN too.", field="old_pin")
        if not self.env["fynlo.pin"]._right(employee, data.old_pin.get_secret_value()):
            raise Invalid("This is not your present PIN.", field="old_pin")
