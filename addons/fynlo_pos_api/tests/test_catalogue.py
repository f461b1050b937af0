from odoo.tests import tagged

from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestCatalogue(SessionCase):
    """What is kept between requests is never older than what the request sees."""

    def price(self, dish: object) -> int:
        """What one of a dish costs in a request of its own, in pence."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.order((dish, 1))["total"]["amount"]

    def reads(self) -> list[str]:
        """The catalogue's tables that a sale reads."""
        self.env.flush_all()
        self.env.invalidate_all()
        statements: list[str] = []
        execute = type(self.env.cr).execute

        def recording(cursor: object, query: object, *args: object, **values: object) -> object:
            statements.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **values)

        self.patch(type(self.env.cr), "execute", recording)
        self.order((self.burger, 1), (self.bread, 1))
        tables = (
            "account_tax", "fynlo_daypart", "pos_category", "pos_config", "product_",
            "res_company", "res_currency",
        )  # fmt: skip
        return [item for item in statements if any(f' FROM "{table}' in item for table in tables)]

    def test_a_warm_sale_reads_no_catalogue(self) -> None:
        """Products, taxes and settings come from what the sale before has read."""
        self.open()
        # The very first order gives the till its sequence: a change, so nothing is kept of it.
        for dish in (self.burger, self.burger, self.bread):
            self.price(dish)
        self.assertEqual(self.reads(), [])

    def test_a_new_price_counts_at_once(self) -> None:
        """By Odoo's screens, and by SQL behind Odoo's back."""
        self.open()
        self.assertEqual(self.price(self.burger), 1295)
        self.burger.list_price = 13.5
        self.assertEqual(self.price(self.burger), 1350)
        self.env.cr.execute(
            "UPDATE product_template SET list_price = 14 WHERE id = %s",
            [self.burger.product_tmpl_id.id],
        )
        self.assertEqual(self.price(self.burger), 1400)

    def test_a_new_tax_counts_at_once(self) -> None:
        """Another tax of the dish, and another rate of a tax."""
        self.open()
        self.price(self.burger)
        self.assertEqual(self.order((self.burger, 1))["tax"], self.money(216))
        self.burger.taxes_id = self.zero
        self.price(self.bread)
        self.assertEqual(self.order((self.burger, 1))["tax"], self.money(0))
        # Odoo lets nobody change a rate while a till is open.
        self.env.cr.execute("UPDATE account_tax SET amount = 10 WHERE id = %s", [self.zero.id])
        self.price(self.bread)
        self.assertEqual(self.order((self.burger, 1))["tax"], self.money(118))

    def test_what_is_rolled_back_is_not_kept(self) -> None:
        """A price that was never committed is never charged again."""
        self.open()
        self.assertEqual(self.price(self.burger), 1295)
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self.burger.list_price = 99
            self.assertEqual(self.price(self.burger), 9900)
            raise ZeroDivisionError
        self.assertEqual(self.price(self.burger), 1295)

    def test_a_dish_that_is_gone_is_not_sold(self) -> None:
        """Archiving a dish that is kept takes effect with the next order."""
        self.open()
        self.price(self.burger)
        self.burger.active = False
        with self.assertRaisesRegex(Exception, "not on the menu"):
            self.price(self.burger)
