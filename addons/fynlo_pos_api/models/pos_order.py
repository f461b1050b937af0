from odoo import fields, models


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "fynlo.versioned"]

    fynlo_order_type = fields.Selection(
        [
            ("dine_in", "Dine in"),
            ("takeaway", "Takeaway"),
            ("delivery", "Delivery"),
            ("pick_up", "Pick-up"),
        ],
        string="Order type",
        readonly=True,
    )
    _fynlo_list = models.Index("(company_id, id DESC)")
