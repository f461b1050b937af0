from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from odoo import models

from ..const import CALLER, ErrorCode
from ..exceptions import Invalid
from ..schemas.availability import AvailabilityState
from .menu_choices import state_of
from .run import RUN, Run

_NOTE = "fynlo_sold"
# How an event names what is no command: a sale in Odoo's own till, or an order changed in Odoo.
_SOLD_IN_ODOO = "odoo.sale"

# How many are sold of each dish: (company id, product id).
Sold = Mapping[tuple[int, int], Decimal]

# What each sale does: of two that want the last one, the second finds too few, or is tried again.
_MOVE = """
UPDATE fynlo_availability SET remaining = GREATEST(remaining + %(by)s, 0)
 WHERE product_id = %(product_id)s AND company_id = %(company_id)s
   AND is_counted AND (remaining + %(by)s >= 0 OR %(is_sold)s)
RETURNING id, remaining
"""


class FynloAvailabilityCounting(models.AbstractModel):
    """Takes what a command sells off the countdowns, and gives back what it takes back.

    The lines of orders report what becomes of them (models/pos_order_line). What counts is the
    difference that the whole command makes, at its end: a line that moves to another order takes
    nothing, and the dish's row is held for as short as can be. What Odoo's own till and its screens
    make of lines is no command: it counts at the end of the transaction, and is never refused.
    """

    _name = "fynlo.availability.counting"
    _inherit = ["fynlo.service"]
    _description = "Counts dishes down"

    def _sold(self, lines: Any) -> Sold:
        """How many the lines (pos.order.line) sell of each dish that is out or counted.

        For other dishes nothing is read but what is kept of the catalogue.
        """
        sold: defaultdict[tuple[int, int], Decimal] = defaultdict(Decimal)
        # sudo: who sells in Odoo's own till need not read what staff counts
        for line in lines if self._is_command else lines.sudo():
            product, company_id = line.product_id, line.order_id.company_id.id
            state = state_of(product, company_id)
            if state is not AvailabilityState.IN_STOCK and _sells(line):
                sold[company_id, product.id] += Decimal(str(line.qty))
        return sold

    def _note(self, before: Sold, after: Sold) -> None:
        """Note what lines sold before a change and sell after it."""
        if not before and not after:
            return
        notes = self._notes()
        for dish, quantity in before.items():
            notes[dish] -= quantity
        for dish, quantity in after.items():
            notes[dish] += quantity

    @property
    def _is_command(self) -> bool:
        return isinstance(self.env.context.get(RUN), Run)

    def _notes(self) -> defaultdict[tuple[int, int], Decimal]:
        """What is noted of the command, or outside of one of the transaction."""
        precommit = self.env.cr.precommit
        kept = self._run.notes if self._is_command else precommit.data
        if _NOTE not in kept:
            kept[_NOTE] = defaultdict(Decimal)
            if self._is_command:
                self._run.endings.append(self._settle)
            else:
                precommit.add(self._settle_sold)
        notes: defaultdict[tuple[int, int], Decimal] = kept[_NOTE]
        return notes

    def _settle(self, data: BaseModel) -> None:
        """Move the countdowns by what the command sold and took back.

        :param data: the command's input, to name the field at fault
        :raises Invalid: product_unavailable: too few are left
        """
        # In one order for all, so that two commands never wait for each other.
        for (company_id, product_id), quantity in sorted(self._run.notes[_NOTE].items()):
            moved = self._move(company_id, product_id, -quantity) if quantity else None
            if moved:
                self._moved(*moved)
            elif quantity > 0:
                self._refuse(product_id, data)

    def _settle_sold(self) -> None:
        """Move the countdowns by what was sold outside of commands, down to nothing at most."""
        caller = self.env["fynlo.back_office"]._caller_of_user()
        sold: Sold = self.env.cr.precommit.data.pop(_NOTE)
        for (company_id, product_id), quantity in sorted(sold.items()):
            if not quantity:
                continue
            run = Run(replace(caller, company_id=company_id), _SOLD_IN_ODOO)
            counting = self.with_context(**{CALLER: run.caller, RUN: run})
            moved = counting._move(company_id, product_id, -quantity, is_sold=True)
            if moved:
                counting._moved(*moved)
            self.env.flush_all()
            counting.env["fynlo.outbox"]._publish(run.events)

    def _move(
        self, company_id: int, product_id: int, by: Decimal, is_sold: bool = False
    ) -> tuple[int, Decimal] | None:
        """(id, what is left) of the countdown of a dish; none: it has none, or too few are left.

        :param is_sold: there is no way back, so that too few are none
        """
        values = {"product_id": product_id, "company_id": company_id, "by": by, "is_sold": is_sold}
        self.env.cr.execute(_MOVE, values)
        row: tuple[int, Decimal] | None = self.env.cr.fetchone()
        return row

    def _moved(self, record_id: int, remaining: Decimal) -> None:
        # sudo: whoever sells counts down; no right in Odoo is needed for it
        record = self.env["fynlo.availability"].sudo().browse(record_id)
        record.invalidate_recordset(["remaining"], flush=False)
        state = "countdown" if remaining else "out"
        if record.state != state:
            record._fynlo_put(state)
        self._emit("menu.availability_changed", record, availability_payload(record))

    def _refuse(self, product_id: int, data: BaseModel) -> None:
        """:raises Invalid: product_unavailable, with how many are left."""
        # sudo: as in _moved; both are the caller's company's
        found = self.env["fynlo.availability"].sudo()
        domain = [("product_id", "=", product_id), ("company_id", "=", self._caller.company_id)]
        record = found.search(domain)
        name, left = record.product_id.display_name, record.remaining if record.is_counted else 0
        raise Invalid(
            f"Only {left:g} of {name} are left." if left else f"{name} is out of stock.",
            ErrorCode.PRODUCT_UNAVAILABLE,
            field=_field(data, product_id),
            extra={"product_id": product_id, "remaining": left},
        )


def _sells(line: Any) -> bool:
    """Whether a line sells its dish: it is no refund, and its order holds."""
    is_sale = line.qty > 0 and not line.refunded_orderline_id
    return bool(is_sale and line.order_id.state != "cancel")


def availability_payload(record: Any) -> dict[str, Any]:
    """What an event says of a fynlo.availability."""
    return {
        "product_id": record.product_id.id,
        "state": record.state,
        "remaining": record.remaining if record.is_counted else None,
    }


def _field(data: BaseModel, product_id: int) -> str | None:
    """Which field of a command's input asks for the dish."""
    lines = getattr(data, "lines", None)
    for index, line in enumerate(lines or []):
        if getattr(line, "product_id", None) == product_id:
            return f"lines.{index}.product_id"
    if lines:
        return "lines"
    return "quantity" if getattr(data, "quantity", None) else None
