"""Cash in the drawer: counted, put in, and taken out."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from .common import Approval, BaseVersion, Id, Money, Schema, Time
from .reason import ReasonNote

# The most that an amount of money says.
MOST_CASH = 10**11


class Denomination(Schema):
    """So many of one coin or note; `value` is what one is worth, in minor units."""

    value: int = Field(ge=1, le=10**9, examples=[2000])
    count: int = Field(ge=0, le=100_000, examples=[3])


Denominations = Annotated[list[Denomination], Field(max_length=50)]


class CoinOrNote(Schema):
    """A coin or note that a till counts."""

    name: str
    value: Money


class CoinsAndNotes(Schema):
    """The coins and notes of the till, the smallest first."""

    items: list[CoinOrNote]
    next_cursor: str | None = None


class CashCountBody(Schema):
    """The cash that was counted: the total, or how many of each coin and note, or both."""

    counted_cash: Money | None = None
    denominations: Denominations | None = None
    base_version: BaseVersion


class CashCountMake(CashCountBody):
    """Input of session.count_cash."""

    session_id: Id


class DrawerCount(Schema):
    """A count of the drawer before the closing. What was expected is not told."""

    session_id: int
    counted_cash: Money
    denominations: list[Denomination]
    counted_at: Time
    version: int


class MovementKind(StrEnum):
    """Why cash moves: paid into the drawer, paid out of it, or dropped into the safe."""

    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    SAFE_DROP = "safe_drop"


class CashMovementBody(Schema):
    """Cash that is put into the drawer or taken out of it.

    `amount` is above 0 whichever way it moves. `paid_in` and `paid_out` need a reason of that
    kind; a `safe_drop` needs none.
    """

    kind: MovementKind
    amount: Money
    reason_id: Id | None = None
    note: ReasonNote | None = None
    approval: Approval | None = None
    base_version: BaseVersion


class CashMovementMake(CashMovementBody):
    """Input of session.move_cash."""

    session_id: Id


class CashMovement(Schema):
    """Cash that was moved. `made_by` and `approved_by` are names of employees.

    What was moved in Odoo's own till has no `reason_id` and its text in `note`.
    """

    id: int
    kind: MovementKind
    amount: Money
    reason_id: int | None
    reason: str | None
    note: str | None
    made_by: str | None
    approved_by: str | None
    moved_at: Time

    @classmethod
    def from_record(cls, record: Any, currency: Any) -> "CashMovement":
        """From an account.bank.statement.line with a kind."""
        reason = record.fynlo_reason_id
        return cls(
            id=record.id,
            kind=MovementKind(record.fynlo_cash_kind),
            amount=Money.of(abs(record.amount), currency),
            reason_id=reason.id or None,
            reason=reason.name or None,
            note=record.fynlo_note or None,
            made_by=record.employee_id.name or None,
            approved_by=record.fynlo_approver_id.name or None,
            moved_at=record.create_date,
        )


class CashMoved(Schema):
    """The movement, and the session's version after it."""

    movement: CashMovement
    session_version: int


class CashMovements(Schema):
    """The movements of a session, the first one first; there are few, so there is one page."""

    items: list[CashMovement]
    next_cursor: str | None = None


class NoSaleBody(Schema):
    """Why the drawer is opened without a sale."""

    reason_id: Id
    note: ReasonNote | None = None
    approval: Approval | None = None
    base_version: BaseVersion


class NoSaleMake(NoSaleBody):
    """Input of session.open_drawer."""

    session_id: Id


class DrawerOpening(Schema):
    """An opening of the drawer without a sale, and how many the session has had."""

    id: int
    reason_id: int
    reason: str
    note: str | None
    opened_by: str | None
    approved_by: str | None
    opened_at: Time
    no_sale_count: int
    session_version: int
