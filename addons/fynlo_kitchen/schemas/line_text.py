"""How a dish is made: what a station reads beside its name."""

from typing import Any

from odoo.addons.fynlo_pos_api.domain.internal_note import text_of
from odoo.addons.fynlo_pos_api.schemas.common import Schema


class LineText(Schema):
    """Modifiers, notes and seat of a line. `note` is the guest's, `kitchen_note` the staff's.

    `comped`: it is made, and given away. `set_menu` names the set menu that it is a part of.
    """

    modifiers: list[str] = []
    note: str | None = None
    kitchen_note: str | None = None
    seat: int | None = None
    comped: bool = False
    set_menu: str | None = None

    @classmethod
    def from_record(cls, line: Any) -> "LineText":
        """From a pos.order.line."""
        return cls(
            modifiers=_modifiers(line),
            note=line.customer_note or None,
            kitchen_note=text_of(line.note or None),
            seat=line.fynlo_seat or None,
            comped=line.fynlo_comped,
            set_menu=_name(line.combo_parent_id) if line.combo_parent_id else None,
        )

    def changed_since(self, before: "LineText") -> dict[str, Any]:
        """What was otherwise before, by field; empty: nothing."""
        now, then = self.model_dump(), before.model_dump()
        return {name: value for name, value in then.items() if value != now[name]}


def kitchen_name(line: Any) -> str:
    """How a ticket calls the dish of a pos.order.line."""
    return line.product_id.fynlo_kitchen_name or _name(line)


def _name(line: Any) -> str:
    name: str = line.full_product_name or line.product_id.display_name
    return name


def _modifiers(line: Any) -> list[str]:
    texts = {
        value.custom_product_template_attribute_value_id: value.custom_value
        for value in line.custom_attribute_value_ids
    }
    return [
        f"{value.name}: {texts[value]}" if texts.get(value) else value.name
        for value in line.attribute_value_ids
    ]
