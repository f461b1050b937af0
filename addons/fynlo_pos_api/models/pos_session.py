from odoo import models


class PosSession(models.Model):
    _name = "pos.session"
    _inherit = ["pos.session", "fynlo.versioned"]
