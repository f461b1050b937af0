from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.const import API_PREFIX, Scope
from odoo.addons.fynlo_pos_api.domain.image import image_type
from odoo.addons.fynlo_pos_api.exceptions import NotFound
from odoo.addons.fynlo_pos_api.http.reply import Reply
from odoo.addons.fynlo_pos_api.services.definition import query

from ..schemas.kitchen import Recipe, RecipeGet, RecipePicture


class FynloKitchenRecipes(models.AbstractModel):
    """How dishes are made, for the cooks."""

    _name = "fynlo.kitchen.recipes"
    _inherit = ["fynlo.menu.records"]
    _description = "Recipes of the kitchen"

    @query("kitchen.recipe", Scope.KITCHEN_READ)
    def read_recipe(self, data: RecipeGet) -> Recipe:
        """The preparation steps of a dish, and the check that it needs.

        :raises NotFound: the company has no such product
        """
        product = self._product(data.product_id)
        steps = (product.fynlo_recipe or "").splitlines()
        has_picture = product.product_tmpl_id.fynlo_has_plating
        return Recipe(
            product_id=product.id,
            name=product.fynlo_kitchen_name or product.display_name,
            steps=[step.strip() for step in steps if step.strip()],
            check=product.fynlo_kitchen_check or None,
            prep_minutes=product.fynlo_prep_minutes or None,
            picture_url=_address(product.id) if has_picture else None,
        )

    @query("kitchen.recipe_picture", Scope.KITCHEN_READ)
    def read_picture(self, data: RecipePicture) -> bytes | Reply:
        """What the dish has to look like.

        :return: a Reply: the picture with its ETag, or an empty 304 when the caller has it
        :raises NotFound: the company has no such product, or no picture of it for the kitchen
        """
        picture = self._picture(self._product(data.product_id).product_tmpl_id)
        if not picture:
            raise NotFound("It has no picture for the kitchen.")
        headers = {"ETag": f'"{picture.checksum}"', "Cache-Control": "private, no-cache"}
        if not data.known_tags.isdisjoint({picture.checksum, "*"}):
            return Reply(b"", 304, headers)
        return Reply(picture.raw, headers=headers | {"Content-Type": image_type(picture.raw)})

    def _picture(self, template: Any) -> Any:
        # sudo: only the picture of a product that the caller may see is read
        attachments = self.env["ir.attachment"].sudo()
        domain = [
            ("res_model", "=", template._name),
            ("res_field", "=", "fynlo_plating_image"),
            ("res_id", "=", template.id),
        ]
        return attachments.search(domain, limit=1)


def _address(product_id: int) -> str:
    return f"{API_PREFIX}/kitchen/products/{product_id}/picture"
