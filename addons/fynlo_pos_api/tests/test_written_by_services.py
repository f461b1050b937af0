from datetime import date
from typing import Any

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..const import Role
from ..models.account_move import ACCOUNTING_DATE
from .session_case import SessionCase


class TestWrittenByServices(SessionCase):
    """What only services write: no user can forge it over RPC."""

    def setUp(self) -> None:
        super().setUp()
        self.open()
        sold = self.order((self.burger, 2))
        self.sold = self.env["pos.order"].search([("uuid", "=", sold["id"])])
        groups = [self.env.ref(f"fynlo_pos_api.group_{Role.MANAGER}").id]
        self.person.group_ids = [Command.set(groups)]
        self.env.flush_all()

    def as_person(self, record: Any) -> Any:
        """The record, as a manager sees it in Odoo."""
        return record.with_user(self.person)

    def test_no_user_writes_a_version(self) -> None:
        order = self.as_person(self.sold)
        with self.assertRaises(AccessError):
            order.write({"fynlo_version": 7})
        with self.assertRaises(AccessError):
            self.as_person(self.env["pos.category"]).create({"name": "x", "fynlo_version": 7})
        self.assertEqual(self.sold.fynlo_version, 1)
        order.write({"general_customer_note": "No nuts"})
        self.assertEqual(self.sold.general_customer_note, "No nuts")

    def test_no_user_voids_by_writing(self) -> None:
        line = self.sold.lines
        for values in ({"fynlo_voided_quantity": 2}, {"fynlo_void_reason": "dropped"}):
            with self.assertRaises(AccessError):
                self.as_person(line).write(values)
            with self.assertRaises(AccessError):
                self.as_person(self.sold).write({"lines": [Command.update(line.id, values)]})
        self.assertEqual((line.fynlo_voided_quantity, line.fynlo_void_reason), (0, False))

    def test_odoos_till_does_not_load_them(self) -> None:
        loaded = self.as_person(self.sold).read()[0]
        self.assertNotIn("fynlo_version", loaded)
        self.assertIn("fynlo_order_type", loaded)

    def test_a_client_cannot_date_entries_by_the_context(self) -> None:
        forged = {ACCOUNTING_DATE: "2020-02-02"}
        moves = self.env["account.move"].with_context(**forged)
        move = moves.create({"move_type": "entry", "date": "2026-03-01"})
        self.assertEqual(move.date, date(2026, 3, 1))
