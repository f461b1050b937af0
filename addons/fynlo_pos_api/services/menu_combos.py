from typing import Any

from odoo import models
from odoo.fields import Command

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Empty, Money
from ..schemas.menu_combo import (
    ComboChange,
    ComboChoiceDetail,
    ComboCreate,
    ComboDelete,
    ComboDetail,
    ComboDish,
    ComboList,
)
from .definition import command, query

_FIELDS = {"name": "name", "minimum": "qty_free", "maximum": "qty_max", "sequence": "sequence"}


class FynloMenuCombos(models.AbstractModel):
    """Courses of set menus."""

    _name = "fynlo.menu.combos"
    _inherit = ["fynlo.menu.records"]
    _description = "Edits courses of set menus"

    @query("menu.combos", Scope.MENU_READ)
    def list_combos(self, data: Empty) -> ComboList:
        """The courses that the company's set menus are made of."""
        combos = self._company().env["product.combo"].search(self._own("product.combo"))
        return ComboList(items=[self._shown(combo) for combo in combos])

    @command("menu.create_combo", Scope.MENU_WRITE)
    def create_combo(self, data: ComboCreate) -> ComboDetail:
        """Add a course; POST /menu/products makes a set menu of courses.

        :raises Invalid: a dish is unknown, there twice, or itself a set menu, or another currency
        """
        values = {field: getattr(data, name) for name, field in _FIELDS.items()}
        combos = self._company().env["product.combo"]
        dishes = self._dishes(combos.browse(), data.choices)
        combo = combos.create(
            {**values, "company_id": self._caller.company_id, "combo_item_ids": dishes}
        )
        self._emit("menu.combo_created", combo, {"id": combo.id, "name": combo.name})
        return self._shown(combo)

    @command("menu.change_combo", Scope.MENU_WRITE)
    def change_combo(self, data: ComboChange) -> ComboDetail:
        """Change what was sent of a course.

        :raises NotFound: the company has no such course
        :raises Invalid: as of create_combo, or less than nothing could be chosen
        :raises VersionConflict: it is newer than what the caller saw
        """
        combo = self._combo(data.combo_id)
        self._hold(combo, data.base_version, self._shown)
        before = self._shown(combo)
        sent = data.model_fields_set
        values = {field: getattr(data, name) for name, field in _FIELDS.items() if name in sent}
        if values.get("qty_free", combo.qty_free) > values.get("qty_max", combo.qty_max):
            raise Invalid("minimum is not more than maximum.", field="minimum")
        if "choices" in sent:
            values["combo_item_ids"] = self._dishes(combo, data.choices)
        combo.write(values)
        after = self._shown(combo)
        names = [*_FIELDS, "choices"]
        changed = [name for name in names if getattr(before, name) != getattr(after, name)]
        if changed:
            payload = {"id": combo.id, "name": combo.name, "changed": changed}
            self._emit("menu.combo_changed", combo, payload)
        return self._shown(combo)

    @command("menu.delete_combo", Scope.MENU_WRITE)
    def delete_combo(self, data: ComboDelete) -> None:
        """Delete a course that no set menu has.

        :raises NotFound: the company has no such course
        :raises Conflict: operation_refused: a set menu has it
        :raises VersionConflict: it is newer than what the caller saw
        """
        combo = self._combo(data.combo_id)
        self._hold(combo, data.base_version, self._shown)
        used_by = self._used_by(combo)
        if used_by:
            raise Conflict(
                f"{combo.name} is a course of {used_by[0].name}; take it out of there first.",
                ErrorCode.OPERATION_REFUSED,
            )
        self._emit("menu.combo_deleted", combo, {"id": combo.id, "name": combo.name})
        combo.unlink()

    def _combo(self, combo_id: int) -> Any:
        """A course (product.combo) of the company.

        :raises NotFound: there is none with this id
        """
        combos = self._company().env["product.combo"]
        found = combos.search([*self._own("product.combo"), ("id", "=", combo_id)])
        if not found:
            raise NotFound(f"There is no course {combo_id}.")
        return found

    def _used_by(self, combo: Any) -> Any:
        templates = combo.env["product.template"].with_context(active_test=False)
        return templates.search([("combo_ids", "in", combo.ids)])

    def _dishes(self, combo: Any, choices: list[ComboDish]) -> list[Any]:
        """Commands that make these the choices of a course; those that stay keep their ids."""
        known = {item.product_id.id: item for item in combo.combo_item_ids}
        commands: list[Any] = []
        seen: set[int] = set()
        for place, choice in enumerate(choices):
            path = f"choices.{place}.product_id"
            product = self._dish(choice.product_id, path)
            if product.id in seen:
                raise Invalid(f"{product.name} is there twice.", field=path)
            seen.add(product.id)
            extra = f"choices.{place}.extra_price"
            values = {"extra_price": self._amount(choice.extra_price, product.currency_id, extra)}
            if product.id in known:
                commands.append(Command.update(known[product.id].id, values))
            else:
                commands.append(Command.create({"product_id": product.id, **values}))
        gone = [item.id for product_id, item in known.items() if product_id not in seen]
        return [*map(Command.delete, gone), *commands]

    def _dish(self, product_id: int, path: str) -> Any:
        try:
            product = self._product(product_id)
        except NotFound as error:
            raise Invalid(error.detail, field=path) from None
        if product.type == "combo":
            raise Invalid(f"{product.name} is a set menu itself.", field=path)
        return product

    def _shown(self, combo: Any) -> ComboDetail:
        return ComboDetail(
            id=combo.id,
            version=combo.fynlo_version,
            name=combo.name,
            minimum=combo.qty_free,
            maximum=combo.qty_max,
            sequence=combo.sequence,
            choices=[
                ComboChoiceDetail(
                    id=item.id,
                    product_id=item.product_id.id,
                    name=item.product_id.display_name,
                    extra_price=Money.of(item.extra_price, item.product_id.currency_id),
                )
                for item in combo.combo_item_ids
            ],
            used_by=self._used_by(combo).product_variant_ids.ids,
        )
