from ..exceptions import Conflict, Invalid
from .table_case import TableCase


class TestTableChanges(TableCase):
    """PATCH of a table."""

    def test_waiter_and_covers(self) -> None:
        """Null takes away; what is not sent stays."""
        sam = self.env["hr.employee"].create({"name": "Sam", "company_id": self.company.id})
        self.do("seat", self.one, covers=2)
        changed = self.do("change", self.one, waiter_id=sam.id)
        self.assertEqual(changed["waiter"], {"id": sam.id, "name": "Sam"})
        self.assertEqual((changed["covers"], changed["state"]), (2, "seated"))
        changed = self.do("change", self.one, covers=5, waiter_id=None)
        self.assertEqual((changed["covers"], changed["waiter"]), (5, None))
        [event, _] = self.events("table.changed")
        self.assertEqual(event, {"id": self.one.id, "fields": ["covers", "waiter_id"]})

    def test_blocked(self) -> None:
        blocked = self.do("change", self.one, blocked=True)
        self.assertEqual((blocked["state"], blocked["blocked"]), ("blocked", True))
        with self.assertRaises(Conflict):
            self.do("seat", self.one)
        self.assertEqual(self.do("change", self.one, blocked=False)["state"], "free")
        self.do("seat", self.one)
        with self.assertRaises(Conflict) as caught:
            self.do("change", self.one, blocked=True)
        self.assertEqual(caught.exception.extra["current"]["state"], "seated")
        self.assertFalse(self.one.fynlo_blocked_at)

    def test_reserved(self) -> None:
        """Until the guests sit down, or nobody comes."""
        taken = {"name": "Evans", "at": "2199-01-01T19:00:00+01:00"}
        reserved = self.do("change", self.one, reservation=taken)
        expected = {"name": "Evans", "at": "2199-01-01T18:00:00Z"}
        self.assertEqual((reserved["state"], reserved["reservation"]), ("reserved", expected))
        self.assertIsNone(self.do("change", self.one, reservation=None)["reservation"])
        self.do("change", self.one, reservation=taken)
        seated = self.do("seat", self.one)
        self.assertEqual((seated["state"], seated["reservation"]), ("seated", None))

    def test_nothing_sent_is_no_event(self) -> None:
        self.assertEqual(self.do("change", self.one)["version"], 0)
        self.assertEqual(self.events("table.changed"), [])


class TestTableGroups(TableCase):
    """Tables that stand together."""

    def test_one_party_at_two_tables(self) -> None:
        """Both have the state, the guests and the orders of both."""
        self.do("seat", self.one, covers=4)
        self.do("seat", self.two, covers=3)
        merged = self.do("merge", self.one, table_ids=[self.two.id])
        self.assertEqual((merged["state"], merged["covers"]), ("seated", 7))
        self.assertEqual(merged["merged_with"], [self.two.id])
        order = self.order_at(self.two)
        for table in (self.one, self.two):
            shown = self.shown(table)
            self.assertEqual((shown["state"], shown["covers"]), ("ordered", 7))
            self.assertEqual([item["id"] for item in shown["orders"]], [order["id"]])
        self.assertEqual(self.shown(self.two)["merged_into"], self.one.id)
        self.assertEqual(self.do("bill", self.two)["id"], self.one.id)
        self.assertEqual(self.state(self.two), "bill_asked")
        self.later()
        self.pay(order, self.cash, 310)
        self.assertEqual((self.state(self.one), self.state(self.two)), ("dirty", "dirty"))
        clean = self.do("clean", self.one)
        self.assertEqual((clean["state"], clean["merged_with"]), ("free", []))
        self.assertFalse(self.two.parent_id)

    def test_unmerge(self) -> None:
        """One table, or all; what is ordered at the main table stays there."""
        self.do("merge", self.one, table_ids=[self.two.id, self.three.id])
        self.order_at(self.one)
        alone = self.do("unmerge", self.two)
        self.assertEqual((alone["state"], alone["merged_into"]), ("free", None))
        self.assertEqual(self.state(self.three), "ordered")
        main = self.do("unmerge", self.one)
        self.assertEqual((main["state"], main["merged_with"]), ("ordered", []))
        self.assertEqual(self.state(self.three), "free")
        version = self.one.fynlo_version
        self.assertEqual(self.do("unmerge", self.one)["version"], version)

    def test_what_cannot_be_put_together(self) -> None:
        elsewhere = self.env["restaurant.floor"].create({"name": "Attic"})
        far = self.env["restaurant.table"].create({"floor_id": elsewhere.id, "table_number": 9})
        for table_id in (self.one.id, far.id):
            with self.assertRaises(Invalid) as caught:
                self.do("merge", self.one, table_ids=[self.two.id, table_id])
            self.assertEqual(caught.exception.errors[0]["field"], "table_ids.1")
        self.do("change", self.three, blocked=True)
        with self.assertRaises(Conflict) as conflict:
            self.do("merge", self.one, table_ids=[self.three.id])
        self.assertEqual(conflict.exception.extra["current"]["id"], self.three.id)
        self.assertFalse((self.one | self.two | self.three).parent_id)
        self.assertEqual(self.events("table.merged"), [])
