"""How a kitchen works."""

from pydantic import Field

from odoo.addons.fynlo_pos_api.schemas.common import Schema

from ..const import AutoFire


class KitchenSettings(Schema):
    """When the next course is fired by itself, and for how many seconds an undo holds."""

    auto_fire: AutoFire = AutoFire.NEVER
    auto_fire_minutes: int = Field(default=15, ge=1, le=240)
    undo_seconds: int = Field(default=30, ge=0, le=600)
