"""Kitchen stations."""

from typing import Any

from odoo.addons.fynlo_pos_api.schemas.common import Schema

from ..const import StationKind


class Station(Schema):
    """A station: its thresholds in seconds, and how many tickets it has on its screen."""

    id: int
    name: str
    kind: StationKind
    warn_seconds: int
    late_seconds: int
    places: int
    till_ids: list[int]
    open_tickets: int

    @classmethod
    def from_record(cls, station: Any, open_tickets: int) -> "Station":
        """From a fynlo.kitchen.station."""
        return cls(
            id=station.id,
            name=station.name,
            kind=StationKind(station.kind),
            warn_seconds=station.warn_seconds,
            late_seconds=station.late_seconds,
            places=station.places,
            till_ids=station.till_ids.ids,
            open_tickets=open_tickets,
        )


class Stations(Schema):
    """Stations; there are few, so there is one page. `undo_seconds`: how long an undo holds."""

    items: list[Station]
    undo_seconds: int
    next_cursor: str | None = None
