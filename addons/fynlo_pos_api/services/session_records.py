from datetime import datetime
from typing import Any

from psycopg2.errors import SerializationFailure

from odoo import models

from ..const import ErrorCode
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.common import Money
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
        if session.state not in {"opened", "closing_control"}:
            raise Conflict(f"Session {session.name} is not open.", ErrorCode.SESSION_NOT_OPEN)
        self._retry_if_sold_meanwhile(session)
        return session

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

    def _refuse_locked(self, till: Any, moment: datetime) -> None:
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
                field="at",
            )
