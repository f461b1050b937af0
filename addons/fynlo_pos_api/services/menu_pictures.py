import base64
from typing import Any

from odoo import models
from odoo.exceptions import UserError

from ..const import Scope
from ..domain.picture import decoded
from ..exceptions import Invalid
from ..schemas.menu import Category
from ..schemas.menu_category import CategoryImageSet
from ..schemas.menu_product import ProductDetail, ProductImageSet
from .definition import command


class FynloMenuPictures(models.AbstractModel):
    """Sets the pictures of dishes and categories."""

    _name = "fynlo.menu.pictures"
    _inherit = ["fynlo.menu.records"]
    _description = "Sets pictures of the menu"

    @command("menu.set_product_image", Scope.MENU_WRITE)
    def set_product_image(self, data: ProductImageSet) -> ProductDetail:
        """Set the picture of a product, or take it away.

        :raises NotFound: the company has no such product
        :raises Invalid: it is no picture
        :raises VersionConflict: the product is newer than what the caller saw
        """
        editing = self.env["fynlo.menu.editing"]
        product = self._product(data.product_id)
        self._hold(product, data.base_version, editing._detail)
        self._put(product, "image_1920", data.image)
        self._tell(product, ["image_url"])
        detail: ProductDetail = editing._detail(product)
        return detail

    @command("menu.set_category_image", Scope.MENU_WRITE)
    def set_category_image(self, data: CategoryImageSet) -> Category:
        """Set the picture of a category, or take it away.

        :raises NotFound: the company has no such category
        :raises Invalid: it is no picture
        :raises VersionConflict: the category is newer than what the caller saw
        """
        categories = self.env["fynlo.menu.categories"]
        category = categories._category(data.category_id)
        self._hold(category, data.base_version, categories._show)
        self._put(category, "image_512", data.image)
        payload = {"id": category.id, "name": category.name, "changed": ["image_url"]}
        self._emit("menu.category_changed", category, payload)
        shown: Category = categories._show(category)
        return shown

    def _put(self, record: Any, field: str, image: str | None) -> None:
        """:raises Invalid: it is no picture, or a broken one."""
        try:
            picture = decoded(image) if image is not None else b""
            record[field] = base64.b64encode(picture) or False
            # The smaller pictures are made of it by the template, not by the record itself.
            record.env.flush_all()
        except (UserError, ValueError, OSError, SyntaxError) as error:
            raise Invalid(f"This is no picture: {error}.", field="image") from None
