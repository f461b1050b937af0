from uuid import NAMESPACE_URL, uuid5

from odoo.tests import tagged

from ..exceptions import MalformedRequest
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestOrderQuery(SessionCase):
    """order.list: filters and pages."""

    def ids(self, **filters: object) -> list[str]:
        """The ids of the orders that the filters leave, in their order."""
        return [order["id"] for order in self.query("order.list", **filters)["items"]]

    def test_pages_meet(self) -> None:
        """Newest first; the pages of two together are the whole list."""
        self.open()
        orders = [self.order((self.bread, 1))["id"] for _ in range(5)]
        pages, cursor = [], None
        while True:
            page = self.query("order.list", limit=2, cursor=cursor)
            pages.append([order["id"] for order in page["items"]])
            cursor = page["next_cursor"]
            if cursor is None:
                break
        self.assertEqual(pages, [orders[:2:-1], orders[2:0:-1], orders[:1]])

    def test_filters(self) -> None:
        """By session, state, business date and change."""
        session = self.open(at="2023-01-02T08:00:00Z")
        late = self.order((self.bread, 1), ordered_at="2023-01-03T01:30:00Z")
        paid = self.order((self.bread, 1), ordered_at="2023-01-02T12:00:00Z")
        self.pay(paid, self.cash, 310)
        self.assertEqual(self.ids(session_id=session.id), [paid["id"], late["id"]])
        self.assertEqual(self.ids(state="paid"), [paid["id"]])
        self.assertEqual(self.ids(state="open"), [late["id"]])
        self.assertEqual(self.ids(date="2023-01-02"), [paid["id"], late["id"]])
        self.assertEqual(self.ids(date="2023-01-03"), [])
        self.assertEqual(self.ids(updated_since="2199-01-01T00:00:00Z"), [])
        self.assertEqual(len(self.ids(updated_since="2020-01-01T00:00:00+02:00")), 2)

    def test_an_order_with_a_foreign_uuid_is_listed(self) -> None:
        """Odoo's own till and imports may write any text; the order is listed all the same."""
        session = self.open()
        made = self.order((self.bread, 1))
        order = session.order_ids
        other = order.copy({"uuid": "imported-7", "pos_reference": "imported-7"})
        other.lines[0].uuid = "7/1"
        self.env.flush_all()
        listed = {item["id"]: item for item in self.query("order.list")["items"]}
        expected = str(uuid5(NAMESPACE_URL, f"fynlo:pos.order/{other.id}"))
        self.assertEqual(set(listed), {made["id"], expected})
        line = uuid5(NAMESPACE_URL, f"fynlo:pos.order.line/{other.lines[0].id}")
        self.assertEqual([line["id"] for line in listed[expected]["lines"]], [str(line)])

    def test_an_order_without_a_uuid_is_listed(self) -> None:
        """A row that SQL brought in has none."""
        session = self.open()
        self.order((self.bread, 1))
        session.order_ids.uuid = False
        expected = str(uuid5(NAMESPACE_URL, f"fynlo:pos.order/{session.order_ids.id}"))
        self.assertEqual(self.ids(), [expected])
        self.assertEqual(self.ids(), [expected])

    def test_broken_cursor(self) -> None:
        """A cursor that we did not make is told as such."""
        with self.assertRaises(MalformedRequest) as caught:
            self.query("order.list", cursor="abc")
        self.assertEqual(caught.exception.errors[0]["field"], "cursor")
