from typing import Any

from odoo import fields, models
from odoo.tools import SQL

from ..domain.service_request import KIND_LABELS, STATE_LABELS, RequestKind, RequestState


class FynloServiceRequest(models.Model):
    """Somebody at a table wants something: the waiter, the bill, water, help."""

    _name = "fynlo.service.request"
    _inherit = ["fynlo.versioned"]
    _description = "Service request"
    _order = "id desc"
    _rec_name = "kind"

    uuid = fields.Char("UUID", required=True, readonly=True, copy=False)
    kind = fields.Selection(
        [(str(kind), KIND_LABELS[kind]) for kind in RequestKind], required=True, readonly=True
    )
    state = fields.Selection(
        [(str(state), STATE_LABELS[state]) for state in RequestState],
        required=True,
        readonly=True,
        default=str(RequestState.OPEN),
    )
    table_id = fields.Many2one(
        "restaurant.table", required=True, readonly=True, index=True, ondelete="cascade"
    )
    # A guest asks by the link to an order; a waiter may ask for a table that has none.
    order_id = fields.Many2one(
        "pos.order", readonly=True, index="btree_not_null", ondelete="set null"
    )
    config_id = fields.Many2one(
        "pos.config", "Till", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    by_guest = fields.Boolean("By a guest", readonly=True)
    asked_at = fields.Datetime("Asked", required=True, readonly=True)
    taken_at = fields.Datetime("Taken", readonly=True)
    taken_by_id = fields.Many2one("hr.employee", "Taken by", readonly=True, ondelete="set null")
    # Who took it where that user of Odoo is no employee.
    taken_by_user_id = fields.Many2one(
        "res.users", "Taken by user", readonly=True, ondelete="set null"
    )
    closed_at = fields.Datetime("Done", readonly=True)
    closed_by_id = fields.Many2one("hr.employee", "Done by", readonly=True, ondelete="set null")

    _uuid_unique = models.UniqueIndex("(uuid)")
    # Whoever presses twice, or on two phones at once, has asked for it once.
    _one_waiting = models.UniqueIndex("(table_id, kind) WHERE state <> 'closed'")

    def _fynlo_label(self) -> str:
        self.ensure_one()
        return f"{KIND_LABELS[RequestKind(self.kind)]}, {self.table_id.display_name}"

    def _open(self, values: dict[str, Any]) -> Any:
        """A new request, or none when somebody has asked for the same at that table.

        Of two that ask at the same moment one fails to serialize, is tried again, and finds the
        other's: Odoo's own create would tell the guest of an error.
        """
        columns = {**values, "state": str(RequestState.OPEN), "fynlo_version": 1}
        names = SQL(", ").join(map(SQL.identifier, columns))
        statement = (
            "INSERT INTO fynlo_service_request (%s) VALUES %s"
            " ON CONFLICT (table_id, kind) WHERE state <> 'closed' DO NOTHING RETURNING id"
        )
        self.env.cr.execute(SQL(statement, names, tuple(columns.values())))
        row = self.env.cr.fetchone()
        return self.browse(row and row[0])

    def action_take(self) -> None:
        """Button: somebody goes there, by the same command as the API."""
        self._run("service_request.take")

    def action_close(self) -> None:
        """Button: it is done, by the same command as the API."""
        self._run("service_request.close")

    def _run(self, command: str) -> None:
        office = self.env["fynlo.back_office"]
        for request in self:
            office._command(command, {"request_id": request.uuid})
