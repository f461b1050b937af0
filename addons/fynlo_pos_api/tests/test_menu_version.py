from collections.abc import Callable
from typing import Any

from odoo import fields
from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from .menu_case import MenuCase

# A transaction of long ago, so that the next change is the first of its transaction.
_EARLIER = "UPDATE fynlo_menu_version SET raised_by = '3'"


@tagged("post_install", "-at_install")
class TestMenuVersion(MenuCase):
    """Each kind of change raises the version once, leaves one event and gives another tag."""

    def setUp(self) -> None:
        """Begin as if the menu had been made in an earlier transaction."""
        super().setUp()
        self.begin()

    def begin(self) -> None:
        """As in a transaction that has not changed the menu yet."""
        self.env.cr.flush()
        self.env.cr.execute(_EARLIER)

    def version(self, company: BaseModel | None = None) -> int:
        """The company's version, without raising what is pending."""
        self.env.cr.execute(
            "SELECT fynlo_version FROM fynlo_menu_version WHERE company_id = %s",
            [(company or self.company).id],
        )
        return self.env.cr.fetchone()[0]

    def tag(self) -> str:
        """The entity tag that the till gets."""
        return self.runner()._query("menu.read", {}).headers["ETag"]

    def events(self, company: BaseModel | None = None) -> BaseModel:
        """The menu.changed events of the company."""
        return self.env["fynlo.event"].search(
            [("name", "=", "menu.changed"), ("company_id", "=", (company or self.company).id)]
        )

    def assert_raised(self, change: Callable[[], Any], times: int = 1) -> None:
        """The change raises the version so often, with as many events."""
        self.begin()
        version, events, tag = self.version(), len(self.events()), self.tag()
        change()
        self.env.cr.flush()
        self.assertEqual(self.version(), version + times)
        self.assertEqual(len(self.events()), events + times)
        self.assertEqual(self.tag() == tag, not times)

    def test_products(self) -> None:
        """Whatever a till shows of a dish, and dishes that come and go."""
        burger = self.burger.product_tmpl_id
        mistake = self._dish("Mistake", 1, self.zero).product_tmpl_id
        changes: dict[str, Callable[[], Any]] = {
            "name": lambda: burger.write({"name": "Cheeseburger"}),
            "price": lambda: burger.write({"list_price": 13}),
            "price of the variant": lambda: self.bread.write({"lst_price": 4}),
            "taxes": lambda: burger.write({"taxes_id": [Command.set(self.zero.ids)]}),
            "category": lambda: burger.write({"pos_categ_ids": [Command.clear()]}),
            "barcode": lambda: self.burger.write({"barcode": "5000000000024"}),
            "description": lambda: burger.write({"public_description": "New"}),
            "not for sale": lambda: burger.write({"sale_ok": False}),
            "archived": lambda: self.bread.product_tmpl_id.write({"active": False}),
            "new": lambda: self._dish("New", 1, self.zero),
            "deleted": mistake.unlink,
            "translated": lambda: burger.update_field_translations("name", {"en_US": "Bun"}),
            "choices of a set menu": lambda: self.course.combo_item_ids[1].write(
                {"extra_price": 3}
            ),
            "course": lambda: self.course.write({"qty_max": 2}),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.assert_raised(change)

    def test_modifiers(self) -> None:
        """Attributes, their values, and both as a dish has them."""
        line = self.burger.attribute_line_ids[0]
        value = line.product_template_value_ids[0]
        changes: dict[str, Callable[[], Any]] = {
            "extra price": lambda: value.write({"price_extra": 0.5}),
            "value's name": lambda: self.sauce.value_ids[0].write({"name": "Aioli"}),
            "free text": lambda: self.sauce.value_ids[0].write({"is_custom": True}),
            "several": lambda: self.sauce.write({"display_type": "multi"}),
            "fewer choices": lambda: line.write(
                {"value_ids": [Command.set(self.sauce.value_ids[:1].ids)]}
            ),
            "none": line.unlink,
            "another": lambda: self._offer(self.bread.product_tmpl_id, self.sauce),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.assert_raised(change)

    def test_terms(self) -> None:
        """Categories, taxes, price lists, fiscal positions, tills, the company, currencies."""
        create = self.env.__getitem__
        pricelist = create("product.pricelist").create({"name": "Prices"})
        rule = create("product.pricelist.item").create(
            {"pricelist_id": pricelist.id, "fixed_price": 1}
        )
        position = create("account.fiscal.position").create({"name": "Takeaway"})
        currency = self.till.currency_id
        changes: dict[str, Callable[[], Any]] = {
            "new category": lambda: create("pos.category").create({"name": "Drinks"}),
            "category": lambda: self.mains.write({"sequence": 8}),
            "tax rate": lambda: self.standard.write({"amount": 17.5}),
            "tax included": lambda: self.zero.write({"price_include_override": "tax_excluded"}),
            "rule": lambda: rule.write({"fixed_price": 2}),
            "no rule": rule.unlink,
            "price list": lambda: pricelist.write({"company_id": False}),
            "fiscal position": lambda: position.write({"tax_ids": [Command.set(self.zero.ids)]}),
            "tip": lambda: self.till.write({"tip_product_id": self.bread.id}),
            "till": lambda: self.till.write({"limit_categories": True}),
            "till's price list": lambda: self.till.write(
                {
                    "use_pricelist": True,
                    "available_pricelist_ids": [Command.set(pricelist.ids)],
                    "pricelist_id": pricelist.id,
                }
            ),
            "company": lambda: self.company.write({"account_price_include": "tax_included"}),
            "language": lambda: self.company.partner_id.write({"lang": "en_US"}),
            "currency": lambda: currency.write({"name": currency.name}),
            "rate": lambda: create("res.currency.rate").create(
                {"currency_id": currency.id, "name": "2001-02-03", "rate": 2}
            ),
        }
        for name, change in changes.items():
            with self.subTest(name):
                self.assert_raised(change)

    def test_what_is_no_part_of_the_menu(self) -> None:
        """An order, a session, a note on a dish or on a till: no till reads its menu again."""

        def work() -> None:
            self.open()
            self.command("order.create", lines=[{"product_id": self.bread.id}])
            self.burger.product_tmpl_id.description = "Ask the chef"
            self.burger.standard_price = 4
            self.till.receipt_footer = "Thank you"
            self.company.partner_id.street = "Elsewhere"

        self.assert_raised(work, times=0)

    def test_a_price_list_that_builds_on_cost(self) -> None:
        """With such a rule the cost alters a price, by whichever door it is written."""
        template = self.burger.product_tmpl_id
        self.assert_raised(lambda: template.write({"standard_price": 3}), times=0)
        rule = {"base": "standard_price", "compute_price": "formula", "price_markup": 200}
        self.env["product.pricelist"].create(
            {"name": "On cost", "item_ids": [Command.create(rule)]}
        )
        self.assert_raised(lambda: self.burger.write({"standard_price": 4}))
        self.assert_raised(lambda: template.write({"standard_price": 5}))

    def test_once_a_transaction(self) -> None:
        """Many changes, also across savepoints, are one version and one event."""

        def change() -> None:
            self.burger.list_price = 1
            with self.env.cr.savepoint():
                self.burger.list_price = 2
                self.mains.name = "Main dishes"
            self.env.cr.flush()
            self.bread.list_price = 3

        self.assert_raised(change)

    def test_a_change_that_was_undone_and_one_that_stays(self) -> None:
        """A savepoint that is rolled back takes its version along; the next change has one."""
        version = self.version()
        savepoint = self.env.cr.savepoint()
        self.burger.list_price = 1
        self.env.cr.flush()
        self.assertEqual(self.version(), version + 1)
        savepoint.close(rollback=True)
        self.assertEqual(self.version(), version)
        self.bread.list_price = 2
        self.env.cr.flush()
        self.assertEqual(self.version(), version + 1)

    def test_only_the_companies_concerned(self) -> None:
        """A company's own dish is its own; a shared one and a category are everybody's."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        branch = self.env["res.company"].create({"name": "Branch", "parent_id": self.company.id})
        self.bread.company_id = self.company
        moved = {"company_id": other.id, "taxes_id": False}
        for change, raised in (
            (lambda: self.bread.write({"list_price": 1}), (1, 1, 0)),
            (lambda: self.burger.write({"list_price": 1}), (1, 1, 1)),
            (lambda: self.mains.write({"name": "All"}), (1, 1, 1)),
            (lambda: self.bread.product_tmpl_id.write(moved), (1, 1, 1)),
        ):
            self.begin()
            companies = (self.company, branch, other)
            before = [self.version(company) for company in companies]
            change()
            self.env.cr.flush()
            after = [self.version(company) for company in companies]
            self.assertEqual(tuple(b - a for a, b in zip(before, after, strict=True)), raised)

    def test_a_new_company_has_a_menu(self) -> None:
        """Its menu can be read at once, and its first event is version 1."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        menu = self.menu(self.caller(company_id=other.id, till_id=None))
        self.assertEqual((menu["version"], len(self.events(other))), (1, 1))

    def test_the_event(self) -> None:
        """It says which version, what changed, and who did it."""
        self.edit("menu.create_category", name="Drinks")
        event = self.events()[0]
        self.assertEqual(event.version, self.version())
        self.assertEqual(event.payload, {"changed": ["pos.category"]})
        self.assertEqual(event.user_id, self.person)
        self.assertEqual(event.employee_id, self.employee)

    def test_a_read_sees_what_its_own_transaction_changed(self) -> None:
        """And what is not committed is marked, so that it is not kept for others."""
        versions = self.env["fynlo.menu.version"]
        at = fields.Datetime.now()
        before = versions._state(self.company.id, at)
        self.burger.list_price = 1
        after = versions._state(self.company.id, at)
        self.assertEqual((before.uncommitted, after.uncommitted), (False, True))
        self.assertEqual(after.version, before.version + 1)
        self.assertNotEqual(after.mark, before.mark)
