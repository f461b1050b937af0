import json
import re
from typing import Any
from unittest.mock import patch

from odoo.tests import tagged

from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestWebTills(SessionCase):
    """Odoo's own till in a browser reads the orders that the API changes."""

    def _statements(self) -> list[str]:
        """How the statements of a sale begin, without the names of savepoints."""
        self.env.flush_all()
        self.env.invalidate_all()
        statements: list[str] = []
        execute = type(self.env.cr).execute

        def recording(cursor: object, query: object, *args: object, **values: object) -> object:
            text = str(getattr(query, "code", query))
            statements.append(re.sub(r'"[0-9a-f-]{36}"', "", text)[:80])
            return execute(cursor, query, *args, **values)

        with patch.object(type(self.env.cr), "execute", recording):
            self.order((self.burger, 1), (self.bread, 1))
            self.env.cr.flush()
        return statements

    def _sent(self) -> list[dict[str, Any]]:
        """What was sent on the till's own channel."""
        self.env.cr.flush()
        found = []
        for item in self.env["bus.bus"].search([("id", ">", self.last.id)], order="id"):
            channel = json.loads(item.channel)
            if channel[-1] == self.till.access_token:
                found.append(json.loads(item.message))
        return found

    def test_it_is_told_of_each_change_of_an_order(self) -> None:
        session = self.open()
        self.last = self.env["bus.bus"].search([], order="id desc", limit=1)
        order = self.order((self.burger, 1))
        self.pay(order, self.card, 1295)
        made = self.env["pos.order"].search([("uuid", "=", order["id"])])
        message = {
            "type": f"{self.till.access_token}-SYNCHRONISATION",
            "payload": {
                "static_records": {},
                "session_id": session.id,
                "device_identifier": "fynlo",
                "records": {"pos.order": made.ids},
            },
        }
        self.assertEqual(self._sent(), [message, message])

    def test_what_is_no_order_is_not_told(self) -> None:
        session = self.open()
        self.last = self.env["bus.bus"].search([], order="id desc", limit=1)
        self.command("session.count_cash", session_id=session.id, counted_cash=self.money(0))
        self.assertEqual(self._sent(), [])

    def test_it_costs_a_sale_no_statement(self) -> None:
        self.open()
        for _ in range(3):
            self._statements()
        told = self._statements()
        outbox = type(self.env["fynlo.outbox"])
        self.patch(outbox, "_tell_web_tills", lambda service, events: None)
        untold = self._statements()
        self.assertEqual(told, untold)
        self.assertGreater(len(told), 5)
