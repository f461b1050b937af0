from typing import Any

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..domain.daypart import Hours

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class FynloDaypart(models.Model):
    """A part of the week, such as breakfast or happy hour: what is sold then, and at which prices.

    It is about the dishes and categories that it names, those below a category too; when it names
    none, about the whole menu.
    """

    _name = "fynlo.daypart"
    _inherit = ["fynlo.menu.source", "fynlo.versioned"]
    _description = "Daypart"
    _order = "sequence, id"
    _check_company_auto = True
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset(
        {
            "active",
            "begins",
            "category_ids",
            "company_id",
            "ends",
            "is_exclusive",
            "name",
            "pricelist_id",
            "product_tmpl_ids",
            "sequence",
            *WEEKDAYS,
        }
    )

    name = fields.Char("Daypart", required=True, size=100)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    monday = fields.Boolean(default=True)
    tuesday = fields.Boolean(default=True)
    wednesday = fields.Boolean(default=True)
    thursday = fields.Boolean(default=True)
    friday = fields.Boolean(default=True)
    saturday = fields.Boolean(default=True)
    sunday = fields.Boolean(default=True)
    begins = fields.Float("From", required=True, default=0.0)
    ends = fields.Float(
        "Until",
        required=True,
        default=24.0,
        help="Earlier than From: it goes on into the next day.",
    )
    category_ids = fields.Many2many(
        "pos.category",
        "fynlo_daypart_pos_category_rel",
        "daypart_id",
        "category_id",
        "Categories",
        check_company=True,
    )
    product_tmpl_ids = fields.Many2many(
        "product.template",
        "fynlo_daypart_product_template_rel",
        "daypart_id",
        "product_tmpl_id",
        "Dishes",
        check_company=True,
        domain=[("available_in_pos", "=", True)],
    )
    is_exclusive = fields.Boolean(
        "Sold at these times only",
        default=True,
        help="At other times the till refuses what the daypart names.",
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        "Price list",
        check_company=True,
        ondelete="restrict",
        help="Its prices hold at these times; what it has no price for costs the same as ever.",
    )

    _hours = models.Constraint(
        "CHECK (begins >= 0 AND begins < 24 AND ends > 0 AND ends <= 24)",
        "A daypart begins from 00:00 to 23:59 and ends from 00:01 to 24:00.",
    )

    @api.constrains(*WEEKDAYS)
    def _check_weekdays(self) -> None:
        """Refuse a daypart that never comes."""
        if any(not daypart._weekdays() for daypart in self):
            raise ValidationError(self.env._("Choose at least one day of the week."))

    def _weekdays(self) -> list[int]:
        """Its days of the week; 0 is Monday."""
        self.ensure_one()
        return [number for number, day in enumerate(WEEKDAYS) if self[day]]

    def _hours_of_week(self) -> Hours:
        """When it holds, by the clock on the restaurant's wall."""
        return Hours.of(self._weekdays(), self.begins, self.ends)

    def _covers(self, template: Any) -> bool:
        """Whether it is about a dish (product.template)."""
        self.ensure_one()
        if not self.product_tmpl_ids and not self.category_ids:
            return True
        if template in self.product_tmpl_ids:
            return True
        category = above = template.pos_categ_ids
        while above := above.parent_id:
            category |= above
        return bool(self.category_ids & category)
