"""Runs in `odoo shell`: another role for somebody of the restaurant, or none."""

from typing import Any

from odoo.fields import Command

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.roles import group_of


def run(env: Any, login: str, role: str | None) -> None:
    """Take every role's group from the user, and add that of the role."""
    user = env["res.users"].search([("login", "=", login)])
    taken = [Command.unlink(env.ref(group_of(item)).id) for item in Role]
    given = [Command.link(env.ref(group_of(Role(role))).id)] if role else []
    user.group_ids = taken + given
    env.cr.commit()
    # Other processes learn by it that what they have cached of the user is old.
    env.registry.signal_changes()
