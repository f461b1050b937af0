from typing import Any

from odoo import models

from ..const import API_PREFIX, Scope
from ..domain.image import image_type
from ..exceptions import NotFound
from ..http.reply import Reply
from ..schemas.menu import ImageRead
from .definition import query

# The picture of a variant counts before the one of its template, as in Odoo.
_VARIANT_FIELD, _TEMPLATE_FIELD = "image_variant_512", "image_512"


class FynloMenuImages(models.AbstractModel):
    """Pictures of dishes, for callers that cannot sign in to Odoo's own pages."""

    _name = "fynlo.menu.images"
    _inherit = ["fynlo.service"]
    _description = "Pictures of the menu"

    @query("menu.product_image", Scope.MENU_READ)
    def image(self, data: ImageRead) -> bytes | Reply:
        """The picture of a product, at most 512 pixels wide and high.

        :return: a Reply: the picture with its ETag, or an empty 304 when the caller has it
        :raises NotFound: the company has no such product, or no picture of it
        """
        product = self._product(data.product_id)
        picture = self._attachments(product)[:1]
        if not picture:
            raise NotFound("This product has no picture.")
        headers = {"ETag": f'"{picture.checksum}"', "Cache-Control": "private, no-cache"}
        if not data.known_tags.isdisjoint({picture.checksum, "*"}):
            return Reply(b"", 304, headers)
        return Reply(picture.raw, headers=headers | {"Content-Type": image_type(picture.raw)})

    def _pictured(self, variants: Any) -> dict[int, str]:
        """The address of the picture of each variant (product.product) that has one."""
        found = self._attachments(variants)
        own = {(picture.res_model, picture.res_id) for picture in found}
        return {
            variant.id: f"{API_PREFIX}/menu/products/{variant.id}/image"
            for variant in variants
            if ("product.product", variant.id) in own
            or ("product.template", variant.product_tmpl_id.id) in own
        }

    def _product(self, product_id: int) -> Any:
        # sudo: an employee reads the menu without access to products in Odoo
        products = self.env["product.product"].sudo()
        product = products.search(
            [
                *products._check_company_domain(self._caller.company_id),
                ("id", "=", product_id),
                ("sale_ok", "=", True),
            ]
        )
        if not product:
            raise NotFound("There is no such product.")
        return product

    def _attachments(self, variants: Any) -> Any:
        # sudo: see _product; only pictures of these products are read
        return (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    "|",
                    "&",
                    "&",
                    ("res_model", "=", "product.product"),
                    ("res_field", "=", _VARIANT_FIELD),
                    ("res_id", "in", variants.ids),
                    "&",
                    "&",
                    ("res_model", "=", "product.template"),
                    ("res_field", "=", _TEMPLATE_FIELD),
                    ("res_id", "in", variants.product_tmpl_id.ids),
                ],
                ["res_model", "res_id", "checksum"],
                order="res_model, id",
            )
        )
