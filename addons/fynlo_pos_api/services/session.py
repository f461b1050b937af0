from datetime import datetime
from typing import Any

from psycopg2.errors import SerializationFailure, UniqueViolation

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Empty, Money
from ..schemas.session import (
    OpenOrder,
    Session,
    SessionClose,
    SessionClosed,
    SessionOpen,
)
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
        opening_float = self._cash(till, data.opening_float, "opening_float")
        self._refuse_locked(till, opened_at)
        session = session or self._create(till)
        left_behind = session.cash_register_balance_start
        session.employee_id = self._caller.employee_id
        session.set_opening_control(opening_float, data.note or "")
        session.start_at = opened_at
        difference = Money.of(opening_float - left_behind, session.currency_id)
        payload = {
            "opening_float": data.opening_float.model_dump(),
            "difference": difference.model_dump(),
        }
        self._emit("session.opened", session, payload, till)
        return Session.from_record(session)

    @command("session.close", Scope.SESSIONS_WRITE, Idempotency.REQUIRED)
    def close_session(self, data: SessionClose) -> SessionClosed:
        """Close the till with the cash that was counted, and post it to the books.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open; orders_open, with the orders; or Odoo refuses
        :raises Invalid: the counted cash, or a time that the books are locked for
        :raises ApprovalRequired: the difference is more than the till allows
        """
        session = self._lock(data.session_id)
        closed_at = self._closing_time(session, data)
        self._cancel_empty_orders(session)
        self._refuse_open_orders(session)
        self._count(session, data.counted_cash)
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

    def _count(self, session: Any, counted_cash: Money) -> None:
        till = session.config_id
        counted = self._cash(till, counted_cash, "counted_cash")
        if not session.cash_journal_id:
            return
        session.cash_register_balance_end_real = counted
        session.invalidate_recordset(["cash_register_balance_end", "cash_register_difference"])
        currency, difference = session.currency_id, session.cash_register_difference
        allowed = till.amount_authorized_diff
        if till.set_maximum_difference and currency.compare_amounts(abs(difference), allowed) > 0:
            self._require_approval(f"A cash difference of {currency.format(difference)}")


def _already_open(session: Any) -> Conflict:
    return Conflict(
        f"The till's session {session.name} is open; close it first.",
        ErrorCode.SESSION_ALREADY_OPEN,
        extra={"session": Session.from_record(session).model_dump(mode="json")},
    )
