from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.tests.online_case import OnlineCase


@tagged("post_install", "-at_install")
class TestScreenStatuses(OnlineCase):
    """On the screen of a station nobody sets the status of an order: it follows the tickets."""

    @classmethod
    def setUpClass(cls) -> None:
        """A grill with a screen of its own."""
        super().setUpClass()
        grill = cls.env["fynlo.kitchen.station"].create({"name": "Grill"})
        cls.screen, _ = cls.make_device(cls.till, "Screen of the grill")
        cls.screen.write({"config_id": False, "station_id": grill.id})

    def screen_token(self, role: Role | None = None) -> str:
        """An access token of the screen, or of somebody who signed in on it."""
        caller = self.caller(role, till_id=None, device_id=self.screen.id)
        issuing = self.service("fynlo.issuing", caller)
        person = {"employee_id": self.employees[role].id} if role else {}
        login = issuing._begin(
            self.screen.user_id.id,
            self.company.id,
            "pin" if role else "device",
            device_id=self.screen.id,
            **person,
        )
        token: str = issuing._issue(login).access_token
        return token

    def test_every_status_to_every_status(self) -> None:
        """9 x 9: refused to the screen, and to a cook and an owner on it."""
        for role in (None, Role.KITCHEN, Role.OWNER):
            self.refused_all(self.screen_token(role))
