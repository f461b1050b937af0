from typing import Any

from odoo import fields, models

from ..const import Scope
from ..domain.denominations import first_wrong, total_of
from ..domain.money import from_minor, to_minor
from ..exceptions import Invalid
from ..schemas.cash import (
    MOST_CASH,
    CashCountMake,
    CoinOrNote,
    CoinsAndNotes,
    Denomination,
    DrawerCount,
)
from ..schemas.common import Empty, Money
from .definition import command, query

_OPENING, _CLOSING = "opening", "closing"


class FynloSessionCounting(models.AbstractModel):
    """Counts the drawer, by coins and notes where the caller sends them."""

    _name = "fynlo.session.counting"
    _inherit = ["fynlo.session.records"]
    _description = "Counts of the drawer"

    @query("session.coins_and_notes", Scope.SESSIONS_READ)
    def list_coins_and_notes(self, data: Empty) -> CoinsAndNotes:
        """The coins and notes of the caller's till, as Odoo's own till has them."""
        till = self._till()
        currency = till.currency_id
        return CoinsAndNotes(
            items=[
                CoinOrNote(name=bill.name or "", value=Money.of(bill.value, currency))
                for bill in self._bills(till)
            ]
        )

    @command("session.count_cash", Scope.SESSIONS_WRITE)
    def count_cash(self, data: CashCountMake) -> DrawerCount:
        """Count the drawer before the closing; a new count takes the place of the last one.

        :raises NotFound: there is no such session in the caller's company and till
        :raises Conflict: session_not_open, or a newer version than `base_version`
        :raises Invalid: the total, or the coins and notes
        """
        session = self._hold_open(data.session_id, data.base_version)
        total = self._counted(
            session.config_id, data.counted_cash, data.denominations, "counted_cash"
        )
        self._keep_closing(session, total, data.denominations or [])
        counted = Money.of(total, session.currency_id)
        rows = [item.model_dump() for item in data.denominations or []]
        payload = {"counted_cash": counted.model_dump(), "denominations": rows}
        self._emit("session.cash_counted", session, payload, session.config_id)
        return DrawerCount(
            session_id=session.id,
            counted_cash=counted,
            denominations=self._count_of(session, _CLOSING),
            counted_at=session.fynlo_counted_at,
            version=session.fynlo_version,
        )

    def _counted(
        self, till: Any, total: Money | None, counts: list[Denomination] | None, field: str
    ) -> float:
        """The cash that was counted, in major units.

        :param field: the name of the total in the command's input
        :raises Invalid: neither was sent, they differ, or a coin or note is unknown
        """
        if counts is None:
            if total is None:
                raise Invalid("Send the total, or `denominations`.", field=field)
            return self._cash(till, total, field)
        rows = [(item.value, item.count) for item in counts]
        places = till.currency_id.decimal_places
        known = {to_minor(bill.value, places) for bill in self._bills(till)}
        if wrong := first_wrong(rows, known):
            raise Invalid(wrong[1], field=f"denominations.{wrong[0]}.value")
        added = total_of(rows)
        if total is not None and total.amount != added:
            detail = f"The coins and notes add up to {added}, not to {total.amount}."
            raise Invalid(detail, field=f"{field}.amount")
        if added > MOST_CASH:
            raise Invalid("No drawer holds so much.", field="denominations")
        money = total or Money(amount=added, currency=till.currency_id.name)
        return self._cash(till, money, field)

    def _keep_opening(self, session: Any, counts: list[Denomination]) -> None:
        self._keep(session, _OPENING, counts)

    def _keep_closing(self, session: Any, total: float, counts: list[Denomination]) -> None:
        """Keep a count of the drawer for the closing."""
        self._keep(session, _CLOSING, counts)
        session.write(
            {
                "cash_register_balance_end_real": total,
                "fynlo_counted_at": fields.Datetime.now(),
            }
        )

    def _keep(self, session: Any, moment: str, counts: list[Denomination]) -> None:
        session.fynlo_count_ids.filtered(lambda row: row.moment == moment).unlink()
        places = session.currency_id.decimal_places
        # sudo: whoever may open and close the till has its drawer counted
        self.env["fynlo.cash.count"].sudo().create(
            [
                {
                    "session_id": session.id,
                    "moment": moment,
                    "value": from_minor(item.value, places),
                    "quantity": item.count,
                }
                for item in counts
            ]
        )

    def _count_of(self, session: Any, moment: str) -> list[Denomination]:
        """The coins and notes that were counted, the largest first."""
        places = session.currency_id.decimal_places
        rows = session.fynlo_count_ids.filtered(lambda row: row.moment == moment)
        return [Denomination(value=to_minor(row.value, places), count=row.quantity) for row in rows]

    def _bills(self, till: Any) -> Any:
        """The till's own pos.bill, or those of every till; the smallest first."""
        # sudo: an employee may count coins without reading the till's settings in Odoo
        bills = self.env["pos.bill"].sudo()
        found = bills.search(bills._load_pos_data_domain({}, till), order="value")
        places = till.currency_id.decimal_places
        return found.filtered(lambda bill: to_minor(bill.value, places) > 0)
