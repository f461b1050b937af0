from odoo import fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # A voided line stays, with what is left as its quantity: the receipt and the accounts see
    # only what was sold, the owner sees what was not made and why. Only order.void_line writes
    # them, as superuser: no user can void, or hide a void, over RPC.
    fynlo_voided_quantity = fields.Float(
        "Voided", digits="Product Unit", readonly=True, groups=fields.NO_ACCESS
    )
    fynlo_void_reason = fields.Char("Void reason", readonly=True, groups=fields.NO_ACCESS)
