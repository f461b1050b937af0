from typing import Any

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import html2plaintext

from ..const import Scope
from ..domain import cursor
from ..exceptions import MalformedRequest, NotFound
from ..schemas.common import Money
from ..schemas.menu import ProductKind
from ..schemas.menu_product import (
    BarcodeRead,
    ProductDetail,
    ProductFilter,
    ProductGet,
    ProductList,
    Scanned,
)
from .definition import query
from .menu_terms import MenuTerms

_LONGEST_CODE = 50


class FynloMenuListing(models.AbstractModel):
    """The products of the menu as the back office keeps them."""

    _name = "fynlo.menu.listing"
    _inherit = ["fynlo.menu.records"]
    _description = "Lists products"

    @query("menu.products", Scope.MENU_WRITE)
    def list_products(self, data: ProductFilter) -> ProductList:
        """The company's products, the newest first.

        :raises MalformedRequest: the cursor is not one of ours
        """
        domain = Domain(self._sold()) & self._wanted(data)
        products = self._products() if data.archived else self._company().env["product.product"]
        found = products.search(domain, order="id desc", limit=data.limit + 1)
        page = found[: data.limit].with_context(active_test=True)
        return ProductList(
            items=self._details(page),
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )

    @query("menu.product", Scope.MENU_WRITE)
    def read_product(self, data: ProductGet) -> ProductDetail:
        """A product with all that is kept of it.

        :raises NotFound: the company has no such product
        """
        return self._details(self._product(data.product_id))[0]

    @query("menu.barcode", Scope.MENU_READ)
    def read_barcode(self, data: BarcodeRead) -> Scanned:
        """What a barcode stands for on the caller's menu.

        :raises NotFound: nothing that is sold there has it
        """
        company = self._company()
        found = company.env["product.product"]
        if data.code.isprintable() and len(data.code) <= _LONGEST_CODE:
            domain = [*self._sold(), ("available_in_pos", "=", True), ("barcode", "=", data.code)]
            found = found.search(domain, order="company_id", limit=1)
        snapshot = self.env["fynlo.menu.snapshot"]
        terms = snapshot._terms(fields.Datetime.now())
        sold = snapshot._templates(terms) & found.product_tmpl_id
        listing = self.env["fynlo.menu.products"]
        categories = snapshot._categories(terms)
        shown = listing._products(terms, sold, sold, categories) if sold else []
        for product in shown:
            if product.id == found.id:
                return Scanned(product=product)
        raise NotFound("Nothing on the menu has this barcode.")

    def _wanted(self, data: ProductFilter) -> Domain:
        domain = Domain.TRUE
        company = self._company()
        tills = company.env["pos.config"].search([("company_id", "=", company.id)])
        special = tills._get_special_products() | tills.tip_product_id
        domain &= Domain("id", "not in", special.ids)
        for text in (data.text or "").split():
            names = ("name", "barcode", "fynlo_kitchen_name")
            domain &= Domain.OR([Domain(name, "ilike", text) for name in names])
        if data.category_id:
            domain &= Domain("pos_categ_ids", "in", data.category_id)
        if data.kind:
            domain &= Domain("type", "=" if data.kind is ProductKind.COMBO else "!=", "combo")
        if data.cursor:
            try:
                domain &= Domain("id", "<", cursor.decode(data.cursor))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        return domain

    def _details(self, products: Any) -> list[ProductDetail]:
        """What the back office sees of products (product.product), in their order."""
        terms = MenuTerms.of_company(self._company(), fields.Datetime.now())
        pictured = self.env["fynlo.menu.images"]._pictured(products)
        return [
            ProductDetail(
                **self._texts(product),
                **self._money(product),
                **self._links(product, terms),
                image_url=pictured.get(product.id),
            )
            for product in products
        ]

    def _texts(self, product: Any) -> dict[str, Any]:
        template = product.product_tmpl_id
        description = template.public_description
        values = product.product_template_attribute_value_ids
        return {
            "id": product.id,
            "version": product.fynlo_version,
            "active": product.active,
            "on_menu": template.available_in_pos,
            "kind": ProductKind.COMBO if template.type == "combo" else ProductKind.DISH,
            "name": template.name,
            "variant": ", ".join(values.mapped("name")) or None,
            "kitchen_name": template.fynlo_kitchen_name or None,
            "description": html2plaintext(description) or None if description else None,
            "barcode": product.barcode or None,
            "prep_minutes": template.fynlo_prep_minutes or None,
            "course": template.fynlo_course or None,
        }

    def _money(self, product: Any) -> dict[str, Any]:
        template, currency = product.product_tmpl_id, product.currency_id
        bounds = (template.fynlo_open_price_min, template.fynlo_open_price_max)
        lowest, highest = (Money.of(bound, currency) if bound else None for bound in bounds)
        return {
            "price": Money.of(product.lst_price, currency),
            "cost": Money.of(product.standard_price, product.cost_currency_id),
            "open_price": template.fynlo_open_price,
            "minimum_price": lowest,
            "maximum_price": highest,
        }

    def _links(self, product: Any, terms: MenuTerms) -> dict[str, Any]:
        template = product.product_tmpl_id
        categories, company_id = template.pos_categ_ids, self._caller.company_id
        taxes = self.env["fynlo.pricing"]._product_taxes(product, terms.company_id)
        return {
            "tax_ids": taxes.ids,
            "category_ids": [c.id for c in categories if c.company_id.id in {False, company_id}],
            "allergens": template.fynlo_allergen_ids._codes(),
            "dietary_marks": template.fynlo_dietary_mark_ids._codes(),
            "modifiers": self.env["fynlo.menu.choices"]._modifiers(template, terms),
            "combo_ids": template.combo_ids.ids,
        }
