"""Ways to pay."""

from enum import StrEnum
from typing import Any

from .common import Schema


class PaymentKind(StrEnum):
    """What a way to pay is to the till."""

    CASH = "cash"
    CARD = "card"
    OTHER = "other"


class PaymentMethod(Schema):
    """A way to pay that a till takes."""

    id: int
    name: str
    kind: PaymentKind

    @classmethod
    def from_record(cls, record: Any) -> "PaymentMethod":
        """From a pos.payment.method."""
        return cls(id=record.id, name=record.name, kind=kind_of(record))


def kind_of(method: Any) -> PaymentKind:
    """The kind of a pos.payment.method: Odoo says cash, bank, or pay later."""
    if method.type == "cash":
        return PaymentKind.CASH
    return PaymentKind.CARD if method.type == "bank" else PaymentKind.OTHER
