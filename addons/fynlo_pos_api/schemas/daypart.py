"""Dayparts: menus by day and hour."""

from typing import Annotated, Any

from pydantic import Field

from ..domain.daypart import clock
from .common import BaseVersion, Id, Schema, Weekday
from .menu_text import NAME, NOT_SENT, Ids, Place

DaypartName = Annotated[str, Field(max_length=100, pattern=NAME)]
Weekdays = Annotated[list[Weekday], Field(min_length=1, max_length=7)]
Begins = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["07:00"])]
Ends = Annotated[
    str,
    Field(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$", examples=["11:30"]),
]


class Daypart(Schema):
    """A part of the week, by the restaurant's clock; `until` earlier than `begins`: the next day.

    It is about the dishes and the categories (with those below) that it names, else about all.
    `exclusive`: they are sold at its times only. `price_list_id`: its prices hold then.
    """

    id: int
    name: str
    weekdays: list[Weekday]
    begins: str
    until: str
    category_ids: list[int]
    product_ids: list[int]
    exclusive: bool
    price_list_id: int | None
    sequence: int
    active: bool
    version: int

    @classmethod
    def from_record(cls, record: Any) -> "Daypart":
        """From a fynlo.daypart."""
        hours = record._hours_of_week()
        return cls(
            id=record.id,
            name=record.name,
            weekdays=[day for number, day in enumerate(Weekday) if number in hours.weekdays],
            begins=clock(hours.begins),
            until=clock(hours.ends),
            category_ids=record.category_ids.ids,
            product_ids=record.product_tmpl_ids.product_variant_ids.ids,
            exclusive=record.is_exclusive,
            price_list_id=record.pricelist_id.id or None,
            sequence=record.sequence,
            active=record.active,
            version=record.fynlo_version,
        )


class DaypartFilter(Schema):
    """Which dayparts: `archived` ones too."""

    archived: bool = False


class Dayparts(Schema):
    """Dayparts in the owner's order; there are few, so there is one page."""

    items: list[Daypart]
    next_cursor: str | None = None


class DaypartCreate(Schema):
    """A new daypart."""

    name: DaypartName
    weekdays: Weekdays = list(Weekday)
    begins: Begins
    until: Ends
    category_ids: Ids = []
    product_ids: Ids = []
    exclusive: bool = True
    price_list_id: Id | None = None
    sequence: Place = 10


class DaypartPatch(Schema):
    """What changes of a daypart; `active` false takes it out of use."""

    name: DaypartName = Field(default=NOT_SENT)
    weekdays: Weekdays = Field(default=NOT_SENT)
    begins: Begins = Field(default=NOT_SENT)
    until: Ends = Field(default=NOT_SENT)
    category_ids: Ids = Field(default=NOT_SENT)
    product_ids: Ids = Field(default=NOT_SENT)
    exclusive: bool = Field(default=NOT_SENT)
    price_list_id: Id | None = None
    sequence: Place = Field(default=NOT_SENT)
    active: bool = Field(default=NOT_SENT)
    base_version: BaseVersion


class DaypartChange(DaypartPatch):
    """Input of menu.change_daypart."""

    daypart_id: Id


class DaypartDelete(Schema):
    """Input of menu.delete_daypart."""

    daypart_id: Id
    base_version: BaseVersion
