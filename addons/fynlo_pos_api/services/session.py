from datetime import datetime
from typing import Any

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Empty, Money
from ..schemas.session import OpenOrder, Session, SessionClose, SessionOpen
from ..schemas.session_report import SessionClosed
from .definition import Idempotency, command, query
from .order_records import QUIET


class FynloSession(models.AbstractModel):
    """Opens and closes the till's session as Odoo's own till does."""

    _name = "fynlo.session"
    _inherit = ["fynlo.session.records"]
    _description = "Session commands"

    @query("session.current", Scope.SESSIONS_READ)
    def get_current(self, data: Empty) -> Session:
        """The session of the caller's till that is not closed yet.

        :raises NotFound: none is open
        """
        session = self._unclosed(self._till())
        if not session or session.state == "opening_control":
            raise NotFound("No session is open on this till; open one with POST /sessions.")
        return Session.from_record(session)

    @command("session.open", Scope.SESSIONS_WRITE, Idempotency.REQUIRED)
    def open_session(self, data: SessionOpen) -> Session:
        """Open the till with the cash that is in its drawer.

        What differs from the last closing's count is told in the event and in Odoo's log of the
        session.

        :raises Conflict: session_already_open, with the session
        :raises Invalid: the opening float, or a time that the books are locked for
        """
        till = self._till()
        opened_at = self._moment(data.at, "at")
        session = self._unclosed(till)
        if session and session.state != "opening_control":
            raise _already_open(session)
        counting = self.env["fynlo.session.counting"]
        counts = data.denominations
        opening_float = counting._counted(till, data.opening_float, counts, "opening_float")
        self._refuse_locked(till, opened_at)
        session = session or self._create(till)
        left_behind = session.cash_register_balance_start
        session.employee_id = self._caller.employee_id
        session.set_opening_control(opening_float, data.note or "")
        session.start_at = opened_at
        counting._keep_opening(session, counts or [])
        currency = session.currency_id
        payload = {
            "opening_float": Money.of(opening_float, currency).model_dump(),
            "difference": Money.of(opening_float - left_behind, currency).model_dump(),
        }
        self._emit("session.opened", session, payload, till)
        return Session.from_record(session)

    @command("session.close", Scope.SESSIONS_WRITE, Idempotency.REQUIRED)
    def close_session(self, data: SessionClose) -> SessionClosed:
        """Close the till with the cash that was counted, and post it to the books.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open; orders_open, with the orders; a newer version than
            `base_version`; or Odoo refuses
        :raises Invalid: the counted cash, or a time that the books are locked for
        :raises ApprovalRequired: the difference is more than the till allows
        """
        session = self._lock(data.session_id)
        self._hold(session, data.base_version, Session.from_record)
        closed_at = self._closing_time(session, data)
        self._cancel_empty_orders(session)
        self._refuse_open_orders(session)
        self._count(session, data)
        answer = session._fynlo_close(closed_at, data.note or "")
        if not answer.get("successful"):
            raise Conflict(str(answer["message"]), ErrorCode.OPERATION_REFUSED)
        session.invalidate_recordset()
        report = self.env["fynlo.session.report"]._make(session)
        payload = report.model_dump(mode="json")
        self._emit("session.closed", session, payload, session.config_id)
        return SessionClosed(session=Session.from_record(session), report=report)

    def _create(self, till: Any) -> Any:
        try:
            with self.env.cr.savepoint():
                till.with_context(**QUIET).open_ui()
        except UniqueViolation as error:
            # Another device has just opened it. This transaction cannot see that session: the
            # next try does, and answers with it.
            raise SerializationFailure("another device opened the till") from error
        return self._unclosed(till)

    def _closing_time(self, session: Any, data: SessionClose) -> datetime:
        closed_at = self._moment(data.at, "at")
        if closed_at < session.start_at:
            raise Invalid(f"The session was opened at {session.start_at}Z, later.", field="at")
        self._refuse_locked(session.config_id, closed_at)
        return closed_at

    def _cancel_empty_orders(self, session: Any) -> None:
        """Cancel the orders on which nothing is left and nothing was paid."""
        empty = self._open_orders(session).filtered(
            lambda order: not order.payment_ids and not any(order.lines.mapped("qty"))
        )
        if not empty:
            return
        for order in empty:
            self.env["fynlo.order.status"]._cancel(order)
        empty.action_pos_order_cancel()
        for order in empty:
            payload = {**self._summary(order, order.lines), "reason": "empty at closing"}
            self._emit("order.cancelled", order, payload, order.config_id)

    def _refuse_open_orders(self, session: Any) -> None:
        orders = [OpenOrder.from_record(order) for order in self._open_orders(session)]
        if orders:
            raise Conflict(
                f"{len(orders)} orders are open; take their payments or void their lines first.",
                ErrorCode.ORDERS_OPEN,
                extra={"orders": [order.model_dump(mode="json") for order in orders]},
            )

    def _count(self, session: Any, data: SessionClose) -> None:
        counting, till = self.env["fynlo.session.counting"], session.config_id
        if data.counted_cash or data.denominations is not None or not session.fynlo_counted_at:
            counted = counting._counted(till, data.counted_cash, data.denominations, "counted_cash")
            counting._keep_closing(session, counted, data.denominations or [])
        if session.cash_journal_id:
            session.invalidate_recordset(["cash_register_balance_end", "cash_register_difference"])
            self._approve_difference(session)

    def _approve_difference(self, session: Any) -> None:
        """Go on with a difference within the till's limit and the role's, else with an approval.

        On a till that closes blind the refusal does not say how much: it would tell what to count.
        """
        currency, till = session.currency_id, session.config_id
        difference = abs(session.cash_register_difference)
        if currency.is_zero(difference):
            return
        told = currency.format(session.cash_register_difference)
        text = f"A cash difference of {told}" if self._knows_cash(session) else "This count"
        allowed = till.amount_authorized_diff
        if till.set_maximum_difference and currency.compare_amounts(difference, allowed) > 0:
            self._require_approval(text)
        elif not self._caller.may_approve:
            minor = self._company_minor(session, difference)
            self.env["fynlo.role.limits"]._allow("cash_difference", minor, text)


def _already_open(session: Any) -> Conflict:
    return Conflict(
        f"The till's session {session.name} is open; close it first.",
        ErrorCode.SESSION_ALREADY_OPEN,
        extra={"session": Session.from_record(session).model_dump(mode="json")},
    )
