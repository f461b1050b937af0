from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..const import Role

# Whoever sets these of an owner's employee can sign in as the owner.
_GIVES_AWAY = {"fynlo_role", "pin", "user_id", "active"}


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    fynlo_role = fields.Selection(
        [(str(role), role.capitalize()) for role in Role],
        "Role at the till",
        default=str(Role.SERVER),
        groups="hr.group_hr_user",
        help="What this employee may do after typing the PIN on a paired device.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Only an owner makes owners."""
        if any(vals.get("fynlo_role") == Role.OWNER for vals in vals_list):
            self._check_is_owner()
        return super().create(vals_list)

    def write(self, vals: dict[str, Any]) -> bool:
        """Only an owner makes owners, and only an owner changes how an owner signs in."""
        if _GIVES_AWAY & vals.keys() and self._concerns_owner(vals):
            self._check_is_owner()
        return super().write(vals)

    def _concerns_owner(self, vals: dict[str, Any]) -> bool:
        # sudo: the role is hidden from those who may not change it either
        known = self.sudo().mapped("fynlo_role")
        return vals.get("fynlo_role") == Role.OWNER or Role.OWNER in known

    def _check_is_owner(self) -> None:
        if not (self.env.su or self.env.user.has_group("fynlo_pos_api.group_owner")):
            raise AccessError(self.env._("Only an owner may set the role or the PIN of an owner."))
