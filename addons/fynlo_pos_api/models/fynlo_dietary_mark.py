from collections.abc import Iterable
from typing import Self

from odoo import api, fields, models

from ..domain.dietary_marks import MARK_LABELS, DietaryMark, marks_in_order


class FynloDietaryMark(models.Model):
    """The dietary marks as records, for tags on dishes: made with the addon, never changed."""

    _name = "fynlo.dietary.mark"
    _description = "Dietary mark"
    _order = "id"

    code = fields.Selection(
        [(str(mark), label) for mark, label in MARK_LABELS.items()], required=True, readonly=True
    )
    name = fields.Char("Dietary mark", required=True, translate=True)

    _code = models.UniqueIndex("(code)")

    @api.model
    def _of(self, marks: Iterable[str]) -> Self:
        """The records of these marks."""
        return self.search([("code", "in", list(marks))])

    def _codes(self) -> list[DietaryMark]:
        """What the records stand for, in the order of the list."""
        return marks_in_order(self.mapped("code"))
