"""Floors: the rooms of the restaurant with their tables."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.table import FloorCreate, FloorPatchBody
from .base import ApiController, sent_values, values_of


class FloorsController(ApiController):
    """The doors to the floor plan."""

    @api_route("/floors", "GET", tag="Tables", calls="floor.list")
    def list_floors(self) -> Reply:
        """Read the floors of the till with the live state of every table.

        The state follows the orders: a table with an open order is `ordered`, one whose orders
        are paid is `dirty` until it is said to be clean.
        """
        return self.query("floor.list", {})

    @api_route("/floors", "POST", tag="Tables", calls="floor.create", status=201)
    def create_floor(self, body: FloorCreate) -> Reply:
        """Add a floor; needs an owner or manager."""
        return self.command("floor.create", values_of(body))

    @api_route("/floors/{floor_id}", "PATCH", tag="Tables", calls="floor.change")
    def change_floor(self, floor_id: int, body: FloorPatchBody) -> Reply:
        """Change a floor; needs an owner or manager."""
        return self.command("floor.change", {"floor_id": floor_id, **sent_values(body)})

    @api_route(
        "/floors/{floor_id}",
        "DELETE",
        tag="Tables",
        calls="floor.archive",
        status=204,
        errors=(ErrorCode.TABLE_NOT_FREE,),
    )
    def archive_floor(self, floor_id: int) -> Reply:
        """Take a floor and its tables away; needs an owner or manager."""
        return self.command("floor.archive", {"floor_id": floor_id})
