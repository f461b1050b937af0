from typing import Any

from odoo import fields, models

from ..const import Scope
from ..exceptions import Invalid
from ..models.cash_move import CashMove
from ..schemas.cash import (
    CashMoved,
    CashMovement,
    CashMovementMake,
    CashMovements,
    DrawerOpening,
    MovementKind,
    NoSaleMake,
)
from ..schemas.session import SessionGet
from .definition import Idempotency, command, query

_LABELS = {
    MovementKind.PAID_IN: "Paid in",
    MovementKind.PAID_OUT: "Paid out",
    MovementKind.SAFE_DROP: "Safe drop",
}


class FynloSessionCash(models.AbstractModel):
    """Moves cash into the drawer and out of it, and opens the drawer without a sale."""

    _name = "fynlo.session.cash"
    _inherit = ["fynlo.session.records"]
    _description = "Cash of a session"

    @command("session.move_cash", Scope.SESSIONS_WRITE, Idempotency.REQUIRED)
    def move_cash(self, data: CashMovementMake) -> CashMoved:
        """Put cash into the drawer or take it out, and post it to the books.

        What is dropped into the safe is posted to the company's account of the safe, where it has
        one; all else to the cash journal's suspense account, as Odoo's own till does it.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open, or a newer version than `base_version`
        :raises Invalid: the amount, or the reason
        :raises ApprovalRequired: more is paid out than the role's limit
        """
        session = self._hold_open(data.session_id, data.base_version)
        now = fields.Datetime.now()
        amount = self._amount(session, data)
        reason = self._reason(data)
        self._refuse_locked(session.config_id, now, field=None)
        if data.kind is MovementKind.PAID_OUT:
            self._approve(session, amount)
        line = self._move(session, data, amount, reason, now)
        movement = CashMovement.from_record(line, session.currency_id)
        payload = movement.model_dump(mode="json")
        self._emit("session.cash_moved", session, payload, session.config_id)
        return CashMoved(movement=movement, session_version=session.fynlo_version)

    @query("session.cash_movements", Scope.SESSIONS_READ)
    def list_movements(self, data: SessionGet) -> CashMovements:
        """What was put into the drawer and taken out, also on Odoo's own till.

        :raises NotFound: there is no such session in the caller's company and till
        """
        session = self._one(data.session_id)
        moved = session.statement_line_ids.filtered("fynlo_cash_kind").sorted("id")
        currency = session.currency_id
        return CashMovements(items=[CashMovement.from_record(line, currency) for line in moved])

    @command("session.open_drawer", Scope.SESSIONS_WRITE, Idempotency.REQUIRED)
    def open_drawer(self, data: NoSaleMake) -> DrawerOpening:
        """Note that the drawer is opened without a sale.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open, or a newer version than `base_version`
        :raises Invalid: the reason
        :raises ApprovalRequired: the role may not open the drawer by itself
        """
        session = self._hold_open(data.session_id, data.base_version)
        reason = self.env["fynlo.reasons"]._of("no_sale", data.reason_id)
        self.env["fynlo.role.limits"]._allow(
            "may_open_drawer", None, "Opening the drawer without a sale"
        )
        # sudo: whoever may open the drawer has it noted
        opening = (
            self.env["fynlo.drawer.opening"]
            .sudo()
            .create(
                {
                    "session_id": session.id,
                    "employee_id": self._caller.employee_id,
                    "approver_id": self._approver(),
                    "reason_id": reason.id,
                    "note": data.note or False,
                }
            )
        )
        payload = {"reason": reason.name, "note": data.note, "drawer_opening_id": opening.id}
        self._emit("session.drawer_opened", session, payload, session.config_id)
        return DrawerOpening(
            id=opening.id,
            reason_id=reason.id,
            reason=reason.name,
            note=opening.note or None,
            opened_by=opening.employee_id.name or None,
            approved_by=opening.approver_id.name or None,
            opened_at=opening.opened_at,
            no_sale_count=len(session.fynlo_drawer_opening_ids),
            session_version=session.fynlo_version,
        )

    def _amount(self, session: Any, data: CashMovementMake) -> float:
        """The amount in major units, above 0."""
        till = session.config_id
        if not session.cash_journal_id:
            raise Invalid("This till takes no cash.", field="amount")
        if data.amount.amount == 0:
            raise Invalid("Move more than nothing.", field="amount.amount")
        return self._cash(till, data.amount, "amount")

    def _reason(self, data: CashMovementMake) -> Any:
        """The fynlo.reason; none for a safe drop."""
        reasons = self.env["fynlo.reasons"]
        if data.kind is MovementKind.SAFE_DROP:
            if data.reason_id is not None:
                raise Invalid("A safe drop takes no reason.", field="reason_id")
            return reasons._all().browse()
        if data.reason_id is None:
            raise Invalid(f"Send a reason of the kind {data.kind}.", field="reason_id")
        return reasons._of(str(data.kind), data.reason_id)

    def _approve(self, session: Any, amount: float) -> None:
        text = f"Paying out {session.currency_id.format(amount)}"
        minor = self._company_minor(session, amount)
        self.env["fynlo.role.limits"]._allow("paid_out_amount", minor, text)

    def _move(
        self, session: Any, data: CashMovementMake, amount: float, reason: Any, moved_at: Any
    ) -> Any:
        """The new account.bank.statement.line."""
        is_drop = data.kind is MovementKind.SAFE_DROP
        move = CashMove(
            kind=str(data.kind),
            reason_id=reason.id or None,
            note=data.note or None,
            employee_id=self._caller.employee_id,
            approver_id=self._approver(),
            account_id=session.company_id.fynlo_safe_account_id.id if is_drop else None,
        )
        texts = [_LABELS[data.kind], reason.name, data.note]
        sign = 1 if data.kind is MovementKind.PAID_IN else -1
        text = ": ".join(filter(None, texts))
        return session._fynlo_move_cash(sign * amount, text, move, moved_at)

    def _approver(self) -> int | None:
        """Who approved: nobody where a manager does it himself."""
        approver = self._run.approver_id
        return None if approver == self._caller.employee_id else approver
