"""What a command says of the cash that it moves, and how it reaches Odoo's statement line."""

from dataclasses import dataclass
from typing import Any

# Key in Odoo's context, for a CashMove: what comes in over RPC is never one, so a client of Odoo
# cannot say who approved.
CASH_MOVE = "fynlo_cash_move"


@dataclass(frozen=True, slots=True)
class CashMove:
    """Why cash moves, who moves it, and to which account where it is not Odoo's own choice."""

    kind: str
    reason_id: int | None
    note: str | None
    employee_id: int | None
    approver_id: int | None
    account_id: int | None

    def values(self) -> dict[str, Any]:
        """Fields of account.bank.statement.line."""
        values = {
            "fynlo_cash_kind": self.kind,
            "fynlo_reason_id": self.reason_id,
            "fynlo_note": self.note,
            "fynlo_approver_id": self.approver_id,
            "employee_id": self.employee_id,
        }
        return values | ({"counterpart_account_id": self.account_id} if self.account_id else {})
