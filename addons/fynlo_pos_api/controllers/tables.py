"""Tables: what happens at them."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.table import (
    TableActionBody,
    TableCreate,
    TableMergeBody,
    TablePatchBody,
    TableSeatBody,
)
from .base import ApiController, sent_values, values_of

_NOT_FREE = (ErrorCode.TABLE_NOT_FREE,)
_NOT_ORDERED = (ErrorCode.ORDER_NOT_OPEN,)


class TablesController(ApiController):
    """The doors to the commands of tables."""

    @api_route("/tables", "POST", tag="Tables", calls="table.create", status=201)
    def create_table(self, body: TableCreate) -> Reply:
        """Add a table to a floor."""
        return self.command("table.create", values_of(body))

    @api_route("/tables/{table_id}", "PATCH", tag="Tables", calls="table.change", errors=_NOT_FREE)
    def change_table(self, table_id: int, body: TablePatchBody) -> Reply:
        """Change a table's waiter, covers, signs, or place on the floor plan.

        The floor plan (`number`, `seats`, `x`, `y`, `width`, `height`, `shape`, `color`) needs an
        owner or manager.
        """
        return self.command("table.change", {"table_id": table_id, **sent_values(body)})

    @api_route(
        "/tables/{table_id}",
        "DELETE",
        tag="Tables",
        calls="table.archive",
        status=204,
        errors=_NOT_FREE,
    )
    def archive_table(self, table_id: int) -> Reply:
        """Take a table off the floor plan; needs an owner or manager."""
        return self.command("table.archive", {"table_id": table_id})

    @api_route(
        "/tables/{table_id}/seat", "POST", tag="Tables", calls="table.seat", errors=_NOT_FREE
    )
    def seat(self, table_id: int, body: TableSeatBody) -> Reply:
        """Seat guests at a table that is free or reserved."""
        return self.command("table.seat", {"table_id": table_id, **values_of(body)})

    @api_route(
        "/tables/{table_id}/serve", "POST", tag="Tables", calls="table.serve", errors=_NOT_ORDERED
    )
    def serve(self, table_id: int, body: TableActionBody) -> Reply:
        """Say that all that was ordered is on the table."""
        return self.command("table.serve", {"table_id": table_id, **values_of(body)})

    @api_route(
        "/tables/{table_id}/bill", "POST", tag="Tables", calls="table.bill", errors=_NOT_ORDERED
    )
    def ask_bill(self, table_id: int, body: TableActionBody) -> Reply:
        """Say that the guests ask for the bill."""
        return self.command("table.bill", {"table_id": table_id, **values_of(body)})

    @api_route(
        "/tables/{table_id}/clean", "POST", tag="Tables", calls="table.clean", errors=_NOT_FREE
    )
    def clean(self, table_id: int, body: TableActionBody) -> Reply:
        """Say that a table is clean and nobody sits there."""
        return self.command("table.clean", {"table_id": table_id, **values_of(body)})

    @api_route(
        "/tables/{table_id}/merge", "POST", tag="Tables", calls="table.merge", errors=_NOT_FREE
    )
    def merge_tables(self, table_id: int, body: TableMergeBody) -> Reply:
        """Put other tables of the floor to this one."""
        return self.command("table.merge", {"table_id": table_id, **values_of(body)})

    @api_route("/tables/{table_id}/unmerge", "POST", tag="Tables", calls="table.unmerge")
    def unmerge_tables(self, table_id: int, body: TableActionBody) -> Reply:
        """Take a table away from the others, or the others from a main table."""
        return self.command("table.unmerge", {"table_id": table_id, **values_of(body)})
