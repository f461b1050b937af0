from odoo import api, fields, models


class ProductTemplateAttributeLine(models.Model):
    _inherit = "product.template.attribute.line"

    fynlo_min_choices = fields.Integer(
        "At least", compute="_compute_fynlo_choices", store=True, readonly=False
    )
    fynlo_max_choices = fields.Integer(
        "At most",
        compute="_compute_fynlo_choices",
        store=True,
        readonly=False,
        help="0: any number.",
    )

    _fynlo_choices = models.Constraint(
        "CHECK (fynlo_min_choices >= 0 AND fynlo_max_choices >= 0"
        " AND (fynlo_max_choices = 0 OR fynlo_max_choices >= fynlo_min_choices))",
        "The most choices are not fewer than the least.",
    )

    @api.depends("attribute_id.display_type")
    def _compute_fynlo_choices(self) -> None:
        """As Odoo's own till has it: one choice, or any number where several can be chosen."""
        for group in self:
            several = group.attribute_id.display_type == "multi"
            group.fynlo_min_choices = 0 if several else 1
            group.fynlo_max_choices = 0 if several else 1
