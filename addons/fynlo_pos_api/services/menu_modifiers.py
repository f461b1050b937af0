from collections.abc import Sequence
from typing import Any

from odoo import models
from odoo.fields import Command

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.menu_modifier import (
    ChoiceCreate,
    ChoiceWrite,
    ModifierChange,
    ModifierCreate,
    ModifierDelete,
)
from ..schemas.menu_product import ProductDetail
from .definition import command


class FynloMenuModifiers(models.AbstractModel):
    """Groups of modifiers: attributes of Odoo that make no variants."""

    _name = "fynlo.menu.modifiers"
    _inherit = ["fynlo.menu.editing"]
    _description = "Edits modifiers"

    @command("menu.create_modifier", Scope.MENU_WRITE)
    def create_modifier(self, data: ModifierCreate) -> ProductDetail:
        """Give a dish a group of modifiers: a new one, or that of another dish.

        :raises NotFound: the company has no such dish
        :raises Invalid: there is no such group, the dish has it, or a price is wrong
        :raises VersionConflict: the dish is newer than what the caller saw
        """
        product, before = self._held(data.product_id, data.base_version)
        template = product.product_tmpl_id
        self._check_new(data)
        if data.modifier_id is not None:
            attribute = self._group_again(template, data.modifier_id)
        else:
            attribute = self._new_attribute(data)
        group = template.env["product.template.attribute.line"].create(
            {
                "product_tmpl_id": template.id,
                "attribute_id": attribute.id,
                "value_ids": [Command.set(attribute.value_ids.ids)],
                "sequence": 10 if data.sequence is None else data.sequence,
                "fynlo_min_choices": data.minimum,
                "fynlo_max_choices": data.maximum or 0,
            }
        )
        self._put_prices(group, data.choices, product.currency_id)
        return self._told(product, before)

    @command("menu.change_modifier", Scope.MENU_WRITE)
    def change_modifier(self, data: ModifierChange) -> ProductDetail:
        """Change a group of modifiers; its name and choices change wherever it is used.

        :raises NotFound: the company has no such group
        :raises Invalid: a choice is not one of the group, or a price is wrong
        :raises Conflict: operation_refused: another company uses the group too
        :raises VersionConflict: the dish is newer than what the caller saw
        """
        group = self._group(data.modifier_id)
        template = group.product_tmpl_id
        product, before = self._held(template.product_variant_id.id, data.base_version)
        sent = data.model_fields_set
        if sent & {"name", "choices"}:
            self._check_not_shared(group.attribute_id)
        if "name" in sent:
            group.attribute_id.name = data.name
        if "choices" in sent:
            self._put_choices(group, data.choices, product.currency_id)
        minimum = data.minimum if "minimum" in sent else group.fynlo_min_choices
        maximum = data.maximum if "maximum" in sent else group.fynlo_max_choices or None
        self._check_bounds_of(minimum, maximum)
        values = {"fynlo_min_choices": minimum, "fynlo_max_choices": maximum or 0}
        if "sequence" in sent:
            values["sequence"] = data.sequence
        group.write(values)
        return self._told(product, before)

    @command("menu.delete_modifier", Scope.MENU_WRITE)
    def delete_modifier(self, data: ModifierDelete) -> None:
        """Take a group of modifiers off a dish; what was chosen of it before stays.

        :raises NotFound: the company has no such group
        :raises VersionConflict: the dish is newer than what the caller saw
        """
        group = self._group(data.modifier_id)
        product = group.product_tmpl_id.product_variant_id
        product, before = self._held(product.id, data.base_version)
        group.unlink()
        self._told(product, before)

    def _held(self, product_id: int, base_version: int | None) -> tuple[Any, ProductDetail]:
        product = self._product(product_id)
        self._hold(product, base_version, self._detail)
        return product, self._detail(product)

    def _group(self, modifier_id: int) -> Any:
        """A group (product.template.attribute.line) of a dish of the company.

        :raises NotFound: there is none with this id
        """
        groups = self._company().env["product.template.attribute.line"]
        found = groups.search(
            [("id", "=", modifier_id), ("attribute_id.create_variant", "=", "no_variant")]
        )
        owner = found.product_tmpl_id.company_id.id
        if not found or owner not in (False, self._caller.company_id):
            raise NotFound(f"There is no group of modifiers {modifier_id}.")
        return found

    def _group_again(self, template: Any, modifier_id: int) -> Any:
        """The attribute of a group of another dish."""
        try:
            attribute = self._group(modifier_id).attribute_id
        except NotFound as error:
            raise Invalid(error.detail, field="modifier_id") from None
        if attribute in template.attribute_line_ids.attribute_id:
            raise Conflict(
                f"{template.name} has the group {attribute.name} already.",
                ErrorCode.OPERATION_REFUSED,
            )
        return attribute

    def _new_attribute(self, data: ModifierCreate) -> Any:
        several = data.maximum != 1
        values = [
            Command.create({"name": choice.name, "sequence": place, "is_custom": choice.takes_text})
            for place, choice in enumerate(data.choices)
        ]
        return (
            self._company()
            .env["product.attribute"]
            .create(
                {
                    "name": data.name,
                    "create_variant": "no_variant",
                    "display_type": "multi" if several else "radio",
                    "value_ids": values,
                }
            )
        )

    def _put_choices(self, group: Any, choices: list[ChoiceWrite], currency: Any) -> None:
        """Make these the choices of the group: kept, renamed, added, taken away."""
        known = {value.id: value for value in group.product_template_value_ids._only_active()}
        attribute, kept = group.attribute_id, []
        for place, choice in enumerate(choices):
            values = {"name": choice.name, "sequence": place, "is_custom": choice.takes_text}
            if choice.choice_id is None:
                values["attribute_id"] = attribute.id
                kept.append(attribute.env["product.attribute.value"].create(values).id)
                continue
            if choice.choice_id not in known:
                raise Invalid(
                    f"{attribute.name} has no choice {choice.choice_id}, or it is there twice.",
                    field=f"choices.{place}.choice_id",
                )
            value = known.pop(choice.choice_id).product_attribute_value_id
            value.write(values)
            kept.append(value.id)
        group.write({"value_ids": [Command.set(kept)]})
        self._put_prices(group, choices, currency, kept)

    def _put_prices(
        self,
        group: Any,
        choices: Sequence[ChoiceCreate],
        currency: Any,
        value_ids: list[int] | None = None,
    ) -> None:
        """Set what each choice adds to the price of this dish."""
        order = value_ids or group.value_ids.sorted("sequence").ids
        found = {v.product_attribute_value_id.id: v for v in group.product_template_value_ids}
        for place, (value_id, choice) in enumerate(zip(order, choices, strict=False)):
            path = f"choices.{place}.price"
            found[value_id].price_extra = self._amount(choice.price, currency, path)

    def _check_not_shared(self, attribute: Any) -> None:
        """Refuse to rename what dishes of another company show."""
        owners = attribute.attribute_line_ids.product_tmpl_id.company_id
        if owners - self._company():
            raise Conflict(
                "Another company uses this group too; change it in Odoo.",
                ErrorCode.OPERATION_REFUSED,
            )

    def _check_new(self, data: ModifierCreate) -> None:
        """It has a name and choices, or is a group to use again."""
        if data.modifier_id is None and not (data.name and data.choices):
            raise Invalid(
                "Send a name and choices, or the modifier_id of a group to use again.",
                field="choices" if data.name else "name",
            )
        if data.modifier_id is not None and (data.name or data.choices):
            raise Invalid("A group that is used again has its name and choices.", field="name")
        self._check_bounds_of(data.minimum, data.maximum)

    def _check_bounds_of(self, minimum: int, maximum: int | None) -> None:
        if maximum is not None and maximum < max(minimum, 1):
            detail = "maximum is not below minimum, and at least 1; null is any number."
            raise Invalid(detail, field="maximum")
