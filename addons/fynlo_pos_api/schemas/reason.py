"""The reasons that the owner keeps, for voids, comps, discounts and the like."""

from typing import Annotated, Any

from pydantic import Field

from ..domain.reasons import ReasonKind
from .common import BaseVersion, Id, Schema

# PostgreSQL stores no NUL character, and a blank name is none.
ReasonName = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Sequence = Annotated[int, Field(ge=0, le=100_000)]

# A few words beside a reason.
ReasonNote = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class Reason(Schema):
    """A reason of one kind; one that is not `active` is kept for the past only."""

    id: int
    kind: ReasonKind
    name: str
    sequence: int
    active: bool
    version: int

    @classmethod
    def from_record(cls, record: Any) -> "Reason":
        """From a fynlo.reason."""
        return cls(
            id=record.id,
            kind=ReasonKind(record.kind),
            name=record.name,
            sequence=record.sequence,
            active=record.active,
            version=record.fynlo_version,
        )


class ReasonFilter(Schema):
    """Which reasons: of one kind, and those that are no longer in use too."""

    kind: ReasonKind | None = None
    archived: bool = False


class Reasons(Schema):
    """Reasons by kind, in the owner's order; there are few, so there is one page."""

    items: list[Reason]
    next_cursor: str | None = None


class ReasonCreate(Schema):
    """A new reason."""

    kind: ReasonKind
    name: ReasonName
    sequence: Sequence = 100


class ReasonPatch(Schema):
    """What changes of a reason; `active` false takes it off the list."""

    name: ReasonName | None = None
    sequence: Sequence | None = None
    active: bool | None = None
    base_version: BaseVersion


class ReasonChange(ReasonPatch):
    """Input of reason.change."""

    reason_id: Id
