from ..exceptions import NotFound
from .session_case import SessionCase


class TestSessionHistory(SessionCase):
    """Reading the report of a closed session once more."""

    def test_the_report_is_that_of_the_closing(self) -> None:
        session = self.open(5000)
        self.pay(self.order((self.burger, 2), (self.bread, 1)), self.cash, 2900)
        closed = self.close(session, 7900)

        self.assertEqual(closed["report"]["gross"], self.money(2900))
        self.assertEqual(self.query("session.report", session_id=session.id), closed)

    def test_an_open_session_has_no_report(self) -> None:
        session = self.open(5000)
        with self.assertRaises(NotFound):
            self.query("session.report", session_id=session.id)

    def test_the_session_of_another_till_is_not_found(self) -> None:
        session = self.open(5000)
        self.close(session, 5000)
        self.till = self._till("Terrace")
        with self.assertRaises(NotFound):
            self.query("session.report", session_id=session.id)
