from typing import Any

from odoo import fields, models
from odoo.fields import Command
from odoo.tools import plaintext2html

from ..const import Scope
from ..exceptions import Invalid
from ..schemas.common import Money
from ..schemas.menu import Category, CategoryCreate, Product, ProductCreate
from .definition import command
from .menu_terms import MenuTerms

_THINGS = {"account.tax": "sale tax", "pos.category": "category"}


class FynloMenuEditing(models.AbstractModel):
    """Changes of the menu: they make the records that Odoo's own screens make."""

    _name = "fynlo.menu.editing"
    _inherit = ["fynlo.service"]
    _description = "Edits the menu"

    @command("menu.create_category", Scope.MENU_WRITE)
    def create_category(self, data: CategoryCreate) -> Category:
        """Add a category.

        :raises Invalid: there is no such parent category
        """
        # sudo: the scope menu:write is the right to do this, whichever rights the user has in Odoo
        categories = self.env["pos.category"].sudo()
        if data.parent_id:
            self._found(categories, [data.parent_id], [], "parent_id")
        values = {"name": data.name, "parent_id": data.parent_id}
        if data.sequence is not None:
            values["sequence"] = data.sequence
        category = categories.create(values)
        self._emit("menu.category_created", category, {"id": category.id, "name": data.name})
        return Category.from_record(category)

    @command("menu.create_product", Scope.MENU_WRITE)
    def create_product(self, data: ProductCreate) -> Product:
        """Add a dish that is for sale on the company's tills.

        :raises Invalid: an unknown category or tax, another currency, or a barcode that is taken
        """
        # sudo: see create_category
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        env = company.with_company(company).env
        self._check_currency(data, company)
        self._check_barcode(env, data.barcode)
        categories = self._found(env["pos.category"], data.category_ids, [], "category_ids")
        product = env["product.product"].create(
            {
                "name": data.name,
                "company_id": company.id,
                "type": "consu",
                "is_storable": False,
                "available_in_pos": True,
                "sale_ok": True,
                "list_price": data.price.as_float(company.currency_id),
                "standard_price": data.cost.as_float(company.currency_id) if data.cost else 0.0,
                "pos_categ_ids": [Command.set(categories.ids)],
                "public_description": plaintext2html(data.description or "") or False,
                "barcode": data.barcode or False,
                **self._taxes(env, data.tax_ids),
            }
        )
        self._emit("menu.product_created", product, {"id": product.id, "name": data.name})
        return self._as_on_menu(product, categories)

    def _as_on_menu(self, product: Any, categories: Any) -> Product:
        template = product.product_tmpl_id
        terms = MenuTerms.of_company(product.company_id, fields.Datetime.now())
        listing = self.env["fynlo.menu.products"]
        return listing._products(terms, template, template, categories)[0]

    def _taxes(self, env: Any, tax_ids: list[int] | None) -> dict[str, Any]:
        """The values for the taxes; none given leaves Odoo's default, the company's sale tax."""
        if tax_ids is None:
            return {}
        domain = [
            ("company_id", "=", self._caller.company_id),
            ("type_tax_use", "=", "sale"),
        ]
        taxes = self._found(env["account.tax"], tax_ids, domain, "tax_ids")
        return {"taxes_id": [Command.set(taxes.ids)]}

    def _found(self, model: Any, ids: list[int], domain: list[Any], field: str) -> Any:
        """These records, all of which match the domain.

        :raises Invalid: names the first that does not
        """
        found = model.search([("id", "in", ids), *domain])
        for index, record_id in enumerate(ids):
            if record_id not in found._ids:
                path = f"{field}.{index}" if field.endswith("_ids") else field
                raise Invalid(f"There is no {_THINGS[model._name]} {record_id}.", field=path)
        return model.browse(dict.fromkeys(ids))

    def _check_currency(self, data: ProductCreate, company: Any) -> None:
        wanted = company.currency_id.name
        for field, amount in (("price", data.price), ("cost", data.cost)):
            if isinstance(amount, Money) and amount.currency != wanted:
                raise Invalid(
                    f"Prices are in {wanted}, not in {amount.currency}.", field=f"{field}.currency"
                )

    def _check_barcode(self, env: Any, barcode: str | None) -> None:
        company_ids = [self._caller.company_id, False]
        if barcode and env["product.product"].with_context(active_test=False).search(
            [("barcode", "=", barcode), ("company_id", "in", company_ids)], limit=1
        ):
            raise Invalid(f"Another product has the barcode {barcode}.", field="barcode")
