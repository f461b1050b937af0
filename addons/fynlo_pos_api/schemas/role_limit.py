"""What a role may do without a manager's approval."""

from typing import Any

from ..const import Role
from .common import Money, Schema


class RoleLimit(Schema):
    """The limits of a role: what is above them needs a manager. Owners and managers have none."""

    role: Role
    discount_percent: float
    discount_amount: Money
    refund_amount: Money
    paid_out_amount: Money
    cash_difference: Money
    may_void: bool
    may_comp: bool
    may_reopen: bool
    may_override_price: bool
    may_open_drawer: bool

    @classmethod
    def from_record(cls, record: Any) -> "RoleLimit":
        """From a fynlo.role.limit."""
        currency = record.company_id.currency_id
        return cls(
            role=Role(record.role),
            discount_percent=record.discount_percent,
            discount_amount=Money.of(record.discount_amount, currency),
            refund_amount=Money.of(record.refund_amount, currency),
            paid_out_amount=Money.of(record.paid_out_amount, currency),
            cash_difference=Money.of(record.cash_difference, currency),
            may_void=record.may_void,
            may_comp=record.may_comp,
            may_reopen=record.may_reopen,
            may_override_price=record.may_override_price,
            may_open_drawer=record.may_open_drawer,
        )
