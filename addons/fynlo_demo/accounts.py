"""The logins of the demo restaurant, one for each role."""

import json
import secrets
from collections.abc import Sequence
from typing import TypedDict

from odoo.api import Environment
from odoo.tools import file_open

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.roles import STAFF, group_of

ACCOUNTS_FILE = "fynlo_demo/demo_accounts.json"
LANGUAGE = "en_GB"
TIMEZONE = "Europe/London"


class Account(TypedDict):
    """One entry of demo_accounts.json. Its password is public and only fit for a demo."""

    role: str
    login: str
    password: str
    name: str


def read_accounts() -> list[Account]:
    """Read the demo logins, in the order of the file."""
    with file_open(ACCOUNTS_FILE) as file:
        accounts: list[Account] = json.load(file)
    return accounts


def make_accounts(env: Environment) -> None:
    """Make one Odoo user for each demo login of the staff and close Odoo's own admin login.

    A user's XML id is fynlo_demo.user_<role>.
    """
    env["res.lang"]._activate_lang(LANGUAGE)
    env["ir.default"].set("res.partner", "tz", TIMEZONE)
    _make_users(env, STAFF)
    _close_admin(env)


def make_customer(env: Environment) -> None:
    """Make the Odoo user of one of the customers, who follows her orders."""
    if not env.ref("fynlo_demo.user_customer", raise_if_not_found=False):
        _make_users(env, [Role.CUSTOMER])


def _make_users(env: Environment, roles: Sequence[Role]) -> None:
    users = [
        {
            "xml_id": f"fynlo_demo.user_{account['role']}",
            "values": _user_values(env, account),
            "noupdate": True,
        }
        for account in read_accounts()
        if account["role"] in roles
    ]
    env["res.users"].with_context(no_reset_password=True)._load_records(users)


def _close_admin(env: Environment) -> None:
    admin = env.ref("base.user_admin")
    admin.tz = TIMEZONE
    # Everybody knows Odoo's first password, nobody is to know this one; the owner administers.
    # Not by write, because Odoo then sends a mail about it.
    password = admin._crypt_context().hash(secrets.token_urlsafe(32))
    admin._set_encrypted_password(admin.id, password)
    env.ref("hr.employee_admin").active = False


def _user_values(env: Environment, account: Account) -> dict[str, object]:
    role = Role(account["role"])
    groups = env.ref(group_of(role))
    if role is Role.OWNER:
        groups |= env.ref("base.group_system")
    values: dict[str, object] = {
        "name": account["name"],
        "login": account["login"],
        "password": account["password"],
        "lang": LANGUAGE,
        "tz": TIMEZONE,
    }
    if role is Role.CUSTOMER:
        # She is on the list of customers already, with an address of her own.
        values["partner_id"] = env.ref("fynlo_demo.customer_ahmed").id
    else:
        groups |= env.ref("base.group_user")
        values["email"] = account["login"]
    return {**values, "group_ids": [(6, 0, groups.ids)]}
