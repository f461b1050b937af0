import logging

from odoo import api, fields, models

_logger = logging.getLogger(__name__)


class FynloPasswordMail(models.Model):
    """Whoever asked for a new password, until Odoo has mailed the link."""

    _name = "fynlo.password.mail"
    _description = "Password mail that was asked for"
    _log_access = False
    _rec_name = "login"

    login = fields.Char(required=True, readonly=True)

    _login_unique = models.UniqueIndex("(login)")

    @api.model
    def _ask(self, login: str) -> None:
        """Note that the login's user wants a new password; asking twice is asking once."""
        self.env.cr.execute(
            "INSERT INTO fynlo_password_mail (login) VALUES (%s) ON CONFLICT DO NOTHING", [login]
        )
        self.env.ref("fynlo_pos_api.cron_mail_passwords")._trigger()

    @api.model
    def _send(self) -> None:
        """Cron: have Odoo mail the links. A login without a user or an address gets none."""
        for asked in self.search([], limit=100):
            login = asked.login
            asked.unlink()
            users = self.env["res.users"]
            user = users.search(users._get_login_domain(login), limit=2)
            if len(user) == 1 and user.email:
                self._mail(user)
            self.env["ir.cron"]._commit_progress(1)

    def _mail(self, user: models.BaseModel) -> None:
        try:
            with self.env.cr.savepoint():
                user.action_reset_password()
        except Exception as error:  # noqa: BLE001 - the next one gets its mail all the same
            _logger.warning(
                "The password mail of user %d could not be made: %s", user.id, type(error).__name__
            )
