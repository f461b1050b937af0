"""What the kitchen is asked and told."""

from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from odoo.addons.fynlo_pos_api.schemas.common import BaseVersion, Id, Page, Schema
from odoo.addons.fynlo_pos_api.schemas.order import OrderType
from odoo.addons.fynlo_pos_api.schemas.order_line import CourseNumber

from ..domain.ticket_state import TicketState

# What the dishes of an order that have no course are told by: they are never held.
Course = CourseNumber


class SendBody(Schema):
    """`fire_all`: no course waits. `base_version` is the order's."""

    fire_all: bool = False
    base_version: BaseVersion


class KitchenSend(SendBody):
    """Input of kitchen.send."""

    order_id: UUID


class CourseBody(Schema):
    """`base_version` is the order's."""

    base_version: BaseVersion


class CourseGiven(CourseBody):
    """Input of kitchen.hold and kitchen.fire_course."""

    order_id: UUID
    course: Course


class SentTicket(Schema):
    """A ticket in short."""

    id: UUID
    station_id: int
    state: TicketState
    course: int | None
    send_number: int


class SentOrder(Schema):
    """The order's tickets that are on the screens or held, and the order's new version.

    `sent_lines` are the lines that went to the kitchen by this call; none: they were there already.
    """

    order_id: UUID
    version: int
    send_number: int
    sent_lines: list[UUID]
    tickets: list[SentTicket]


class TicketBody(Schema):
    """`base_version` is the ticket's."""

    base_version: BaseVersion


class TicketGiven(TicketBody):
    """Input of kitchen.start, kitchen.recall and kitchen.undo."""

    ticket_id: UUID


class CompleteBody(TicketBody):
    """`checked`: the lines (ids) whose check was ticked."""

    checked: list[UUID] = Field(default=[], max_length=200)


class TicketComplete(CompleteBody):
    """Input of kitchen.complete."""

    ticket_id: UUID


class RushBody(TicketBody):
    """`rushed`: false takes it back."""

    rushed: bool = True


class TicketRush(RushBody):
    """Input of kitchen.rush."""

    ticket_id: UUID


class BumpBody(TicketBody):
    """`checked`: the line's check was ticked. `base_version` is the ticket's."""

    checked: bool = False


class LineBump(BumpBody):
    """Input of kitchen.bump_line."""

    ticket_line_id: UUID


class Shown(StrEnum):
    """Which tickets: on the screen, waiting for their course, both, or done (the last first)."""

    OPEN = "open"
    HELD = "held"
    UNFINISHED = "unfinished"
    COMPLETED = "completed"


class TicketFilter(Page):
    """Which tickets. The screen of a station sees its own, whatever it asks for."""

    station_id: Id | None = None
    order_id: UUID | None = None
    state: Shown = Shown.OPEN


class StationFilter(Schema):
    """Of one station, or of all."""

    station_id: Id | None = None


class DishCount(Schema):
    """How many of a dish are to be made: on the screen, and on hold."""

    product_id: int
    name: str
    quantity: float
    held: float


class Summary(Schema):
    """The all-day counts, what most are of first."""

    items: list[DishCount]
    open_tickets: int
    late_tickets: int
    next_cursor: str | None = None


class PickUp(Schema):
    """An order as the guests' screen shows it."""

    number: str
    order_type: OrderType


class PickUps(Schema):
    """Orders to be picked up: those that are made, and those that are ready."""

    preparing: list[PickUp]
    ready: list[PickUp]


class RecipeGet(Schema):
    """Which dish."""

    product_id: Id


class RecipePicture(RecipeGet):
    """Which dish, and the pictures of it that the caller has."""

    known_tags: Annotated[frozenset[str], Field(default=frozenset())]


class Recipe(Schema):
    """How a dish is made. `picture_url`: what it has to look like."""

    product_id: int
    name: str
    steps: list[str]
    check: str | None
    prep_minutes: int | None
    picture_url: str | None
