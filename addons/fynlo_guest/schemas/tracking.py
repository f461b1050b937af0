"""What a guest sees of an order."""

from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus
from odoo.addons.fynlo_pos_api.schemas.common import Money, Schema, Time
from odoo.addons.fynlo_pos_api.schemas.order import OrderType

from ..domain.service_request import RequestKind, RequestState


class TrackedStep(Schema):
    """A status that the order got, and when."""

    status: OrderStatus
    label: str
    at: Time
    note: str | None


class TrackedItem(Schema):
    """A dish; `is_part`: a dish of the set menu above. `price` is that of all of them."""

    name: str
    quantity: float
    modifiers: list[str]
    note: str | None
    is_part: bool
    is_comped: bool
    price: Money


class TrackedRequest(Schema):
    """What was asked for at the table, and how far it is."""

    kind: RequestKind
    state: RequestState
    asked_at: Time
    closed_at: Time | None


class TrackedOrder(Schema):
    """An order as its guest sees it: nothing of other orders, and nobody's name.

    `estimated_at` is when the kitchen expects it to be ready, `promised_at` what was agreed.
    `is_joined`: the guest's own was put into another one, which this is; its dishes and sums are
    not told, for they are others' too.
    `can_ask_for` is what POST /service-requests takes at this moment.
    """

    number: str
    restaurant: str
    order_type: OrderType
    table: str | None
    status: OrderStatus
    label: str
    progress: int
    estimated_at: Time | None
    promised_at: Time | None
    ordered_at: Time
    timeline: list[TrackedStep]
    is_joined: bool
    items: list[TrackedItem]
    discount: Money | None
    service_charge: Money | None
    total: Money | None
    paid: Money | None
    due: Money | None
    can_ask_for: list[RequestKind]
    requests: list[TrackedRequest]
    version: int
