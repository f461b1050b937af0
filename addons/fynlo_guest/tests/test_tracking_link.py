from base64 import b64decode

from .guest_case import GuestCase


class TestTrackingLink(GuestCase):
    """The button on the order in Odoo."""

    def test_it_shows_a_link(self) -> None:
        self.env.user.group_ids += self.env.ref("fynlo_pos_api.group_owner")
        action = self.record(self.ordered).action_show_tracking_link()
        shown = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(shown.order_id, self.record(self.ordered))
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        self.assertTrue(shown.url.startswith(f"{base}/order/fyo_"))
        self.assertTrue(b64decode(shown.qr_image).startswith(b"\x89PNG"))
        token = shown.url.rpartition("/")[2]
        caller = self.env["fynlo.authentication"].caller_of(token, "test")
        self.assertEqual(self.track(caller)["number"], self.ordered["number"])
        self.assertTrue(shown.expires_at)
