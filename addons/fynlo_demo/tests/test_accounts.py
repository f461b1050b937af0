from odoo.exceptions import AccessDenied
from odoo.tests import tagged

from odoo.addons.fynlo_demo.accounts import read_accounts
from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.roles import group_of

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestAccounts(DemoCase):
    def authenticate(self, login: str, password: str) -> int:
        """Log in as Odoo's login page does and return the user's id.

        :raises AccessDenied: wrong login or password
        """
        credential = {"type": "password", "login": login, "password": password}
        environ = {"interactive": False}
        return self.env["res.users"].authenticate(credential, environ)["uid"]

    def test_every_demo_account_logs_in(self) -> None:
        accounts = read_accounts()
        self.assertEqual([account["role"] for account in accounts], list(Role))
        for account in accounts:
            with self.subTest(role=account["role"]):
                user = self.record(f"user_{account['role']}")
                group = group_of(Role(account["role"]))
                uid = self.authenticate(account["login"], account["password"])
                self.assertEqual(uid, user.id)
                self.assertEqual(user.name, account["name"])
                self.assertIn(self.env.ref(group), user.group_ids)

    def test_a_wrong_password_is_refused(self) -> None:
        with self.assertRaises(AccessDenied):
            self.authenticate("owner@example.com", "copper-manager")

    def test_the_well_known_admin_password_is_gone(self) -> None:
        with self.assertRaises(AccessDenied):
            self.authenticate("admin", "admin")

    def test_only_the_owner_administers_odoo(self) -> None:
        system = [
            account["role"]
            for account in read_accounts()
            if self.record(f"user_{account['role']}").has_group("base.group_system")
        ]
        self.assertEqual(system, ["owner"])
