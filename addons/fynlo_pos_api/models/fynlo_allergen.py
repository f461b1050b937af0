from collections.abc import Iterable
from typing import Self

from odoo import api, fields, models

from ..domain.allergens import LABELS, Allergen, in_order


class FynloAllergen(models.Model):
    """The 14 allergens of UK and EU law as records, for tags on dishes and on guests.

    They are the law's: made with the addon, the same for all companies, and not to be changed.
    """

    _name = "fynlo.allergen"
    _description = "Allergen"
    _order = "id"

    code = fields.Selection(
        [(str(item), label) for item, label in LABELS.items()],
        required=True,
        readonly=True,
    )
    name = fields.Char("Allergen", required=True, translate=True)

    _code = models.UniqueIndex("(code)")

    @api.model
    def _of(self, allergens: Iterable[str]) -> Self:
        """The records of these allergens."""
        return self.search([("code", "in", list(allergens))])

    def _codes(self) -> list[Allergen]:
        """What the records stand for, in the order of the list."""
        return in_order(self.mapped("code"))
