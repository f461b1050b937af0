from typing import Any

from odoo import models
from odoo.fields import Command
from odoo.tools import plaintext2html

from ..const import Scope
from ..exceptions import Invalid
from ..schemas.menu_product import ProductArchive, ProductChange, ProductCreate, ProductDetail
from .definition import command

# Our names, Odoo's names, and what stands for none.
_PLAIN: dict[str, tuple[str, Any]] = {
    "name": ("name", False),
    "kitchen_name": ("fynlo_kitchen_name", False),
    "barcode": ("barcode", False),
    "prep_minutes": ("fynlo_prep_minutes", 0),
    "course": ("fynlo_course", 0),
    "open_price": ("fynlo_open_price", False),
    "on_menu": ("available_in_pos", False),
}
_MONEY = {
    "price": "lst_price",
    "minimum_price": "fynlo_open_price_min",
    "maximum_price": "fynlo_open_price_max",
}


class FynloMenuEditing(models.AbstractModel):
    """Changes of products: they make the records that Odoo's own screens make."""

    _name = "fynlo.menu.editing"
    _inherit = ["fynlo.menu.records"]
    _description = "Edits products"

    @command("menu.create_product", Scope.MENU_WRITE)
    def create_product(self, data: ProductCreate) -> ProductDetail:
        """Add a dish or a set menu that is for sale on the company's tills.

        :raises Invalid: an unknown category, tax or course, another currency, or a barcode that is
            taken
        """
        company = self._company()
        products = company.env["product.product"]
        product = products.new({"company_id": company.id})
        names = [name for name in type(data).model_fields if name != "tax_ids"]
        values = self._values(data, names, product)
        if data.tax_ids is not None or data.combo_ids:
            values |= self._values(data, ["tax_ids"], product)
        values["list_price"] = values.pop("lst_price")
        created = products.create(
            {
                "company_id": company.id,
                "type": "combo" if data.combo_ids else "consu",
                "is_storable": False,
                "available_in_pos": True,
                "sale_ok": True,
                **values,
            }
        )
        self._emit("menu.product_created", created, {"id": created.id, "name": data.name})
        return self._detail(created)

    @command("menu.change_product", Scope.MENU_WRITE)
    def change_product(self, data: ProductChange) -> ProductDetail:
        """Change what was sent of a product.

        :raises NotFound: the company has no such product
        :raises Invalid: as of create_product
        :raises VersionConflict: it is newer than what the caller saw
        """
        product = self._product(data.product_id)
        self._hold(product, data.base_version, self._detail)
        before = self._detail(product)
        sent = data.model_fields_set - {"product_id", "base_version", "active"}
        values = self._values(data, sent, product)
        if data.active and "active" in data.model_fields_set:
            self._activate(product)
        product.write(values)
        if data.active is False:
            self._deactivate(product)
        return self._told(product, before)

    @command("menu.archive_product", Scope.MENU_WRITE)
    def archive_product(self, data: ProductArchive) -> None:
        """Take a product off the menu for good; what was sold of it stays.

        :raises NotFound: the company has no such product
        :raises VersionConflict: it is newer than what the caller saw
        """
        product = self._product(data.product_id)
        self._hold(product, data.base_version, self._detail)
        if product.active:
            self._deactivate(product)
            payload = {"id": product.id, "name": product.name}
            self._emit("menu.product_archived", product, payload)

    def _detail(self, product: Any) -> ProductDetail:
        detail: ProductDetail = self.env["fynlo.menu.listing"]._details(product)[0]
        return detail

    def _told(self, product: Any, before: ProductDetail) -> ProductDetail:
        """Leave the event of what changed, if anything did; the product as it is."""
        after = self._detail(product)
        names = [name for name in type(after).model_fields if name != "version"]
        changed = [name for name in names if getattr(before, name) != getattr(after, name)]
        if not changed:
            return after
        self._tell(product, changed)
        return self._detail(product)

    def _activate(self, product: Any) -> None:
        if not product.product_tmpl_id.active:
            product.product_tmpl_id.active = True
        if not product.active:
            product.active = True

    def _deactivate(self, product: Any) -> None:
        """Archive a variant, and the whole product with the last of them."""
        product.active = False
        template = product.product_tmpl_id
        if template.active and not template.product_variant_ids:
            template.active = False

    # === VALUES === #

    def _values(self, data: Any, names: Any, product: Any) -> dict[str, Any]:
        """Values of a product.product for the fields of these names.

        :param product: the one that they are for, or a new one
        """
        values: dict[str, Any] = {}
        for name in names:
            sent = getattr(data, name)
            if name in _PLAIN:
                field, none = _PLAIN[name]
                values[field] = none if sent is None else sent
            elif name in _MONEY:
                values[_MONEY[name]] = self._amount(sent, product.currency_id, name)
            else:
                values |= getattr(self, f"_{name}_values")(sent, product)
        if values.get("barcode"):
            self._check_barcode(product, values["barcode"])
        self._check_bounds(values, product)
        return values

    def _cost_values(self, sent: Any, product: Any) -> dict[str, Any]:
        return {"standard_price": self._amount(sent, product.cost_currency_id, "cost")}

    def _description_values(self, sent: str | None, product: Any) -> dict[str, Any]:
        return {"public_description": plaintext2html(sent) if sent else False}

    def _category_ids_values(self, sent: list[int], product: Any) -> dict[str, Any]:
        """The categories; on a shared dish those of other companies stay."""
        own = (False, self._caller.company_id)
        theirs = product.pos_categ_ids.filtered(lambda item: item.company_id.id not in own)
        return {"pos_categ_ids": [Command.set((self._categories(sent) | theirs).ids)]}

    def _tax_ids_values(self, sent: list[int] | None, product: Any) -> dict[str, Any]:
        """The company's taxes; on a shared dish those of other companies stay."""
        company_id = self._caller.company_id
        domain = [("company_id", "=", company_id), ("type_tax_use", "=", "sale")]
        taxes = self._found(product.env["account.tax"], sent or [], domain, "tax_ids")
        theirs = product.taxes_id.filtered(lambda tax: tax.company_id.id != company_id)
        return {"taxes_id": [Command.set((taxes | theirs).ids)]}

    def _allergens_values(self, sent: list[str], product: Any) -> dict[str, Any]:
        found = product.env["fynlo.allergen"]._of(sent)
        return {"fynlo_allergen_ids": [Command.set(found.ids)]}

    def _dietary_marks_values(self, sent: list[str], product: Any) -> dict[str, Any]:
        found = product.env["fynlo.dietary.mark"]._of(sent)
        return {"fynlo_dietary_mark_ids": [Command.set(found.ids)]}

    def _combo_ids_values(self, sent: list[int], product: Any) -> dict[str, Any]:
        """The courses of a set menu, which keeps one at least; a dish has none."""
        if product.id and bool(sent) != (product.type == "combo"):
            detail = "Only a set menu has courses, and it has at least one."
            raise Invalid(detail, field="combo_ids")
        combos = product.env["product.combo"]
        found = self._found(combos, sent, self._own("product.combo"), "combo_ids")
        return {"combo_ids": [Command.set(found.ids)]}

    # === CHECKS === #

    def _check_barcode(self, product: Any, barcode: str) -> None:
        company_ids = [self._caller.company_id, False]
        domain = [("barcode", "=", barcode), ("company_id", "in", company_ids)]
        if self._products().search([*domain, ("id", "!=", product._origin.id)], limit=1):
            raise Invalid(f"Another product has the barcode {barcode}.", field="barcode")

    def _check_bounds(self, values: dict[str, Any], product: Any) -> None:
        bounds = ("fynlo_open_price_min", "fynlo_open_price_max")
        lowest, highest = (values.get(name, product[name]) for name in bounds)
        if highest and lowest > highest:
            detail = "The highest open price is not below the lowest."
            raise Invalid(detail, field="maximum_price")
