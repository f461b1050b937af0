from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, NotFound
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestSessionPrint(SessionCase):
    """The report of a session as a page."""

    def _html(self, session_id: int, role: Role = Role.MANAGER) -> str:
        reply = self.runner(self.caller(role))._query(
            "session.print_report", {"session_id": session_id}
        )
        self.assertEqual(reply.headers["Content-Type"], "text/html; charset=utf-8")
        return reply.body.decode()

    def test_the_page_has_the_figures(self) -> None:
        self.till.name = "Bar <script>alert(1)</script>"
        session = self.open(10000)
        self.pay(self.order((self.burger, 2)), self.cash, 2590)
        self.close(session, 12500)
        html = self._html(session.id)

        self.assertTrue(html.startswith("<!DOCTYPE html>\n<html"))
        for text in ("Z report", "Expected", "Difference", "Standard of the test", "Kim"):
            self.assertIn(text, html)
        currency = session.currency_id
        for amount in (125.90, 125.00, -0.90, 25.90, 21.58, 4.32):
            self.assertIn(currency.format(amount), html)
        self.assertNotIn("<script>", html)
        self.assertIn("&lt;script&gt;", html)

    def test_who_may_print(self) -> None:
        session = self.open(0)
        with self.assertRaises(NotFound):
            self._html(session.id)
        self.close(session, 0)
        with self.assertRaises(Forbidden):
            self._html(session.id, Role.CASHIER)

    def test_odoo_prints_it_too(self) -> None:
        session = self.open(0)
        manager = self.env.ref("fynlo_pos_api.group_manager")
        self.person.write({"group_ids": [(4, manager.id)]})
        self.env.flush_all()
        report = self.env["ir.actions.report"].with_user(self.person)
        name = "fynlo_pos_api.session_report_document"
        html, kind = report._render_qweb_html(name, session.ids)
        self.assertEqual(kind, "html")
        self.assertIn("X report", str(html, "utf-8"))
        self.close(session, 0)
        html, _ = report._render_qweb_html(name, session.ids)
        self.assertIn("Z report", str(html, "utf-8"))
        action = session.action_fynlo_report()
        self.assertEqual(action["report_name"], name)

    def test_odoo_prints_it_for_nobody_else(self) -> None:
        session = self.open(0)
        pages = self.env["report.fynlo_pos_api.session_report_document"].with_user(self.person)
        with self.assertRaises(Forbidden):
            pages._get_report_values(session.ids)
