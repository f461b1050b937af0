from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from odoo import models

from ..const import ErrorCode, Scope
from ..domain.division import divide
from ..domain.line_kind import DISHES
from ..domain.money import to_minor
from ..exceptions import Conflict, Invalid
from ..schemas.order import Order
from ..schemas.order_split import NewCheck, OrderSplit, Share, SplitDone
from .definition import Idempotency, command
from .order_parts import Part


@dataclass(slots=True)
class _NewOrder:
    """An order to make: its lines with the quantities that go to it."""

    id: UUID | None = None
    lines: list[tuple[Any, float, UUID | None]] = field(default_factory=list)


class FynloOrderSplit(models.AbstractModel):
    """Splits orders: into orders of their own, or into shares of what is due."""

    _name = "fynlo.order.split"
    _inherit = ["fynlo.order.records"]
    _description = "Splits orders"

    @command("order.split", Scope.ORDERS_WRITE, Idempotency.REQUIRED)
    def split_order(self, data: OrderSplit) -> SplitDone:
        """Split an open order; the parts sum to the whole, to the penny.

        What was paid stays with the order itself.

        :raises Conflict: order_not_open, session_not_open, uuid_taken, or a newer version
        :raises Invalid: a line, a quantity or an amount that cannot be split off; overpaid
        """
        order = self._lock_open(str(data.order_id), data.base_version)
        if data.checks:
            return self._into_orders(order, self._by_lines(order, data.checks))
        if data.by_seat:
            return self._into_orders(order, self._by_seat(order))
        shares = self.env["fynlo.order.shares"]
        if data.amounts:
            made = shares._by_amounts(order, data.amounts)
        else:
            made = shares._evenly(order, data.parts or 2)
        told = [Share.from_record(share) for share in made]
        payload = {
            "reference": order.pos_reference,
            "shares": [share.model_dump(mode="json", exclude={"state"}) for share in told],
        }
        self._emit("order.split", order, payload, order.config_id)
        return SplitDone(order=Order.from_record(order), orders=[], shares=told)

    # === INTO ORDERS === #

    def _into_orders(self, order: Any, wanted: Sequence[_NewOrder]) -> SplitDone:
        parts, sums = self.env["fynlo.order.parts"], self.env["fynlo.order.sums"]
        whole = to_minor(order.amount_total, order.currency_id.decimal_places)
        own, *covers = divide(order.customer_count, [1] * (len(wanted) + 1))
        order.customer_count = own
        made = [
            parts._open_beside(order, new.id, count)
            for new, count in zip(wanted, covers, strict=True)
        ]
        for line, moves in self._moves(order, wanted, made).items():
            parts._move(line, moves)
        sums._divide_adjustments(order, made)
        sums._sum_up([order, *made], whole)
        self._check_overpaid(order)
        self._tell(order, made)
        if order.amount_paid:
            self.env["fynlo.payment.taking"]._close_if_paid(order)
        return SplitDone(
            order=Order.from_record(order),
            orders=[Order.from_record(item) for item in made],
            shares=[],
        )

    def _moves(
        self, order: Any, wanted: Sequence[_NewOrder], made: Sequence[Any]
    ) -> dict[Any, list[Part]]:
        """Where the quantity of each line goes; what is left of it stays."""
        moves: dict[Any, list[Part]] = defaultdict(list)
        for new, target in zip(wanted, made, strict=True):
            for line, quantity, uuid in new.lines:
                moves[line].append(Part(target, quantity, uuid))
        for line, parts in moves.items():
            left = round(line.qty - sum(part.quantity for part in parts), 3)
            if left:
                parts.insert(0, Part(order, left))
        return moves

    def _by_lines(self, order: Any, checks: Sequence[NewCheck]) -> list[_NewOrder]:
        """The orders that a caller asks for."""
        self._check_new(checks)
        left = {line.uuid: line.qty for line in order.lines if self._may_move(line)}
        lines = {line.uuid: line for line in order.lines}
        made = []
        for place, check in enumerate(checks):
            new = _NewOrder(check.id)
            for index, take in enumerate(check.lines):
                path = f"checks.{place}.lines.{index}"
                line = lines.get(str(take.line_id))
                if line is None or line.uuid not in left:
                    raise Invalid(
                        f"Order {order.pos_reference} has no line {take.line_id} to split off.",
                        field=f"{path}.line_id",
                    )
                quantity = self._quantity(line, take, left[line.uuid], path)
                left[line.uuid] = round(left[line.uuid] - quantity, 3)
                new.lines.append((line, quantity, take.id))
            made.append(new)
        if not any(left.values()):
            raise Invalid("Leave a line on the order, or transfer it as it is.", field="checks")
        return made

    def _quantity(self, line: Any, take: Any, left: float, path: str) -> float:
        if take.quantity is None:
            quantity = left
        else:
            lines = self.env["fynlo.order.lines"]
            quantity = lines._quantity(take.quantity, f"{path}.quantity")
        if not 0 < quantity <= left:
            raise Invalid(f"Only {left:g} of this line are left.", field=f"{path}.quantity")
        if line.combo_line_ids and quantity % 1:
            raise Invalid("A set menu is split by whole numbers.", field=f"{path}.quantity")
        return quantity

    def _by_seat(self, order: Any) -> list[_NewOrder]:
        """An order for each seat; lines without a seat, or else the first seat's, stay."""
        seats: dict[int, list[Any]] = defaultdict(list)
        for line in order.lines:
            if self._may_move(line):
                seats[line.fynlo_seat].append(line)
        staying = 0 if 0 in seats else min(seats, default=0)
        wanted = [
            _NewOrder(lines=[(line, line.qty, None) for line in lines])
            for seat, lines in sorted(seats.items())
            if seat != staying
        ]
        if not wanted:
            raise Invalid("The lines have no two seats to split by.", field="by_seat")
        return wanted

    def _may_move(self, line: Any) -> bool:
        """Whether a line is a dish, or a set menu, of which something is left."""
        return line.fynlo_kind in DISHES and line.qty > 0 and not line.combo_parent_id

    # === CHECKS === #

    def _check_new(self, checks: Sequence[NewCheck]) -> None:
        """Nothing of the whole database has one of the ids that the caller made."""
        orders = [(check.id, f"checks.{place}.id") for place, check in enumerate(checks)]
        lines = [
            (take.id, f"checks.{place}.lines.{index}.id")
            for place, check in enumerate(checks)
            for index, take in enumerate(check.lines)
        ]
        self._check_free("pos.order", orders)
        self._check_free("pos.order.line", lines)

    def _check_free(self, model: str, ids: Sequence[tuple[UUID | None, str]]) -> None:
        given = {str(uuid): path for uuid, path in reversed(ids) if uuid}
        if len(given) < len([uuid for uuid, _ in ids if uuid]):
            raise Invalid("Two of the new ids are the same.", field="checks")
        # sudo: an id is taken whoever has it; nothing more is told of it
        taken = given and self.env[model].sudo().search([("uuid", "in", list(given))], limit=1)
        if taken:
            raise Conflict(
                "There is something with this id already.",
                ErrorCode.UUID_TAKEN,
                field=given[taken.uuid],
            )

    def _check_overpaid(self, order: Any) -> None:
        if order.currency_id.compare_amounts(order.amount_paid, order.amount_total) > 0:
            raise Invalid(
                "The guest has paid more than what would be left of the order.",
                ErrorCode.OVERPAID,
                field="checks",
            )

    def _tell(self, order: Any, made: Sequence[Any]) -> None:
        """The events of the order and of those that were made of it."""
        for item in made:
            payload = {
                **self._summary(item, item.lines),
                "split_from": order.uuid,
                "status": item.fynlo_status,
            }
            self._emit("order.created", item, payload, order.config_id, first=True)
        payload = {
            **self._summary(order, order.lines.browse()),
            "orders": [{"id": item.uuid, "reference": item.pos_reference} for item in made],
        }
        self._emit("order.split", order, payload, order.config_id)
