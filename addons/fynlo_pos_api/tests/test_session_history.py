from dataclasses import replace

from ..const import Role
from ..domain.roles import DEVICE_SCOPES
from ..exceptions import Forbidden, NotFound
from .session_case import SessionCase


class TestSessionHistory(SessionCase):
    """Reading the report of a closed session once more."""

    def test_the_report_is_that_of_the_closing(self) -> None:
        session = self.open(5000)
        self.pay(self.order((self.burger, 2), (self.bread, 1)), self.cash, 2900)
        closed = self.close(session, 7900)

        self.assertEqual(closed["report"]["gross"], self.money(2900))
        self.assertEqual(self.query("session.report", session_id=session.id), closed)

    def test_only_those_who_read_reports_read_it(self) -> None:
        session = self.open(5000)
        report = self.close(session, 5000)["report"]
        for role in Role:
            caller = self.caller(role)
            if role in {Role.OWNER, Role.MANAGER, Role.ACCOUNTANT}:
                read = self.query("session.report", caller, session_id=session.id)
                self.assertEqual(read["report"], report)
            else:
                with self.assertRaises(Forbidden):
                    self.query("session.report", caller, session_id=session.id)
        device = replace(self.caller(), scopes=DEVICE_SCOPES, role=None, employee_id=None)
        with self.assertRaises(Forbidden):
            self.query("session.report", device, session_id=session.id)

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
