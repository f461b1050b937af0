from typing import Any

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from ..const import Role
from ..exceptions import Invalid, MalformedRequest, NotFound, VersionConflict
from ..services import customers
from .common import RestaurantCase, RestaurantHttpCase
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestCustomers(RestaurantCase):
    """Customers of the company."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.uk")
        cls.partners = cls.env["res.partner"]
        cls.zadie = cls.partners.create(
            {
                "name": "Zadie Quill-Ölz",
                "email": "Zadie@example.com",
                "phone": "07700 900712",
                "company_id": cls.company.id,
            }
        )

    def register(self, **values: Any) -> dict[str, Any]:
        """A customer, made by a server."""
        return self.run_command("customer.create", {"name": "Joe", **values}, Role.SERVER)

    def search(self, text: str) -> list[str]:
        """The names that a search finds."""
        found = self.run_query("customer.list", {"search": text}, Role.SERVER)
        return [item["name"] for item in found["items"]]

    def test_create(self) -> None:
        """Everything that is said comes back; the event names nobody."""
        made = self.register(
            name=" Zoë ",
            phone="020 7946 0711",
            email="z@example.com",
            street="1 Wharf Lane",
            city="London",
            postcode="E1 0ZZ",
            notes="Window\n<b>seat</b>",
            allergens=["nuts", "milk"],
            allergy_note="Traces too",
        )
        expected = {
            "version": 1,
            "name": "Zoë",
            "phone": "+442079460711",
            "email": "z@example.com",
            "street": "1 Wharf Lane",
            "city": "London",
            "postcode": "E1 0ZZ",
            "notes": "Window\n<b>seat</b>",
            "allergies": {"allergens": ["milk", "nuts"], "note": "Traces too"},
            "active": True,
        }
        self.assertEqual({name: made[name] for name in expected}, expected)
        self.assertEqual(self.run_query("customer.get", {"customer_id": made["id"]}), made)
        partner = self.partners.browse(made["id"])
        self.assertEqual((partner.company_id, partner.customer_rank), (self.company, 1))
        [event] = self.events("customer.created")
        self.assertEqual(event.payload, {"id": made["id"]})

    def test_a_wrong_phone_number(self) -> None:
        before = self.partners.search_count([])
        with self.assertRaises(Invalid) as caught:
            self.register(phone="12 34")
        self.assertEqual(caught.exception.errors[0]["field"], "phone")
        self.assertEqual(self.partners.search_count([]), before)

    def test_a_blank_name(self) -> None:
        before = self.partners.search_count([])
        for name in ("", "  ", "\x1f", "x" * 201):
            with self.assertRaises(Invalid) as caught:
                self.register(name=name)
            self.assertEqual(caught.exception.errors[0]["field"], "name")
        self.assertEqual(self.partners.search_count([]), before)

    def test_change(self) -> None:
        """What is not sent stays, null takes away, and an old version is refused."""
        made = self.register(phone="020 7946 0711", notes="VIP", allergens=["eggs"])
        changed = self.run_command(
            "customer.change",
            {"customer_id": made["id"], "notes": None, "allergens": ["fish"], "base_version": 1},
        )
        self.assertEqual((changed["version"], changed["notes"]), (2, None))
        self.assertEqual(changed["allergies"]["allergens"], ["fish"])
        self.assertEqual((changed["name"], changed["phone"]), ("Joe", "+442079460711"))
        [event] = self.events("customer.changed")
        expected = {"id": made["id"], "fields": ["allergens", "notes"]}
        self.assertEqual(event.payload, expected)
        with self.assertRaises(VersionConflict) as caught:
            values = {"customer_id": made["id"], "name": "Jo", "base_version": 1}
            self.run_command("customer.change", values)
        self.assertEqual(caught.exception.extra["current"], changed)
        self.assertEqual(self.partners.browse(made["id"]).name, "Joe")

    def test_archive(self) -> None:
        self.assertIsNone(self.run_command("customer.archive", {"customer_id": self.zadie.id}))
        self.assertFalse(self.zadie.active)
        self.assertEqual(self.search("zadie"), [])
        found = self.run_query("customer.get", {"customer_id": self.zadie.id})
        self.assertEqual((found["active"], found["version"]), (False, 1))
        self.run_command("customer.archive", {"customer_id": self.zadie.id})
        self.assertEqual(len(self.events("customer.archived")), 1)

    def test_search(self) -> None:
        self.register(name="Declan 100%", phone="07700 900713")
        for text in ("olz", "ZADIE", "quill zad", "zadie@ex", "07700 900712", "+44 7700 900 712"):
            self.assertEqual(self.search(text), ["Zadie Quill-Ölz"], text)
        self.assertEqual(self.search("900713"), ["Declan 100%"])
        self.assertEqual(self.search("0%"), ["Declan 100%"])
        self.assertEqual(self.search("1_0"), [])
        self.zadie.name = "Zadie Tennyson"
        self.assertEqual((self.search("olz"), self.search("tennyson")), ([], ["Zadie Tennyson"]))

    def test_a_search_goes_by_the_index(self) -> None:
        """Else it would read every customer."""
        partners = self.partners.sudo()
        domain = Domain("fynlo_customer", "=", True) & customers._has_trigrams(["nad", "adi"])
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        self.env.cr.execute(SQL("EXPLAIN %s", partners._search(domain).select()))
        plan = "\n".join(line for (line,) in self.env.cr.fetchall())
        self.assertIn("Bitmap Index Scan on res_partner_fynlo_trigrams", plan)

    def test_pages(self) -> None:
        names = [f"Page {number}" for number in range(5)]
        for name in names:
            self.register(name=name)
        pages, cursor = [], None
        while True:
            values = {"search": "page", "limit": 2, "cursor": cursor}
            found = self.run_query("customer.list", values)
            pages.append([item["name"] for item in found["items"]])
            cursor = found["next_cursor"]
            if cursor is None:
                break
        self.assertEqual(pages, [names[:2:-1], names[2:0:-1], names[:1]])
        with self.assertRaises(MalformedRequest):
            self.run_query("customer.list", {"cursor": "x"})

    def test_who_is_a_customer(self) -> None:
        """Not users, employees, the company, suppliers and addresses; the owner may say so."""
        supplier = self.partners.create({"name": "Fish Ltd", "supplier_rank": 1})
        address = self.partners.create({"name": "Dock", "type": "delivery"})
        employee = self.env["hr.employee"].create({"name": "Cook", "company_id": self.company.id})
        house = (
            self.users[Role.SERVER].partner_id | self.company.partner_id | supplier | address
        ) | employee.work_contact_id
        self.assertEqual(house.mapped("fynlo_customer"), [False] * 5)
        for partner in house:
            with self.assertRaises(NotFound):
                self.run_query("customer.get", {"customer_id": partner.id})
        shared = self.partners.create({"name": "Everyone's guest"})
        self.assertEqual(self.search("everyone"), ["Everyone's guest"])
        self.assertTrue(self.users[Role.CUSTOMER].partner_id.fynlo_customer)
        supplier.fynlo_customer = True
        self.assertEqual(self.search("fish ltd"), ["Fish Ltd"])
        shared.fynlo_customer = False
        self.assertEqual(self.search("everyone"), [])

    def test_another_company_knows_nothing(self) -> None:
        caller = self.caller(company_id=self.other_company.id, till_id=self.other_till.id)
        for command in ("customer.change", "customer.archive"):
            with self.assertRaises(NotFound):
                self.run_command(command, {"customer_id": self.zadie.id}, caller=caller)
        for query in ("customer.get", "customer.orders"):
            with self.assertRaises(NotFound):
                self.run_query(query, {"customer_id": self.zadie.id}, caller=caller)
        self.assertTrue(self.zadie.active)
        found = self.run_query("customer.list", {"search": "zadie"}, caller=caller)
        self.assertEqual(found["items"], [])


class TestCustomerOrders(SessionCase):
    """What a customer ordered, and the allergies on the order."""

    def setUp(self) -> None:
        super().setUp()
        self.open()
        self.guest = self.env["res.partner"].create({"name": "Carys", "fynlo_allergy_note": "Kiwi"})
        self.guest.fynlo_allergen_ids = self.env["fynlo.allergen"]._of(["milk", "eggs"])

    def test_history(self) -> None:
        """Newest first; what was paid is summed, open orders are listed only."""
        first = self.order((self.bread, 1), customer_id=self.guest.id)
        second = self.order((self.burger, 2), customer_id=self.guest.id)
        third = self.order((self.bread, 3), customer_id=self.guest.id)
        self.order((self.bread, 1))
        self.pay(first, self.cash, 310)
        self.pay(second, self.card, 2590)
        found = self.query("customer.orders", customer_id=self.guest.id, limit=2)
        expected = [(third["id"], "open"), (second["id"], "paid")]
        self.assertEqual([(item["id"], item["state"]) for item in found["items"]], expected)
        self.assertEqual((found["paid_count"], found["paid_total"]), (2, self.money(2900)))
        self.assertEqual(found["last_paid_order_at"], second["ordered_at"])
        cursor = found["next_cursor"]
        rest = self.query("customer.orders", customer_id=self.guest.id, cursor=cursor)
        self.assertEqual([item["id"] for item in rest["items"]], [first["id"]])
        self.assertEqual((rest["items"][0]["total"], rest["next_cursor"]), (self.money(310), None))
        elsewhere = self.caller(till_id=self._till("Kiosk").id)
        there = self.query("customer.orders", elsewhere, customer_id=self.guest.id)
        self.assertEqual((there["items"], there["paid_count"]), ([], 0))

    def test_nothing_ordered(self) -> None:
        found = self.query("customer.orders", customer_id=self.guest.id)
        self.assertEqual((found["items"], found["paid_total"]), ([], self.money(0)))
        self.assertIsNone(found["last_paid_order_at"])

    def test_allergies_are_on_the_order(self) -> None:
        order = self.order((self.bread, 1), customer_id=self.guest.id)
        self.assertEqual(order["allergies"], {"allergens": ["eggs", "milk"], "note": "Kiwi"})
        self.assertIsNone(self.order((self.bread, 1))["allergies"])


@tagged("post_install", "-at_install")
class TestCustomerRoutes(RestaurantHttpCase):
    """The routes of customers."""

    def test_a_customer_over_http(self) -> None:
        token = self.token(Role.SERVER)
        made = self.call("POST", "/customers", {"name": "Ann", "email": "a@b.example"}, token)
        self.assertEqual(made.status_code, 201)
        path = f"/customers/{made.json()['id']}"
        patched = self.call("PATCH", path, {"notes": "VIP"}, token, **{"If-Match": '"1"'})
        self.assertEqual((patched.status_code, patched.json()["notes"]), (200, "VIP"))
        self.assertEqual(patched.json()["email"], "a@b.example")
        stale = self.call("DELETE", path, None, token, **{"If-Match": '"1"'})
        self.assertEqual((stale.status_code, stale.json()["code"]), (409, "version_conflict"))
        self.assertEqual(stale.json()["current"], patched.json())
        gone = self.call("DELETE", path, None, token, **{"If-Match": '"2"'})
        self.assertEqual((gone.status_code, gone.content), (204, b""))
        self.assertEqual(self.call("GET", "/customers?search=ann", None, token).json()["items"], [])
        self.assertEqual(self.call("GET", "/customers/export", None, token).status_code, 403)
        manager = self.token(Role.MANAGER)
        exported = self.call("GET", "/customers/export", None, manager)
        self.assertEqual(exported.headers["Content-Type"], "text/csv; charset=utf-8")
        self.assertTrue(exported.text.startswith("name,phone,email,"))
