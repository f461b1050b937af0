from odoo import fields, models

from ..domain.course import LAST_COURSE


class ProductTemplate(models.Model):
    _inherit = "product.template"

    fynlo_open_price = fields.Boolean(
        "Open price", help="Staff type the price at the till, within these bounds."
    )
    fynlo_open_price_min = fields.Float("Lowest price", digits="Product Price", default=0.0)
    fynlo_open_price_max = fields.Float(
        "Highest price", digits="Product Price", default=0.0, help="0: any price."
    )
    fynlo_kitchen_name = fields.Char(
        "Name in the kitchen", size=100, help="How tickets call it; empty: as the menu does."
    )
    fynlo_prep_minutes = fields.Integer(
        "Preparation time", help="Minutes that the kitchen needs for it."
    )
    fynlo_course = fields.Integer(
        "Course", help="The course that it is served with; 0: that of its category."
    )
    fynlo_allergen_ids = fields.Many2many(
        "fynlo.allergen",
        "fynlo_product_template_allergen_rel",
        "product_tmpl_id",
        "allergen_id",
        "Allergens",
    )
    fynlo_dietary_mark_ids = fields.Many2many(
        "fynlo.dietary.mark",
        "fynlo_product_template_dietary_mark_rel",
        "product_tmpl_id",
        "dietary_mark_id",
        "Dietary marks",
    )

    _fynlo_open_price = models.Constraint(
        "CHECK (fynlo_open_price_min >= 0 AND (fynlo_open_price_max = 0"
        " OR fynlo_open_price_max >= fynlo_open_price_min))",
        "The highest price is not below the lowest, and none is below 0.",
    )
    _fynlo_prep_minutes = models.Constraint(
        "CHECK (fynlo_prep_minutes BETWEEN 0 AND 1440)",
        "The preparation time is 0 to 1440 minutes.",
    )
    _fynlo_course = models.Constraint(
        f"CHECK (fynlo_course BETWEEN 0 AND {LAST_COURSE})",
        f"A course is 1 to {LAST_COURSE}, or 0 for that of the category.",
    )

    def _fynlo_course_served(self) -> int | None:
        """The course that the dish is served with when nobody says otherwise."""
        self.ensure_one()
        courses = (self.fynlo_course, *self.pos_categ_ids.mapped("fynlo_course"))
        return next(filter(None, courses), None)
