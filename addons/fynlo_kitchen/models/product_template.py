from odoo import api, fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    fynlo_recipe = fields.Text("Preparation", help="The steps, one a line, as the screen shows it.")
    fynlo_plating_image = fields.Image(
        "Picture for the kitchen", max_width=1024, max_height=1024, help="What it has to look like."
    )
    # Kept beside it: a screen of thirty tickets asks it of each dish.
    fynlo_has_plating = fields.Boolean(compute="_compute_fynlo_has_plating", store=True)
    fynlo_kitchen_check = fields.Char(
        "Check", size=200, help="What has to be ticked before it is done: 75 °C in the middle?"
    )

    @api.depends("fynlo_plating_image")
    def _compute_fynlo_has_plating(self) -> None:
        for product in self:
            product.fynlo_has_plating = bool(product.fynlo_plating_image)
