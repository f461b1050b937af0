from typing import Any

from odoo.fields import Command
from odoo.tests import tagged

from ..exceptions import Invalid, NotFound, VersionConflict
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestPriceLists(MenuCase):
    """Prices on price lists, and taxes by type of order."""

    @classmethod
    def setUpClass(cls) -> None:
        """The till's price list, which halves every price."""
        super().setUpClass()
        half = {"compute_price": "percentage", "percent_price": 50, "applied_on": "3_global"}
        cls.prices = cls.env["product.pricelist"].create(
            {"name": "Bar", "company_id": cls.company.id, "item_ids": [Command.create(half)]}
        )
        cls.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(cls.prices.ids)],
                "pricelist_id": cls.prices.id,
            }
        )

    def ids(self, **values: Any) -> dict[str, Any]:
        """The bread on the price list."""
        return {"price_list_id": self.prices.id, "product_id": self.bread.id, **values}

    def set(self, *prices: dict[str, Any], **values: Any) -> dict[str, Any]:
        """Set the bread's prices."""
        return self.edit("menu.set_prices", **self.ids(prices=list(prices), **values))

    def test_a_price_of_its_own(self) -> None:
        """It counts before the list's other rules, on the menu too; [] takes it away."""
        self.assertEqual(self.query("menu.prices", **self.ids())["current"], self.money(155))
        done = self.set({"price": self.money(200)})
        self.assertEqual((done["current"], done["version"]), (self.money(200), 1))
        self.assertEqual(self.query("menu.prices", **self.ids()), done)
        self.assertEqual(self.price(self.bread), 200)
        self.assertEqual(len(self.events("menu.prices_changed")), 1)
        self.assertEqual(self.set({"price": self.money(200)})["version"], 1)
        self.set()
        self.assertEqual(self.price(self.bread), 155)
        self.assertEqual(len(self.prices.item_ids), 1)

    def test_timed_prices(self) -> None:
        """Those that are over or have not begun do not count, and are kept."""
        done = self.set(
            {"price": self.money(100), "ends_at": "2020-01-01T00:00:00Z"},
            {"price": self.money(250), "starts_at": "2020-01-01T00:00:00Z"},
            {"price": self.money(300), "starts_at": "2190-01-01T00:00:00+01:00"},
        )
        self.assertEqual(done["current"], self.money(250))
        self.assertEqual(
            [(item["starts_at"], item["ends_at"]) for item in done["prices"]],
            [
                (None, "2020-01-01T00:00:00Z"),
                ("2020-01-01T00:00:00Z", None),
                ("2189-12-31T23:00:00Z", None),
            ],
        )

    def test_one_size(self) -> None:
        """A price of one variant is no price of the other."""
        values = {"price_list_id": self.prices.id, "prices": [{"price": self.money(700)}]}
        self.edit("menu.set_prices", product_id=self.small.id, **values)
        self.assertEqual((self.price(self.small), self.price(self.large)), (700, 600))

    def test_what_is_wrong(self) -> None:
        """Another currency, times the wrong way round, a stale version, a foreign list."""
        foreign = {"price": {"amount": 1, "currency": "XTS"}}
        late = {
            "price": self.money(1),
            "starts_at": "2026-01-02T00:00:00Z",
            "ends_at": "2026-01-01T00:00:00Z",
        }
        for prices in ([foreign], [late]):
            with self.assertRaises(Invalid):
                self.set(*prices)
        with self.assertRaises(VersionConflict):
            self.set({"price": self.money(1)}, base_version=7)
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["product.pricelist"].create({"name": "T", "company_id": other.id})
        with self.assertRaises(NotFound):
            self.edit("menu.set_prices", **self.ids(price_list_id=theirs.id, prices=[]))
        lists = self.query("menu.price_lists")["items"]
        self.assertIn({"id": self.prices.id, "name": "Bar", "currency": self.money(0)["currency"]},
                      lists)  # fmt: skip
        self.assertNotIn(theirs.id, [item["id"] for item in lists])
        self.assertEqual(len(self.prices.item_ids), 1)

    # === TYPES OF ORDERS === #

    def takeaway(self) -> Any:
        """Takeaway is taxed at 0 %."""
        position = self.env["account.fiscal.position"].create(
            {"name": "Takeaway", "company_id": self.company.id}
        )
        self.zero.write(
            {
                "fiscal_position_ids": [Command.set(position.ids)],
                "original_tax_ids": [Command.set(self.standard.ids)],
            }
        )
        self.company.fynlo_takeaway_fiscal_position_id = position
        return position

    def test_takeaway_is_taxed_otherwise(self) -> None:
        """The order and the menu say the same; other types of orders are as ever."""
        position = self.takeaway()
        self.open()
        pizza = {"product_id": self.small.id}
        eaten = self.command("order.create", lines=[pizza])
        taken = self.command("order.create", lines=[pizza], order_type="takeaway")
        shown = self.product(self.small)
        self.assertEqual((eaten["tax"], eaten["total"]), (self.money(75), self.money(450)))
        self.assertEqual(taken["tax"], self.money(0))
        self.assertEqual(
            shown["order_type_prices"],
            [{"order_type": "takeaway", "price": taken["total"], "tax_ids": self.zero.ids}],
        )
        self.assertEqual(shown["price"], eaten["total"])
        orders = self.env["pos.order"].search([], limit=2)
        self.assertEqual(orders.mapped("fiscal_position_id"), position)
        delivered = self.command("order.create", lines=[pizza], order_type="delivery")
        self.assertEqual(delivered["tax"], self.money(75))

    def test_a_fiscal_position_of_another_company(self) -> None:
        """It is refused."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["account.fiscal.position"].create(
            {"name": "Theirs", "company_id": other.id}
        )
        with self.assertRaisesRegex(Exception, "Choose fiscal positions of"):
            self.company.fynlo_delivery_fiscal_position_id = theirs
