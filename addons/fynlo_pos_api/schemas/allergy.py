"""What a guest must not eat, as customers and orders show it."""

from typing import Any

from ..domain.allergens import Allergen
from .common import Schema


class Allergies(Schema):
    """What a guest must not eat: of the 14 allergens of UK and EU law, and in words."""

    allergens: list[Allergen]
    note: str | None

    @classmethod
    def from_record(cls, partner: Any) -> "Allergies":
        """From a res.partner."""
        return cls(**partner._fynlo_allergies())
