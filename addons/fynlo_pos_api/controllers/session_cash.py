"""Cash in the drawer of a session."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.cash import CashCountBody, CashMovementBody, NoSaleBody
from .base import ApiController, values_of

_CHANGES = (ErrorCode.NOT_FOUND, ErrorCode.SESSION_NOT_OPEN, ErrorCode.VERSION_CONFLICT)
_APPROVED = (*_CHANGES, ErrorCode.APPROVAL_REQUIRED, ErrorCode.APPROVAL_REFUSED)


class SessionCashController(ApiController):
    """The doors to the cash of a session."""

    @api_route(
        "/sessions/coins-and-notes",
        "GET",
        tag="Sessions",
        calls="session.coins_and_notes",
        errors=(ErrorCode.TILL_REQUIRED,),
    )
    def list_coins_and_notes(self) -> Reply:
        """List the coins and notes of the till, the smallest first."""
        return self.query("session.coins_and_notes", {})

    @api_route(
        "/sessions/{session_id}/count",
        "POST",
        tag="Sessions",
        calls="session.count_cash",
        errors=_CHANGES,
    )
    def count_cash(self, session_id: int, body: CashCountBody) -> Reply:
        """Count the drawer before the closing.

        The reply does not say what should be in it. A new count takes the place of the last one;
        both stay in the events.
        """
        return self.command("session.count_cash", {"session_id": session_id, **values_of(body)})

    @api_route(
        "/sessions/{session_id}/cash-movements",
        "GET",
        tag="Sessions",
        calls="session.cash_movements",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def list_cash_movements(self, session_id: int) -> Reply:
        """List the cash that was put into the drawer and taken out, the first movement first."""
        return self.query("session.cash_movements", {"session_id": session_id})

    @api_route(
        "/sessions/{session_id}/cash-movements",
        "POST",
        tag="Sessions",
        calls="session.move_cash",
        status=201,
        errors=(*_APPROVED, ErrorCode.OPERATION_REFUSED),
    )
    def move_cash(self, session_id: int, body: CashMovementBody) -> Reply:
        """Put cash into the drawer, take it out, or drop it into the safe.

        `paid_in` and `paid_out` need a `reason_id` of that kind; above the role's limit a payment
        out needs an approval.
        """
        return self.command("session.move_cash", {"session_id": session_id, **values_of(body)})

    @api_route(
        "/sessions/{session_id}/no-sale",
        "POST",
        tag="Sessions",
        calls="session.open_drawer",
        status=201,
        errors=_APPROVED,
    )
    def open_drawer(self, session_id: int, body: NoSaleBody) -> Reply:
        """Note that the drawer is opened without a sale; the reason is of the kind `no_sale`."""
        return self.command("session.open_drawer", {"session_id": session_id, **values_of(body)})
