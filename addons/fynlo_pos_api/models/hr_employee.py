from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..const import Role
from ..domain.roles import STAFF

# Whoever sets these of an owner's employee can sign in as the owner.
_GIVES_AWAY = {"fynlo_role", "pin", "user_id", "active"}

# What a sign-in by PIN stands on: another one ends what was begun before.
_PROOFS = {"pin": "pin_changed", "user_id": "user_changed", "active": "employee_archived"}


class HrEmployee(models.Model):
    _name = "hr.employee"
    _inherit = ["hr.employee", "fynlo.versioned"]

    # Odoo's own employees have a field with that label.
    fynlo_version = fields.Integer("Version of the record")
    fynlo_role = fields.Selection(
        [(str(role), role.capitalize()) for role in STAFF],
        "Role at the till",
        default=str(Role.SERVER),
        groups="hr.group_hr_user",
        help="What this employee may do after typing the PIN on a paired device.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Only an owner makes owners, or an employee who runs as one."""
        if any(self._makes_owner(vals) for vals in vals_list):
            self._check_is_owner()
        return super().create(vals_list)

    def write(self, vals: dict[str, Any]) -> bool:
        """Only an owner makes owners, and only an owner changes how an owner signs in."""
        if _GIVES_AWAY & vals.keys() and self._concerns_owner(vals):
            self._check_is_owner()
        ends = {reason: self._with_other(field, vals) for field, reason in _PROOFS.items()}
        written = super().write(vals)
        for reason, employees in ends.items():
            if employees:
                domain = [("employee_id", "in", employees.ids)]
                self.env["fynlo.sign_ins"]._end(domain, reason)
        return written

    def _with_other(self, name: str, vals: dict[str, Any]) -> Any:
        """The employees for whom the values hold another value of the field."""
        # sudo: PINs are hidden from those who may write other fields
        employees, field = self.sudo(), self._fields[name]
        if name not in vals:
            return employees.browse()
        return employees.filtered(
            lambda employee: (
                field.convert_to_write(employee[name], employee) != (vals[name] or False)
            )
        )

    def _concerns_owner(self, vals: dict[str, Any]) -> bool:
        # sudo: the role is hidden from those who may not change it either
        employees = self.sudo()
        is_owner = Role.OWNER in employees.mapped("fynlo_role")
        return is_owner or self._makes_owner(vals) or _has_owner(employees.user_id)

    def _makes_owner(self, vals: dict[str, Any]) -> bool:
        """Whether the values make the employee an owner, or let a PIN run as an owner's user."""
        # sudo: a user's groups are hidden from personnel officers
        user = self.env["res.users"].sudo().browse(vals.get("user_id") or [])
        return vals.get("fynlo_role") == Role.OWNER or _has_owner(user)

    def _check_is_owner(self) -> None:
        if not (self.env.su or self.env.user.has_group("fynlo_pos_api.group_owner")):
            raise AccessError(
                self.env._("Only an owner may set the role, the PIN, or the user of an owner.")
            )


def _has_owner(users: Any) -> bool:
    return any(user.has_group("fynlo_pos_api.group_owner") for user in users)
