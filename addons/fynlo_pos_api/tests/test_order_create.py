from uuid import uuid4

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Forbidden, Invalid, MalformedRequest
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderCreate(SessionCase):
    """order.create: what it writes, to the penny, and what it refuses."""

    @classmethod
    def setUpClass(cls) -> None:
        """A second room with one table, and a customer."""
        super().setUpClass()
        cls.till.module_pos_restaurant = True
        floor = cls.env["restaurant.floor"].create(
            {"name": "Garden", "pos_config_ids": [Command.set(cls.till.ids)]}
        )
        cls.table = cls.env["restaurant.table"].create(
            {"table_number": 7, "floor_id": floor.id, "seats": 4}
        )
        cls.guest = cls.env["res.partner"].create({"name": "Ada", "email": "ada@example.com"})

    def refused(self, error: type[UserError], **values: object) -> UserError:
        """The refusal of an order, which must leave nothing behind."""
        counts = self.counts()
        with self.assertRaises(error) as caught:
            self.command("order.create", **values)
        self.assertEqual(self.counts(), counts)
        return caught.exception

    def counts(self) -> list[int]:
        """How many rows there are of what an order writes."""
        self.env.cr.flush()
        models = ("pos.order", "pos.order.line", "fynlo.event", "fynlo.idempotency")
        return [self.env[model].search_count([]) for model in models]

    def test_totals_to_the_penny(self) -> None:
        """Tax is taken out of each line as Odoo's engine does it: 25.90 = 21.58 + 4.32."""
        self.open()
        order = self.order((self.burger, 2), (self.bread, 1))
        self.assertEqual(order["total"], self.money(2900))
        self.assertEqual(order["net"], self.money(2468))
        self.assertEqual(order["tax"], self.money(432))
        self.assertEqual(order["due"], self.money(2900))
        burger, bread = order["lines"]
        self.assertEqual((burger["quantity"], bread["quantity"]), (2.0, 1.0))
        self.assertEqual(burger["unit_price"], self.money(1295))
        self.assertEqual(burger["total"], self.money(2590))
        self.assertEqual(burger["net"], self.money(2158))
        self.assertEqual(bread["net"], self.money(310))

    def test_is_an_order_that_odoo_understands(self) -> None:
        """Odoo's own sums over the stored lines are those that were stored."""
        self.open()
        order = self.order((self.burger, 3), (self.bread, 2))
        record = self.env["pos.order"].search([("uuid", "=", order["id"])])
        stored = (record.amount_total, record.amount_tax)
        record._compute_prices()
        self.assertEqual((record.amount_total, record.amount_tax), stored)
        self.assertEqual(stored, (45.05, 6.48))
        self.assertEqual(record.lines.mapped("price_subtotal_incl"), [38.85, 6.2])
        self.assertEqual(record.cashier, "Kim")
        self.assertEqual(record.company_id, self.company)
        self.assertEqual(record.lines.mapped("company_id"), self.company)
        self.assertEqual(record.currency_rate, 1.0)
        self.assertEqual(record.sale_journal, self.till.journal_id)

    def test_keeps_what_was_sent(self) -> None:
        """The ids that the till chose, table, covers, customer and notes."""
        self.open()
        order_id, line_id = str(uuid4()), str(uuid4())
        order = self.command(
            "order.create",
            id=order_id,
            order_type="takeaway",
            table_id=self.table.id,
            covers=3,
            customer_id=self.guest.id,
            note="Window seat",
            lines=[{"id": line_id, "product_id": self.burger.id, "note": "No onions"}],
        )
        self.assertEqual(order["id"], order_id)
        self.assertEqual(order["order_type"], "takeaway")
        self.assertEqual(order["table_id"], self.table.id)
        self.assertEqual(order["covers"], 3)
        self.assertEqual(order["customer_id"], self.guest.id)
        self.assertEqual(order["note"], "Window seat")
        self.assertEqual(order["employee_id"], self.employee.id)
        self.assertEqual(order["lines"][0]["id"], line_id)
        self.assertEqual(order["lines"][0]["note"], "No onions")
        self.assertEqual((order["state"], order["version"]), ("open", 1))

    def test_order_numbers_follow_each_other(self) -> None:
        """Two orders of one till have numbers one apart and receipt numbers of their own."""
        self.open()
        first, second = self.order((self.bread, 1)), self.order((self.bread, 1))
        self.assertEqual(int(second["number"]), int(first["number"]) + 1)
        self.assertRegex(first["reference"], rf"^\d\dF-{self.till.id}-\d{{6}}$")
        self.assertNotEqual(first["reference"], second["reference"])

    def test_leaves_one_event(self) -> None:
        """The event carries the order's version, total and lines."""
        self.open()
        order = self.order((self.burger, 1))
        (payload,) = self.events("order.created")
        self.assertEqual(payload["reference"], order["reference"])
        self.assertEqual(payload["total"], self.money(1295))
        event = self.event("order.created")
        self.assertEqual((event.version, event.aggregate_uuid), (1, order["id"]))
        self.assertEqual(event.employee_id, self.employee)
        self.assertEqual(event.config_id, self.till)

    def test_empty_order(self) -> None:
        """A table can be opened before anybody has chosen."""
        self.open()
        order = self.order()
        self.assertEqual((order["total"], order["lines"]), (self.money(0), []))

    def test_refuses_without_session(self) -> None:
        """A closed till sells nothing."""
        error = self.refused(Conflict, lines=[{"product_id": self.burger.id}])
        self.assertEqual(error.code, ErrorCode.SESSION_NOT_OPEN)

    def test_refuses_without_key(self) -> None:
        """An order without an idempotency key could be doubled."""
        self.open()
        with self.assertRaises(MalformedRequest) as caught:
            self.runner()._command("order.create", {"lines": []}, None)
        self.assertEqual(caught.exception.code, ErrorCode.IDEMPOTENCY_KEY_MISSING)

    def test_refuses_what_is_not_on_the_menu(self) -> None:
        """Unknown, archived, not for the till, another company's: the line is named."""
        self.open()
        foreign = self.env["res.company"].create({"name": "Elsewhere"})
        archived = self._dish("Gone", 5, self.zero)
        archived.active = False
        hidden = self._dish("Hidden", 5, self.zero)
        hidden.available_in_pos = False
        elsewhere = self._dish("Elsewhere", 5, self.zero.browse())
        elsewhere.product_tmpl_id.company_id = foreign
        for product_id in (2_000_000_000, archived.id, hidden.id, elsewhere.id):
            lines = [{"product_id": self.burger.id}, {"product_id": product_id}]
            error = self.refused(Invalid, lines=lines)
            self.assertEqual(error.code, ErrorCode.PRODUCT_UNAVAILABLE)
            self.assertEqual(error.errors[0]["field"], "lines.1.product_id")

    def test_sells_its_own_categories_only(self) -> None:
        """A till that is limited to some categories sells nothing of the others."""
        drinks = self.env["pos.category"].create({"name": "Drinks"})
        self.bread.pos_categ_ids = drinks
        self.till.write(
            {"limit_categories": True, "iface_available_categ_ids": [Command.set(drinks.ids)]}
        )
        self.open()
        self.assertEqual(self.order((self.bread, 1))["total"], self.money(310))
        error = self.refused(Invalid, lines=[{"product_id": self.burger.id}])
        self.assertEqual(error.code, ErrorCode.PRODUCT_UNAVAILABLE)

    def test_refuses_what_cannot_be_stored_as_it_is_priced(self) -> None:
        """Quantities have two decimals here: a third would be lost between price and books."""
        self.open()
        error = self.refused(Invalid, lines=[{"product_id": self.burger.id, "quantity": 0.125}])
        self.assertEqual(error.errors[0]["field"], "lines.0.quantity")
        order = self.order((self.burger, 0.13))
        self.assertEqual(order["total"], self.money(168))

    def test_refuses_wrong_table_and_customer(self) -> None:
        """A table of another till's floor, a customer of another company."""
        self.open()
        floor = self.env["restaurant.floor"].create({"name": "Elsewhere"})
        table = self.env["restaurant.table"].create({"table_number": 1, "floor_id": floor.id})
        error = self.refused(Invalid, table_id=table.id)
        self.assertEqual(error.errors[0]["field"], "table_id")
        foreign = self.env["res.company"].create({"name": "Elsewhere"})
        guest = self.guest.copy({"company_id": foreign.id})
        error = self.refused(Invalid, customer_id=guest.id)
        self.assertEqual(error.errors[0]["field"], "customer_id")

    def test_compares_expected_amounts(self) -> None:
        """A price or total of the client is only compared; a difference shows both."""
        self.open()
        line = {"product_id": self.burger.id, "quantity": 2}
        right = self.command("order.create", lines=[line], expected_total=self.money(2590))
        self.assertEqual(right["total"], self.money(2590))
        error = self.refused(Invalid, lines=[line], expected_total=self.money(2600))
        self.assertEqual(error.code, ErrorCode.TOTAL_MISMATCH)
        self.assertEqual(error.extra, {"expected": self.money(2600), "actual": self.money(2590)})
        wrong = {**line, "expected_price": self.money(1195)}
        error = self.refused(Invalid, lines=[wrong])
        self.assertEqual(error.errors[0]["field"], "lines.0.expected_price")

    def test_refuses_ids_that_are_taken(self) -> None:
        """Two commands with different keys cannot make the same order or line."""
        self.open()
        line_id = str(uuid4())
        order = self.command("order.create", lines=[{"id": line_id, "product_id": self.bread.id}])
        error = self.refused(Conflict, id=order["id"])
        self.assertEqual((error.code, error.errors[0]["field"]), (ErrorCode.UUID_TAKEN, "id"))
        error = self.refused(Conflict, lines=[{"id": line_id, "product_id": self.bread.id}])
        self.assertEqual((error.code, error.errors[0]["field"]), (ErrorCode.UUID_TAKEN, "lines"))

    def test_history_is_a_managers(self) -> None:
        """A past time is taken from a manager, not from a server, and never from the future."""
        session = self.open(at="2023-01-01T10:00:00Z")
        order = self.order((self.bread, 1), ordered_at="2023-01-01T11:38:36Z")
        self.assertEqual(order["ordered_at"], "2023-01-01T11:38:36Z")
        self.assertEqual(order["business_date"], "2023-01-01")
        self.assertEqual(order["session_id"], session.id)
        with self.assertRaises(Forbidden):
            self.order(
                (self.bread, 1), caller=self.caller(Role.SERVER), ordered_at="2023-01-01T12:00:00Z"
            )
        error = self.refused(Invalid, ordered_at="2199-01-01T12:00:00Z")
        self.assertEqual(error.errors[0]["field"], "ordered_at")

    def test_same_key_makes_one_order(self) -> None:
        """The stored reply comes back; with another body the key is refused."""
        self.open()
        values = {"lines": [{"product_id": self.burger.id}]}
        first = self.runner()._command("order.create", values, "key-1")
        orders = self.env["pos.order"].search_count([])
        again = self.runner()._command("order.create", values, "key-1")
        self.assertEqual(again.body, first.body)
        self.assertEqual(again.headers, {"Idempotency-Replayed": "true"})
        with self.assertRaises(Invalid) as caught:
            self.runner()._command("order.create", {"lines": []}, "key-1")
        self.assertEqual(caught.exception.code, ErrorCode.IDEMPOTENCY_KEY_REUSED)
        self.assertEqual(self.env["pos.order"].search_count([]), orders)
        somebody = self.caller(user_id=self.env.ref("base.user_admin").id)
        other = self.runner(somebody)._command("order.create", values, "key-1")
        self.assertNotEqual(other.body, first.body)

    def test_a_price_list_prices(self) -> None:
        """The till's price list rules: a fixed price, and 10 % off a quantity."""
        prices = self.env["product.pricelist"].create(
            {
                "name": "Happy hour",
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": self.bread.id,
                            "fixed_price": 2.5,
                        }
                    ),
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": self.burger.id,
                            "compute_price": "percentage",
                            "percent_price": 10,
                            "min_quantity": 3,
                        }
                    ),
                ],
            }
        )
        self.till.write(
            {
                "use_pricelist": True,
                "available_pricelist_ids": [Command.set(prices.ids)],
                "pricelist_id": prices.id,
            }
        )
        self.open()
        few = self.order((self.bread, 1), (self.burger, 1))
        self.assertEqual(few["total"], self.money(250 + 1295))
        many = self.order((self.burger, 3))
        self.assertEqual(many["total"], self.money(3497))
