from odoo.tests import tagged

from .online_case import OnlineCase


@tagged("post_install", "-at_install")
class TestOrderStatusRefused(OnlineCase):
    """Whoever has no role sets no status: 9 x 9, as test_order_status does it for each role."""

    def test_a_guest_with_the_token_of_the_order(self) -> None:
        self.refused_all(self.link(self.own)["token"])

    def test_a_device_without_a_person(self) -> None:
        self.refused_all(self.token(None))
