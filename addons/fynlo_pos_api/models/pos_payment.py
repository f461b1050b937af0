from odoo import models


class PosPayment(models.Model):
    _inherit = "pos.payment"

    _fynlo_taken = models.Index("(company_id, payment_date)")
