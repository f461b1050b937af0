from odoo.modules import Manifest
from odoo.tests import tagged

from .common import DemoCase


@tagged("post_install", "-at_install")
class TestUpdate(DemoCase):
    def test_an_update_loads_no_file_again(self) -> None:
        self.assertEqual(Manifest.for_addon("fynlo_demo")["data"], [])

    def test_an_update_keeps_what_was_made(self) -> None:
        made = self.env["ir.model.data"].search([("module", "=", "fynlo_demo")])
        self.assertGreater(len(made), 200)
        forgotten = made.filtered(lambda record: not record.noupdate)
        self.assertEqual(forgotten.mapped("name"), [], "Odoo deletes these at an update")
