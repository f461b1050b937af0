from typing import Any

from odoo import models

from ..const import API_PREFIX, Scope
from ..domain.image import image_type
from ..exceptions import NotFound
from ..http.reply import Reply
from ..schemas.menu import Category, ImageRead
from ..schemas.menu_category import CategoryImageRead
from .definition import query

# The picture of a variant counts before the one of its template, as in Odoo.
_FIELDS = {
    "pos.category": "image_512",
    "product.product": "image_variant_512",
    "product.template": "image_512",
}


class FynloMenuImages(models.AbstractModel):
    """Pictures of the menu, for callers that cannot sign in to Odoo's own pages."""

    _name = "fynlo.menu.images"
    _inherit = ["fynlo.menu.records"]
    _description = "Pictures of the menu"

    @query("menu.product_image", Scope.MENU_READ)
    def image(self, data: ImageRead) -> bytes | Reply:
        """The picture of a product, at most 512 pixels wide and high.

        :return: a Reply: the picture with its ETag, or an empty 304 when the caller has it
        :raises NotFound: the company has no such product, or no picture of it
        """
        product = self._product(data.product_id)
        own = self._attachments(product)
        picture = own or self._attachments(product.product_tmpl_id)
        return self._reply(picture[:1], data.known_tags)

    @query("menu.category_image", Scope.MENU_READ)
    def category_image(self, data: CategoryImageRead) -> bytes | Reply:
        """The picture of a category, at most 512 pixels wide and high.

        :return: a Reply: the picture with its ETag, or an empty 304 when the caller has it
        :raises NotFound: the company has no such category, or no picture of it
        """
        category = self.env["fynlo.menu.categories"]._category(data.category_id)
        return self._reply(self._attachments(category), data.known_tags)

    def _reply(self, picture: Any, known_tags: frozenset[str]) -> Reply:
        if not picture:
            raise NotFound("It has no picture.")
        headers = {"ETag": f'"{picture.checksum}"', "Cache-Control": "private, no-cache"}
        if not known_tags.isdisjoint({picture.checksum, "*"}):
            return Reply(b"", 304, headers)
        return Reply(picture.raw, headers=headers | {"Content-Type": image_type(picture.raw)})

    def _pictured(self, variants: Any) -> dict[int, str]:
        """The address of the picture of each variant (product.product) that has one."""
        own = set(self._attachments(variants).mapped("res_id"))
        shared = set(self._attachments(variants.product_tmpl_id).mapped("res_id"))
        return {
            variant.id: f"{API_PREFIX}/menu/products/{variant.id}/image"
            for variant in variants
            if variant.id in own or variant.product_tmpl_id.id in shared
        }

    def _categories_shown(self, categories: Any) -> list[Category]:
        """Categories (pos.category) with the addresses of their pictures."""
        pictured = set(self._attachments(categories).mapped("res_id"))
        return [Category.from_record(item, item.id in pictured) for item in categories]

    def _attachments(self, records: Any) -> Any:
        # sudo: only pictures of what the caller may see are read
        attachments = self.env["ir.attachment"].sudo()
        domain = [
            ("res_model", "=", records._name),
            ("res_field", "=", _FIELDS[records._name]),
            ("res_id", "in", records.ids),
        ]
        return attachments.search_fetch(domain, ["res_id", "checksum"])
