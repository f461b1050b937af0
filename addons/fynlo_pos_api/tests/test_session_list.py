from datetime import timedelta

from odoo import fields

from ..const import Role
from ..exceptions import MalformedRequest, NotFound
from .session_case import SessionCase


class TestSessionList(SessionCase):
    """Sessions by till, date and state."""

    def _ids(self, **values: object) -> list[int]:
        everywhere = self.caller(till_id=None)
        return [item["id"] for item in self.query("session.list", everywhere, **values)["items"]]

    def test_filters(self) -> None:
        first = self.open(0, at="2023-07-01T10:00:00Z")
        self.close(first, 0, at="2023-07-02T02:00:00Z")
        second = self.open(0, at="2023-07-02T03:30:00Z")
        bar, self.till = self.till, self._till("Terrace")
        third = self.open(0)

        known = [third.id, second.id, first.id]
        self.assertEqual([one for one in self._ids(limit=200) if one in known], known)
        self.assertEqual(self._ids(till_id=bar.id), [second.id, first.id])
        self.assertEqual(self._ids(till_id=bar.id, state="closed"), [first.id])
        self.assertEqual(self._ids(till_id=bar.id, state="open"), [second.id])
        # 03:30 UTC is half past four in London: the business day before has ended.
        self.assertEqual(self._ids(till_id=bar.id, opened_to="2023-07-01"), [first.id])
        self.assertEqual(self._ids(till_id=bar.id, opened_from="2023-07-02"), [second.id])
        tomorrow = str(fields.Date.today() + timedelta(days=2))
        self.assertEqual(self._ids(opened_from=tomorrow), [])

    def test_pages(self) -> None:
        sessions = []
        for _ in range(3):
            sessions.append(self.open(0))
            self.close(sessions[-1], 0)
        pages, cursor = [], None
        while True:
            page = self.query("session.list", cursor=cursor, limit=2)
            pages.append([item["id"] for item in page["items"]])
            cursor = page["next_cursor"]
            if cursor is None:
                break
        newest = [session.id for session in reversed(sessions)]
        self.assertEqual(pages, [newest[:2], newest[2:]])
        with self.assertRaises(MalformedRequest):
            self.query("session.list", cursor="nonsense")

    def test_a_device_sees_its_own_till(self) -> None:
        mine = self.open(0)
        bar, self.till = self.till, self._till("Terrace")
        self.assertEqual(self.query("session.list")["items"], [])
        self.assertEqual(self.query("session.list", till_id=bar.id)["items"], [])
        with self.assertRaises(NotFound):
            self.query("session.get", session_id=mine.id)
        self.till = bar
        found = self.query("session.get", self.caller(Role.SERVER), session_id=mine.id)
        self.assertEqual(found, self.query("session.current"))

    def test_one_that_odoo_is_opening_is_none_yet(self) -> None:
        self.till.open_ui()
        opening = self.till.current_session_id
        self.assertEqual(opening.state, "opening_control")
        self.assertEqual(self.query("session.list")["items"], [])
        with self.assertRaises(NotFound):
            self.query("session.get", session_id=opening.id)
