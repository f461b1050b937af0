import base64
from typing import Any

from odoo import models
from odoo.exceptions import UserError

from ..const import Role, Scope
from ..domain.picture import decoded
from ..domain.roles import SCOPES, STAFF
from ..exceptions import Forbidden, Invalid
from ..schemas.employee import (
    Employee,
    EmployeeArchive,
    EmployeeChange,
    EmployeeCreate,
    PhotoSet,
)
from .definition import command
from .order_records import QUIET


class FynloEmployeeEditing(models.AbstractModel):
    """Keeps the employees: nobody gives, or touches, a role that may do more than his own."""

    _name = "fynlo.employee.editing"
    _inherit = ["fynlo.employees"]
    _description = "Edits employees"

    @command("employee.create", Scope.EMPLOYEES_WRITE)
    def create_employee(self, data: EmployeeCreate) -> Employee:
        """Add an employee.

        :raises Forbidden: role_forbidden: the role may do more than the caller
        :raises Invalid: the badge code is taken
        """
        self._check_role(data.role, "role")
        self._check_badge(data.badge_code, self._allowed())
        values = self._values(data) | {"company_id": self._caller.company_id}
        if data.pin:
            values["pin"] = data.pin.get_secret_value()
        employee = self._allowed().with_context(**QUIET).create(values)
        self._emit("employee.created", employee, {"id": employee.id, "role": str(data.role)})
        return self._described(employee)[0]

    @command("employee.change", Scope.EMPLOYEES_WRITE)
    def change_employee(self, data: EmployeeChange) -> Employee:
        """Change an employee to what is sent.

        :raises NotFound: there is none
        :raises Forbidden: role_forbidden: the old or the new role may do more than the caller
        :raises Invalid: the badge code is taken
        :raises VersionConflict: it is newer than what the caller saw
        """
        employee = self._held(data.employee_id, data.base_version)
        self._check_role(data.role, "role")
        self._check_badge(data.badge_code, employee)
        if data.archived:
            self._check_is_another(employee)
        values = self._values(data) | {"active": not data.archived}
        changed = {name: value for name, value in values.items() if employee[name] != value}
        employee.write(changed)
        names = sorted(_NAMES.get(name, name) for name in changed)
        self._emit("employee.changed", employee, {"id": employee.id, "changed": names})
        return self._described(employee)[0]

    @command("employee.archive", Scope.EMPLOYEES_WRITE)
    def archive_employee(self, data: EmployeeArchive) -> None:
        """Archive an employee: what he did stays, and his sign-ins end at once.

        :raises NotFound: there is none
        :raises Forbidden: role_forbidden: he may do more than the caller, or is the caller
        :raises VersionConflict: it is newer than what the caller saw
        """
        employee = self._held(data.employee_id, data.base_version)
        self._check_is_another(employee)
        if not employee.active:
            return
        employee.action_archive()
        self._emit("employee.archived", employee, {"id": employee.id})

    @command("employee.set_photo", Scope.EMPLOYEES_WRITE)
    def set_photo(self, data: PhotoSet) -> Employee:
        """Set the photo of an employee, or take it away.

        :raises NotFound: there is no such employee
        :raises Forbidden: role_forbidden: he may do more than the caller
        :raises Invalid: it is no picture
        :raises VersionConflict: it is newer than what the caller saw
        """
        employee = self._held(data.employee_id, data.base_version)
        try:
            picture = decoded(data.image) if data.image is not None else b""
            employee.image_1920 = base64.b64encode(picture) or False
            employee.flush_recordset()
        except (UserError, ValueError) as error:
            raise Invalid(f"This is no picture: {error}.", field="image") from None
        self._emit("employee.photo_set", employee, {"id": employee.id, "photo": bool(picture)})
        return self._described(employee)[0]

    def _held(self, employee_id: int, base_version: int | None) -> Any:
        """The employee whom the caller may change, held until the end of the transaction.

        :raises NotFound: there is none
        :raises Forbidden: role_forbidden
        :raises VersionConflict: it is newer than what the caller saw
        """
        employee = self._one(employee_id).with_context(**QUIET)
        self._check_role(_role_of(employee), "employee_id")
        self._hold(employee, base_version, lambda record: self._described(record)[0])
        return employee

    def _check_role(self, role: Role, field: str) -> None:
        if SCOPES[role] <= self._caller.scopes:
            return
        raise Forbidden(
            f"This needs somebody who may do all that {_WITH_ARTICLE[role]} may.", field=field
        )

    def _check_is_another(self, employee: Any) -> None:
        caller = self._caller
        if employee.id == caller.employee_id or employee.user_id.id == caller.user_id:
            raise Forbidden("Nobody archives himself.", field="employee_id")

    def _check_badge(self, badge_code: str | None, employee: Any) -> None:
        """No other employee has the badge; of other companies either, as Odoo keeps it."""
        if not badge_code:
            return
        everyone = self._allowed().with_context(active_test=False)
        domain = [("barcode", "=", badge_code), ("id", "not in", employee.ids)]
        if everyone.search_count(domain, limit=1):
            raise Invalid("This badge code is taken.", field="badge_code")

    def _values(self, data: EmployeeCreate | EmployeeChange) -> dict[str, Any]:
        return {
            "name": data.name,
            "fynlo_role": str(data.role),
            "barcode": data.badge_code or False,
            "work_email": data.email or False,
        }


def _role_of(employee: Any) -> Role:
    """The role that an employee's PIN opens: an owner's user makes it an owner's."""
    user = employee.user_id
    if user and user.has_group("fynlo_pos_api.group_owner"):
        return Role.OWNER
    return Role(employee.fynlo_role)


_NAMES = {
    "active": "archived",
    "fynlo_role": "role",
    "barcode": "badge_code",
    "work_email": "email",
}
_WITH_ARTICLE = {role: f"{'an' if str(role)[0] in 'aeiou' else 'a'} {role}" for role in STAFF}
