from typing import Any

from odoo import models

from ..exceptions import Invalid, NotFound
from ..schemas.common import Money

_THINGS = {
    "account.tax": "sale tax",
    "pos.category": "category",
    "product.combo": "course",
    "product.pricelist": "price list",
    "product.product": "product",
}


class FynloMenuRecords(models.AbstractModel):
    """Finds what the company's menu is made of, for those who edit it."""

    _name = "fynlo.menu.records"
    _inherit = ["fynlo.service"]
    _description = "Records of the menu"

    def _company(self) -> Any:
        """The company (res.company), whose environment reads and writes the menu."""
        # sudo: the scope menu:write is the right to do this, whichever rights the user has in Odoo
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        return company.with_company(company).with_context(lang=company.partner_id.lang)

    def _own(self, model: str) -> list[Any]:
        """What limits a search to the company's records and those of every company."""
        return list(self.env[model]._check_company_domain(self._caller.company_id))

    def _products(self) -> Any:
        """Where products are searched: archived ones too."""
        return self._company().env["product.product"].with_context(active_test=False)

    def _sold(self) -> list[Any]:
        """The domain of the company's products that are for sale, on the menu or not."""
        return [*self._own("product.product"), ("sale_ok", "=", True)]

    def _product(self, product_id: int) -> Any:
        """A product (product.product) for sale, on the menu or not, also an archived one.

        :raises NotFound: the company has none with this id
        """
        products = self._products()
        product = products.search([*self._sold(), ("id", "=", product_id)])
        if not product:
            raise NotFound(f"There is no product {product_id}.")
        return product.with_context(active_test=True)

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

    def _categories(self, ids: list[int], field: str = "category_ids") -> Any:
        """The categories (pos.category) with these ids.

        :raises Invalid: names the first that the company does not have
        """
        categories = self._company().env["pos.category"]
        return self._found(categories, ids, self._own("pos.category"), field)

    def _amount(self, money: Money | None, currency: Any, field: str) -> float:
        """An amount as Odoo holds it; none is 0.

        :raises Invalid: it is in another currency
        """
        if money is None:
            return 0.0
        if money.currency != currency.name:
            raise Invalid(
                f"Prices are in {currency.name}, not in {money.currency}.",
                field=f"{field}.currency",
            )
        return money.as_float(currency)

    def _tell(self, product: Any, changed: list[str]) -> None:
        """Leave the event of a changed product, and of its other variants where they change too.

        :param changed: the names of the fields of its ProductDetail that changed
        """
        if not changed:
            return
        payload = {"id": product.id, "name": product.name, "changed": changed}
        self._emit("menu.product_changed", product, payload)
        shared = [name for name in changed if name not in {"active", "barcode"}]
        for variant in product.product_tmpl_id.product_variant_ids - product if shared else ():
            payload = {"id": variant.id, "name": variant.name, "changed": shared}
            self._emit("menu.product_changed", variant, payload)
