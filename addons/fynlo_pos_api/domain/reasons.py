"""Why something was taken off, given away, or moved: the kinds of reasons, and a first list."""

from enum import StrEnum


class ReasonKind(StrEnum):
    """What a reason may be given for."""

    VOID = "void"
    COMP = "comp"
    DISCOUNT = "discount"
    REFUND = "refund"
    PRICE_OVERRIDE = "price_override"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    NO_SALE = "no_sale"
    REOPEN = "reopen"


LABELS: dict[ReasonKind, str] = {
    ReasonKind.VOID: "Void",
    ReasonKind.COMP: "Comp",
    ReasonKind.DISCOUNT: "Discount",
    ReasonKind.REFUND: "Refund",
    ReasonKind.PRICE_OVERRIDE: "Price override",
    ReasonKind.PAID_IN: "Paid in",
    ReasonKind.PAID_OUT: "Paid out",
    ReasonKind.NO_SALE: "Drawer opened without a sale",
    ReasonKind.REOPEN: "Order reopened",
}

# What each company starts with; its owner changes the list.
FIRST_REASONS: dict[ReasonKind, tuple[str, ...]] = {
    ReasonKind.VOID: ("Ordered by mistake", "Guest changed their mind", "Sold out", "Guest left"),
    ReasonKind.COMP: ("Complaint", "Long wait", "On the house"),
    ReasonKind.DISCOUNT: ("Promotion", "Regular guest", "Staff", "Complaint"),
    ReasonKind.REFUND: ("Complaint", "Charged by mistake", "Returned"),
    ReasonKind.PRICE_OVERRIDE: ("Wrong price on the menu", "Agreed with the guest"),
    ReasonKind.PAID_IN: ("More change for the drawer", "Correction"),
    ReasonKind.PAID_OUT: ("Supplier paid in cash", "Small purchase", "Correction"),
    ReasonKind.NO_SALE: ("Change for a guest", "Drawer checked"),
    ReasonKind.REOPEN: ("Paid by mistake", "Wrong payment method", "Guest orders more"),
}
