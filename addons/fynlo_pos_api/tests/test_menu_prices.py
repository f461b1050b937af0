from typing import Any

from freezegun import freeze_time

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuPrices(MenuCase):
    """Prices come from the till's price list and fiscal position."""

    def setUp(self) -> None:
        """Give the till a price list."""
        super().setUp()
        self.pricelist = self._pricelist("Menu")
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(self.pricelist.ids)],
                "pricelist_id": self.pricelist.id,
            }
        )

    def _pricelist(self, name: str) -> BaseModel:
        return self.env["product.pricelist"].create(
            {"name": name, "currency_id": self.till.currency_id.id}
        )

    def rule(self, pricelist: BaseModel | None = None, **values: Any) -> BaseModel:
        """A rule of the till's price list."""
        pricelist = pricelist or self.pricelist
        return self.env["product.pricelist.item"].create({"pricelist_id": pricelist.id, **values})

    def test_without_rules(self) -> None:
        """An empty price list leaves the dishes' own prices."""
        self.assertEqual((self.price(self.burger), self.price(self.large)), (1295, 1200))

    def test_fixed_price(self) -> None:
        """Of a dish, and of one size only."""
        self.rule(product_tmpl_id=self.burger.product_tmpl_id.id, fixed_price=10.5)
        self.rule(product_id=self.large.id, fixed_price=11)
        prices = [self.price(dish) for dish in (self.burger, self.small, self.large)]
        self.assertEqual(prices, [1050, 900, 1100])

    def test_percentage(self) -> None:
        """10 % less on everything, the size's extra included; a rule of a dish goes before."""
        self.rule(compute_price="percentage", percent_price=10)
        self.rule(product_tmpl_id=self.bread.product_tmpl_id.id, fixed_price=3)
        prices = [self.price(dish) for dish in (self.burger, self.large, self.bread)]
        self.assertEqual(prices, [1166, 1080, 300])

    def test_a_rule_on_another_price_list(self) -> None:
        """A price list that builds on another one, each asked once for all dishes."""
        base = self._pricelist("Base")
        self.rule(base, product_tmpl_id=self.burger.product_tmpl_id.id, fixed_price=10)
        self.rule(base, compute_price="percentage", percent_price=50)
        self.rule(
            compute_price="formula", base="pricelist", base_pricelist_id=base.id, price_surcharge=1
        )
        prices = [self.price(dish) for dish in (self.burger, self.small, self.large)]
        self.assertEqual(prices, [1100, 550, 700])

    def test_category_and_quantity(self) -> None:
        """A rule for a category of products counts; one for ten pieces does not."""
        category = self.env["product.category"].create({"name": "Bakery"})
        self.bread.product_tmpl_id.categ_id = category
        self.rule(categ_id=category.id, compute_price="percentage", percent_price=100)
        self.rule(fixed_price=1, min_quantity=10)
        self.assertEqual((self.price(self.bread), self.price(self.burger)), (0, 1295))

    def test_dates(self) -> None:
        """A rule counts between its dates; each boundary is announced and changes the tag."""
        self.rule(
            fixed_price=5,
            date_start="2026-12-01 17:00:00",
            date_end="2026-12-01 19:00:00",
        )
        expected = [
            ("2026-12-01 16:59:59", 1295, "2026-12-01T17:00:00Z"),
            ("2026-12-01 17:00:00", 500, "2026-12-01T19:00:01Z"),
            ("2026-12-01 19:00:00", 500, "2026-12-01T19:00:01Z"),
            ("2026-12-01 19:00:01", 1295, None),
        ]
        tags = []
        for moment, price, until in expected:
            with self.subTest(moment), freeze_time(moment):
                self.assertEqual(self.price(self.burger), price)
                self.assertEqual(self.menu()["valid_until"], until)
                tags.append(self.runner()._query("menu.read", {}).headers["ETag"])
        self.assertEqual([tags.index(tag) for tag in tags], [0, 1, 1, 3])

    def test_the_price_is_the_one_of_an_order(self) -> None:
        """What the menu says is what an order line costs."""
        self.rule(compute_price="percentage", percent_price=10)
        self.open()
        order = self.command(
            "order.create",
            lines=[
                {"product_id": self.large.id, "expected_price": self.money(self.price(self.large))}
            ],
        )
        self.assertEqual(order["lines"][0]["unit_price"], self.money(1080))
        self.assertEqual(order["total"], self.money(1080))

    def test_fiscal_position(self) -> None:
        """The till's fiscal position replaces the tax, and its price goes with it."""
        position = self.env["account.fiscal.position"].create({"name": "Takeaway"})
        self.zero.write(
            {
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(self.standard.ids)],
            }
        )
        self.till.write({"tax_regime_selection": True, "default_fiscal_position_id": position.id})
        pizza = self.product(self.small)
        self.assertEqual(pizza["tax_ids"], self.zero.ids)
        self.assertEqual(pizza["price"]["amount"], 750)
