from typing import Any

from odoo import api, fields, models

from ..domain.course import LAST_COURSE


class PosCategory(models.Model):
    _inherit = "pos.category"
    _check_company_auto = True

    company_id = fields.Many2one(
        "res.company", index=True, help="Whose menu has it; empty: every company's."
    )
    active = fields.Boolean(default=True)
    fynlo_kitchen_name = fields.Char("Name in the kitchen", size=100)
    fynlo_course = fields.Integer(
        "Course", help="The course of its dishes that name none of their own; 0: none."
    )

    _fynlo_course = models.Constraint(
        f"CHECK (fynlo_course BETWEEN 0 AND {LAST_COURSE})",
        f"A course is 1 to {LAST_COURSE}, or 0 for none.",
    )

    @api.model
    def _load_pos_data_domain(self, data: dict[str, Any], config: Any) -> list[Any]:
        """The categories of a till's menu: none of another company."""
        domain: list[Any] = super()._load_pos_data_domain(data, config)
        return [*domain, *self._check_company_domain(config.company_id)]
