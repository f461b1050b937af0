from datetime import UTC, datetime
from typing import Any

from odoo import fields, models

from ..const import Scope
from ..exceptions import NotFound
from ..schemas.common import Empty, Money
from ..schemas.menu_price import (
    PriceList,
    PriceLists,
    PricesGet,
    PricesSet,
    ProductPrices,
    TimedPrice,
    TimedPriceWrite,
)
from .definition import command, query


class FynloMenuPrices(models.AbstractModel):
    """Prices of dishes on Odoo's price lists."""

    _name = "fynlo.menu.prices"
    _inherit = ["fynlo.menu.records"]
    _description = "Prices on price lists"

    @query("menu.price_lists", Scope.MENU_WRITE)
    def list_price_lists(self, data: Empty) -> PriceLists:
        """The price lists that the company's tills and dayparts may have."""
        lists = self._lists().search(self._own("product.pricelist"))
        return PriceLists(items=[PriceList.from_record(item) for item in lists])

    @query("menu.prices", Scope.MENU_WRITE)
    def read_prices(self, data: PricesGet) -> ProductPrices:
        """What a dish costs on a price list.

        :raises NotFound: the company has no such price list or dish
        """
        return self._shown(self._list(data.price_list_id), self._product(data.product_id))

    @command("menu.set_prices", Scope.MENU_WRITE)
    def set_prices(self, data: PricesSet) -> ProductPrices:
        """Set all prices that a dish has of its own on a price list, timed ones too.

        :raises NotFound: the company has no such price list or dish
        :raises Invalid: another currency
        :raises VersionConflict: the dish is newer than what the caller saw
        """
        price_list, product = self._list(data.price_list_id), self._product(data.product_id)
        self._hold(product, data.base_version, lambda record: self._shown(price_list, record))
        before = self._shown(price_list, product)
        values = [
            self._rule(price_list, product, price, place) for place, price in enumerate(data.prices)
        ]
        self._rules(price_list, product).unlink()
        price_list.env["product.pricelist.item"].create(values)
        after = self._shown(price_list, product)
        if before.prices != after.prices:
            payload = {
                "id": product.id,
                "price_list_id": price_list.id,
                "prices": [price.model_dump(mode="json") for price in after.prices],
            }
            self._emit("menu.prices_changed", product, payload)
        return self._shown(price_list, product)

    def _lists(self) -> Any:
        return self._company().env["product.pricelist"]

    def _list(self, price_list_id: int) -> Any:
        """A price list (product.pricelist) of the company.

        :raises NotFound: there is none with this id
        """
        domain = [*self._own("product.pricelist"), ("id", "=", price_list_id)]
        found = self._lists().search(domain)
        if not found:
            raise NotFound(f"There is no price list {price_list_id}.")
        return found

    def _rules(self, price_list: Any, product: Any) -> Any:
        """The fixed prices of the dish on the list, of the variant or of the whole dish."""
        own = [
            ("pricelist_id", "=", price_list.id),
            ("compute_price", "=", "fixed"),
            ("applied_on", "in", ["0_product_variant", "1_product"]),
            ("product_tmpl_id", "=", product.product_tmpl_id.id),
            ("product_id", "in", [False, product.id]),
        ]
        return price_list.env["product.pricelist.item"].search(own, order="id")

    def _rule(
        self, price_list: Any, product: Any, price: TimedPriceWrite, place: int
    ) -> dict[str, Any]:
        path = f"prices.{place}.price"
        several = len(product.product_tmpl_id.product_variant_ids) > 1
        return {
            "pricelist_id": price_list.id,
            "applied_on": "0_product_variant" if several else "1_product",
            "product_tmpl_id": product.product_tmpl_id.id,
            "product_id": product.id if several else False,
            "compute_price": "fixed",
            "fixed_price": self._amount(price.price, price_list.currency_id, path),
            "min_quantity": price.minimum_quantity,
            "date_start": _naive(price.starts_at),
            "date_end": _naive(price.ends_at),
        }

    def _shown(self, price_list: Any, product: Any) -> ProductPrices:
        currency = price_list.currency_id
        current = price_list._get_product_price(
            product, 1.0, currency=currency, date=fields.Datetime.now()
        )
        return ProductPrices(
            product_id=product.id,
            price_list_id=price_list.id,
            version=product.fynlo_version,
            current=Money.of(current, currency),
            prices=[
                TimedPrice(
                    price=Money.of(rule.fixed_price, currency),
                    minimum_quantity=rule.min_quantity,
                    starts_at=rule.date_start or None,
                    ends_at=rule.date_end or None,
                )
                for rule in self._rules(price_list, product)
            ],
        )


def _naive(moment: datetime | None) -> datetime | bool:
    """As Odoo holds it: UTC without an offset, to the second; False is none."""
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0) if moment else False
