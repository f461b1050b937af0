"""Sessions of the till."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.session import SessionCloseBody, SessionFilter, SessionOpen
from .base import ApiController, values_of


class SessionsController(ApiController):
    """The doors to the session commands and queries."""

    @api_route("/sessions", "GET", tag="Sessions", calls="session.list")
    def list_sessions(self, query: SessionFilter) -> Reply:
        """List sessions, the newest first.

        `opened_from` and `opened_to` are business dates, both included. A device sees those of
        its till.
        """
        return self.query("session.list", values_of(query))

    @api_route(
        "/sessions/current",
        "GET",
        tag="Sessions",
        calls="session.current",
        errors=(ErrorCode.NOT_FOUND, ErrorCode.TILL_REQUIRED),
    )
    def get_current_session(self) -> Reply:
        """Read the till's open session."""
        return self.query("session.current", {})

    @api_route(
        "/sessions/{session_id}",
        "GET",
        tag="Sessions",
        calls="session.get",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def get_session(self, session_id: int) -> Reply:
        """Read one session, open or closed."""
        return self.query("session.get", {"session_id": session_id})

    @api_route(
        "/sessions",
        "POST",
        tag="Sessions",
        calls="session.open",
        status=201,
        errors=(ErrorCode.SESSION_ALREADY_OPEN, ErrorCode.TILL_REQUIRED),
    )
    def open_session(self, body: SessionOpen) -> Reply:
        """Open the till.

        `opening_float` is the cash in the drawer; `denominations` counts it by coins and notes.
        When the till is open already, the problem carries its session.
        """
        return self.command("session.open", values_of(body))

    @api_route(
        "/sessions/{session_id}/close",
        "POST",
        tag="Sessions",
        calls="session.close",
        errors=(
            ErrorCode.ORDERS_OPEN,
            ErrorCode.SESSION_NOT_OPEN,
            ErrorCode.OPERATION_REFUSED,
            ErrorCode.APPROVAL_REQUIRED,
            ErrorCode.APPROVAL_REFUSED,
            ErrorCode.VERSION_CONFLICT,
        ),
    )
    def close_session(self, session_id: int, body: SessionCloseBody) -> Reply:
        """Close the till and post its sales.

        `counted_cash` is the cash in the drawer, `denominations` the same by coins and notes;
        without either the last count of the session holds. While orders are open, the problem
        carries them in `orders`.
        """
        return self.command("session.close", {"session_id": session_id, **values_of(body)})
