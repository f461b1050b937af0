from datetime import datetime
from typing import Any

from psycopg2.errors import SerializationFailure

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Money
from ..schemas.session import STATES, Session
from .order_records import QUIET


class FynloSessionRecords(models.AbstractModel):
    """Finds and holds the sessions that a caller may see."""

    _name = "fynlo.session.records"
    _inherit = ["fynlo.order.records"]
    _description = "Sessions of the caller"

    def _sessions(self) -> Any:
        # sudo: whoever works on a till needs no rights in accounting and stock to open and close
        # it; the scope is checked by the runner and every search names company and till
        return self.env["pos.session"].sudo().with_context(**QUIET)

    def _unclosed(self, till: Any) -> Any:
        """The till's session that is not closed, or none."""
        domain = [
            ("config_id", "=", till.id),
            ("state", "!=", "closed"),
            ("rescue", "=", False),
        ]
        return self._sessions().search(domain, limit=1)

    def _lock(self, session_id: int) -> Any:
        """The session, held so that nothing is sold on it until the end of the transaction.

        :raises NotFound: there is none in the caller's company and till
        :raises Conflict: session_not_open
        """
        if not self._sessions().search_count([("id", "=", session_id), *self._scope()]):
            raise NotFound(f"There is no session {session_id}.")
        # A new order holds a key-share lock on its session, which this one waits for.
        self.env.cr.execute("SELECT 1 FROM pos_session WHERE id = %s FOR UPDATE", [session_id])
        session = self._sessions().browse(session_id)
        self._refuse_unless_open(session)
        self._retry_if_sold_meanwhile(session)
        return session

    def _hold_open(self, session_id: int, base_version: int | None) -> Any:
        """The open session, held against other changes of it; orders go on meanwhile.

        :raises NotFound: there is none in the caller's company and till
        :raises VersionConflict: it is newer than what the caller saw
        :raises Conflict: session_not_open
        """
        session = self._one(session_id)
        self._hold(session, base_version, Session.from_record)
        self._refuse_unless_open(session)
        return session

    def _one(self, session_id: int) -> Any:
        """A session that was opened, whatever became of it.

        :raises NotFound: there is none in the caller's company and till
        """
        domain = [("id", "=", session_id), ("state", "in", list(STATES)), *self._scope()]
        session = self._sessions().search(domain, limit=1)
        if not session:
            raise NotFound(f"There is no session {session_id}.")
        return session

    def _refuse_unless_open(self, session: Any) -> None:
        if session.state not in {"opened", "closing_control"}:
            raise Conflict(f"Session {session.name} is not open.", ErrorCode.SESSION_NOT_OPEN)

    def _knows_cash(self, session: Any = None) -> bool:
        """Whether the caller is told what is in the drawer: not where the company closes blind.

        Whoever may read reports is told, and everybody of a session that is closed.

        :param session: a pos.session; none: any of the company's
        """
        if Scope.REPORTS_READ in self._caller.scopes or (session and session.state == "closed"):
            return True
        # sudo: everybody may know how the company closes its tills
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        return not company.fynlo_blind_close

    def _retry_if_sold_meanwhile(self, session: Any) -> None:
        """Begin again when an order was committed between the snapshot and the lock.

        This transaction would not see it, and it would be left out of the books.
        """
        known = self._orders().search([("session_id", "=", session.id)]).ids
        with self.env.registry.cursor() as fresh:
            fresh.execute(
                "SELECT EXISTS (SELECT FROM pos_order WHERE session_id = %s AND id <> ALL(%s))",
                [session.id, known],
            )
            if fresh.fetchone()[0]:
                raise SerializationFailure("an order was sold while the session was being closed")

    def _open_orders(self, session: Any) -> Any:
        """The orders that keep the session open; those ordered for another day do not."""
        orders = session.get_session_orders()
        return orders.with_context(**QUIET).filtered(lambda order: order.state == "draft")

    def _cash(self, till: Any, amount: Money, field: str) -> float:
        """An amount of cash in the drawer, in major units.

        :raises Invalid: another currency, less than nothing, or a till that takes no cash
        """
        currency = till.currency_id
        if amount.currency != currency.name:
            raise Invalid(f"This till takes {currency.name}.", field=f"{field}.currency")
        if amount.amount < 0:
            raise Invalid("A drawer holds 0 or more.", field=f"{field}.amount")
        if amount.amount and not till.cash_control:
            raise Invalid("This till takes no cash: send 0.", field=f"{field}.amount")
        return amount.as_float(currency)

    def _company_minor(self, session: Any, amount: float) -> int:
        """An amount of the session as minor units of the company's currency, as limits have it."""
        company = session.company_id
        own = company.currency_id
        converted = session.currency_id._convert(amount, own, company, session.start_at)
        return Money.of(converted, own).amount

    def _refuse_locked(self, till: Any, moment: datetime, field: str | None = "at") -> None:
        """Refuse a time whose business date the company's books are locked for.

        :raises Invalid: naming the lock date
        """
        company = till.company_id
        day = company._fynlo_business_date(moment)
        journals = till.journal_id | till.payment_method_ids.journal_id
        locks = {
            lock
            for journal in journals
            for lock in company._get_violated_lock_dates(day, True, journal)
        }
        if locks:
            raise Invalid(
                f"The books are locked for {day}: {company._format_lock_dates(list(locks))}.",
                field=field,
            )
