from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    fynlo_open_price = fields.Boolean(
        "Open price", help="Staff type the price at the till, within these bounds."
    )
    fynlo_open_price_min = fields.Float("Lowest price", digits="Product Price", default=0.0)
    fynlo_open_price_max = fields.Float(
        "Highest price", digits="Product Price", default=0.0, help="0: any price."
    )

    _fynlo_open_price = models.Constraint(
        "CHECK (fynlo_open_price_min >= 0 AND (fynlo_open_price_max = 0"
        " OR fynlo_open_price_max >= fynlo_open_price_min))",
        "The highest price is not below the lowest, and none is below 0.",
    )
