from typing import Any
from uuid import uuid4

from odoo.models import BaseModel

from ..const import ErrorCode, Role
from ..exceptions import (
    ApprovalRequired,
    Conflict,
    Forbidden,
    FynloError,
    Invalid,
    NotFound,
    VersionConflict,
)
from .session_case import SessionCase


class CashCase(SessionCase):
    """Reasons, limits, and a manager who approves."""

    @classmethod
    def setUpClass(cls) -> None:
        """Take the company's own reasons and limits."""
        super().setUpClass()
        cls.limits = cls.env["fynlo.role.limit"].search(
            [("company_id", "=", cls.company.id), ("role", "=", "cashier")]
        )
        cls.limits.write(
            {"paid_out_amount": 20.0, "may_open_drawer": False, "cash_difference": 2.0}
        )
        cls.manager = cls.env["hr.employee"].create(
            {"name": "Mo", "fynlo_role": "manager", "pin": "4826"}
        )
        cls.approval = {"employee_id": cls.manager.id, "pin": "4826"}

    def why(self, kind: str) -> BaseModel:
        """The first reason of a kind."""
        domain = [("company_id", "=", self.company.id), ("kind", "=", kind)]
        return self.env["fynlo.reason"].search(domain, limit=1)

    def move(self, session: BaseModel, kind: str, amount: int, **values: Any) -> dict[str, Any]:
        """Move so much cash, with the first reason of its kind."""
        if kind != "safe_drop":
            values.setdefault("reason_id", self.why(kind).id)
        return self.command(
            "session.move_cash",
            session_id=session.id,
            kind=kind,
            amount=self.money(amount),
            **values,
        )

    def refused(self, error: type[FynloError], field: str, *args: Any, **values: Any) -> None:
        """A movement is refused by that field, and nothing is written."""
        session = args[0]
        with self.assertRaises(error) as caught:
            self.move(*args, **values)
        self.assertEqual([item["field"] for item in caught.exception.errors], [field])
        self.assertFalse(session.statement_line_ids)
        self.assertEqual(self.events("session.cash_moved"), [])


class TestCashMovements(CashCase):
    """Cash paid in, paid out, and dropped into the safe."""

    def test_cash_paid_in_is_posted_with_its_reason(self) -> None:
        session = self.open(10000)
        reply = self.move(session, "paid_in", 2050, note="From the bank")

        [line] = session.statement_line_ids
        reason = self.why("paid_in")
        self.assertEqual(line.amount, 20.5)
        self.assertEqual(line.journal_id, self.cash.journal_id)
        self.assertEqual(
            line.payment_ref,
            f"{session.name}-Cash in-Paid in: {reason.name}: From the bank",
        )
        self.assertEqual((line.move_id.state, line.employee_id), ("posted", self.employee))
        self.assertEqual(line.date, self.company._fynlo_business_date(session.start_at))
        movement = {
            "id": line.id,
            "kind": "paid_in",
            "amount": self.money(2050),
            "reason_id": reason.id,
            "reason": reason.name,
            "note": "From the bank",
            "made_by": "Kim",
            "approved_by": None,
            "moved_at": reply["movement"]["moved_at"],
        }
        self.assertEqual(reply, {"movement": movement, "session_version": 2})
        self.assertEqual(self.events("session.cash_moved"), [movement])
        listed = self.query("session.cash_movements", session_id=session.id)
        self.assertEqual(listed, {"items": [movement], "next_cursor": None})

    def test_the_closing_expects_what_was_moved(self) -> None:
        session = self.open(10000)
        self.move(session, "paid_in", 2000)
        self.move(session, "paid_out", 550)
        self.move(session, "safe_drop", 5000)
        self.pay(self.order((self.bread, 1)), self.cash, 310)
        report = self.close(session, 6760)["report"]

        names = ("opening_float", "cash_in", "paid_in", "paid_out", "safe_drops", "cash_moved")
        amounts = [report[name]["amount"] for name in names]
        self.assertEqual(amounts, [10000, 310, 2000, 550, 5000, -3550])
        self.assertEqual(report["expected_cash"], self.money(6760))
        self.assertEqual(report["difference"], self.money(0))
        self.assertEqual(sum(session.statement_line_ids.mapped("amount")), -32.4)
        self.assertTrue(report["journal_entry"]["balanced"])

    def test_a_safe_drop_goes_to_the_safe(self) -> None:
        safe = self._account("asset_cash", "Safe")
        self.company.fynlo_safe_account_id = safe
        session = self.open(10000)
        self.move(session, "safe_drop", 4000)
        self.move(session, "paid_out", 500)

        drop, paid_out = session.statement_line_ids.sorted("id").mapped("move_id")
        self.assertEqual(drop.line_ids.filtered(lambda line: line.account_id == safe).debit, 40.0)
        self.assertNotIn(safe, paid_out.line_ids.account_id)

    def test_what_odoos_till_moves_is_listed(self) -> None:
        session = self.open(10000)
        extras = {"translatedType": "out"}
        session.try_cash_in_out("out", 5.0, "Window cleaner", False, extras)
        [item] = self.query("session.cash_movements", session_id=session.id)["items"]
        self.assertEqual((item["kind"], item["amount"]), ("paid_out", self.money(500)))
        self.assertEqual((item["note"], item["reason_id"]), ("out-Window cleaner", None))

    def test_more_than_the_limit_needs_a_manager(self) -> None:
        session, cashier = self.open(10000), self.caller(Role.CASHIER)
        self.refused(ApprovalRequired, "approval", session, "paid_out", 2001, caller=cashier)

        self.move(session, "paid_out", 2000, caller=cashier)
        reply = self.move(session, "paid_out", 2001, caller=cashier, approval=self.approval)
        self.assertEqual(reply["movement"]["approved_by"], "Mo")
        approvers = self.event("session.cash_moved").mapped("approver_id")
        self.assertEqual(approvers, self.manager)
        self.assertEqual(session.statement_line_ids.fynlo_approver_id, self.manager)

    def test_what_is_wrong_is_named(self) -> None:
        session = self.open(10000)
        self.refused(Invalid, "amount.amount", session, "paid_in", 0)
        self.refused(Invalid, "amount.amount", session, "paid_in", -5)
        self.refused(Invalid, "reason_id", session, "paid_in", 5, reason_id=None)
        other = self.why("paid_out").id
        self.refused(Invalid, "reason_id", session, "paid_in", 5, reason_id=other)
        self.refused(Invalid, "reason_id", session, "safe_drop", 5, reason_id=other)

    def test_a_till_without_cash_moves_none(self) -> None:
        self.till.payment_method_ids = self.card
        self.refused(Invalid, "amount", self.open(0), "safe_drop", 100)

    def test_a_stale_version_is_refused(self) -> None:
        session = self.open(10000)
        self.move(session, "paid_in", 100, base_version=1)
        with self.assertRaises(VersionConflict) as caught:
            self.move(session, "paid_in", 100, base_version=1)
        self.assertEqual(caught.exception.extra["current"]["version"], 2)
        self.assertEqual(len(session.statement_line_ids), 1)

    def test_a_closed_session_moves_no_cash(self) -> None:
        session = self.open(10000)
        self.close(session, 10000)
        with self.assertRaises(Conflict) as caught:
            self.move(session, "paid_in", 100)
        self.assertEqual(caught.exception.code, ErrorCode.SESSION_NOT_OPEN)
        self.assertFalse(session.statement_line_ids)

    def test_the_same_key_moves_once(self) -> None:
        session, key = self.open(10000), str(uuid4())
        values = {"session_id": session.id, "kind": "safe_drop", "amount": self.money(100)}
        first = self.runner()._command("session.move_cash", values, key)
        again = self.runner()._command("session.move_cash", values, key)
        self.assertEqual(first.body, again.body)
        self.assertEqual(session.statement_line_ids.mapped("amount"), [-1.0])

    def test_who_may_move_cash(self) -> None:
        session = self.open(10000)
        for role in (Role.SERVER, Role.KITCHEN, Role.ACCOUNTANT):
            with self.assertRaises(Forbidden):
                self.move(session, "paid_in", 100, caller=self.caller(role))
        other = self.caller(till_id=self._till("Terrace").id)
        with self.assertRaises(NotFound):
            self.move(session, "paid_in", 100, caller=other)
        self.assertFalse(session.statement_line_ids)


class TestNoSale(CashCase):
    """The drawer opened without a sale."""

    def _open_drawer(self, session: BaseModel, **values: Any) -> dict[str, Any]:
        reason_id = values.pop("reason_id", self.why("no_sale").id)
        return self.command(
            "session.open_drawer", session_id=session.id, reason_id=reason_id, **values
        )

    def test_it_is_noted_and_counted(self) -> None:
        session, cashier = self.open(10000), self.caller(Role.CASHIER)
        with self.assertRaises(ApprovalRequired):
            self._open_drawer(session, caller=cashier)
        self.assertFalse(session.fynlo_drawer_opening_ids)

        self._open_drawer(session, note="Coins for the parking meter")
        reply = self._open_drawer(session, caller=cashier, approval=self.approval)
        self.assertEqual(reply["no_sale_count"], 2)
        self.assertEqual((reply["opened_by"], reply["approved_by"]), ("Kim", "Mo"))
        first = session.fynlo_drawer_opening_ids.sorted("id")[0]
        self.assertEqual(first.note, "Coins for the parking meter")
        self.assertEqual((first.employee_id, first.reason_id.kind), (self.employee, "no_sale"))
        self.assertFalse(first.approver_id)
        self.assertEqual(self.close(session, 10000)["report"]["no_sale_count"], 2)

    def test_another_kind_of_reason_is_refused(self) -> None:
        session = self.open(10000)
        with self.assertRaises(Invalid) as caught:
            self._open_drawer(session, reason_id=self.why("void").id)
        self.assertEqual(caught.exception.errors[0]["field"], "reason_id")
        self.assertFalse(session.fynlo_drawer_opening_ids)
        self.assertEqual(session.fynlo_version, 1)
