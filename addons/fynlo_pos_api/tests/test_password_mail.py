from odoo.addons.mail.tests.common import MockEmail

from ..const import Role
from .common import RestaurantCase


class TestPasswordMail(RestaurantCase, MockEmail):
    """Odoo mails the links to those who asked."""

    def test_a_user_gets_one_mail_and_nobody_else_gets_any(self) -> None:
        user = self.users[Role.SERVER]
        user.email = "server@example.com"
        without_address = self.users[Role.CASHIER]
        for login in (user.login, user.login, "nobody", without_address.login):
            self.run_command(
                "auth.password_reset", {"login": login}, caller=self.caller(None), key=None
            )
        asked = self.env["fynlo.password.mail"].search([])
        self.assertEqual(asked.mapped("login"), [user.login, "nobody", without_address.login])

        with self.mock_mail_gateway():
            self.env.ref("fynlo_pos_api.cron_mail_passwords").method_direct_trigger()

        [sent] = self._mails
        self.assertEqual(sent["email_to"], ["server@example.com"])
        self.assertIn("reset_password", sent["body"])
        self.assertFalse(asked.exists())
