import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import SQL, ormcache

from ..domain.money import from_minor
from ..domain.payload_rows import payload_rows

# Raised for the retention job's own transaction only; the trigger lets a DELETE pass under it.
RETENTION_SETTING = "fynlo.retention"
RETENTION_DAYS = 400
RETENTION_PARAMETER = "fynlo_pos_api.event_retention_days"
# The last transaction of which events were deleted: who has not read on from there has a gap.
DELETED_PARAMETER = "fynlo_pos_api.events_deleted_to"
_BATCH = 10_000

_COLUMNS = (
    "name", "aggregate_model", "aggregate_id", "aggregate_uuid", "version", "company_id",
    "config_id", "user_id", "employee_id", "device_id", "approver_id", "command",
    "request_id", "payload",
)  # fmt: skip

_APPEND_ONLY = """
CREATE OR REPLACE FUNCTION fynlo_event_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('fynlo.retention', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'fynlo_event is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE TRIGGER fynlo_event_no_change BEFORE UPDATE OR DELETE ON fynlo_event
    FOR EACH ROW EXECUTE FUNCTION fynlo_event_append_only();
CREATE OR REPLACE TRIGGER fynlo_event_no_truncate BEFORE TRUNCATE ON fynlo_event
    FOR EACH STATEMENT EXECUTE FUNCTION fynlo_event_append_only();
ALTER TABLE fynlo_event ALTER COLUMN xid SET DEFAULT pg_current_xact_id()::text::bigint;
ALTER TABLE fynlo_event ALTER COLUMN occurred_at SET DEFAULT now() AT TIME ZONE 'UTC';
"""

# Another cluster, a restored copy, and a standby that took over each tell another history.
_EPOCH = """
SELECT left(md5(concat_ws(':', system_identifier, timeline_id, oid)), 12)
  FROM pg_control_system(), pg_control_checkpoint(), pg_database
 WHERE datname = current_database()
"""
_HELD_BACK = """
SELECT greatest(0, extract(epoch FROM (now() AT TIME ZONE 'UTC') - occurred_at))
  FROM fynlo_event WHERE xid >= %s ORDER BY xid, id LIMIT 1
"""


class Written(NamedTuple):
    """What the database gave to a written event.

    Every transaction below `seen_below` was over when the writing one began.
    """

    xid: int
    id: int
    occurred_at: datetime
    seen_below: int


class Horizon(NamedTuple):
    """Up to where the feed goes: below `xid` no transaction is running.

    `lag_seconds` is the age of the oldest event that is committed and not below it.
    """

    epoch: str
    xid: int
    lag_seconds: float


class FynloEvent(models.Model):
    """The outbox: what happened, written in the command's transaction and never changed.

    Websocket, feed, webhooks and audit trail only read it. `xid` is the writing transaction: a
    reader that stays below pg_snapshot_xmin misses no late committer.
    """

    _name = "fynlo.event"
    _description = "Event"
    _order = "id desc"
    _log_access = False

    name = fields.Char("Event", required=True, readonly=True, index=True)
    occurred_at = fields.Datetime("Time", readonly=True, index=True)
    aggregate_model = fields.Char("Model", required=True, readonly=True)
    aggregate_id = fields.Many2oneReference(
        "Record id", model_field="aggregate_model", required=True, readonly=True
    )
    aggregate_uuid = fields.Char("UUID", readonly=True)
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    # Who and where cannot be deleted while an event names them: archive them.
    company_id = fields.Many2one("res.company", readonly=True, required=True, ondelete="restrict")
    config_id = fields.Many2one(
        "pos.config", "Till", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    employee_id = fields.Many2one("hr.employee", readonly=True, ondelete="restrict")
    device_id = fields.Many2one("fynlo.device", readonly=True, ondelete="restrict")
    approver_id = fields.Many2one("hr.employee", "Approved by", readonly=True, ondelete="restrict")
    command = fields.Char(readonly=True)
    request_id = fields.Char(readonly=True)
    payload = fields.Json(readonly=True)
    xid = fields.Integer("Transaction", readonly=True, aggregator=None)
    record_name = fields.Char("Record", compute="_compute_record_name")
    payload_table = fields.Html("Details", compute="_compute_payload_table", sanitize=False)

    _aggregate_version = models.UniqueIndex("(aggregate_model, aggregate_id, version)")
    _feed = models.Index("(xid, id)")

    def init(self) -> None:
        """The database itself keeps the table append-only."""
        self.env.cr.execute("ALTER TABLE fynlo_event ALTER COLUMN xid TYPE bigint")
        self.env.cr.execute(_APPEND_ONLY)

    @api.depends("aggregate_model", "aggregate_id")
    def _compute_record_name(self) -> None:
        """The record's name; empty when it is gone or the user may not read it."""
        for model, events in self.grouped("aggregate_model").items():
            names: dict[int, str] = {}
            # The addon of the model may have been uninstalled since.
            if model in self.env:
                records = self.env[model].browse(events.mapped("aggregate_id")).exists()
                readable = records._filtered_access("read")
                names = {record.id: record._fynlo_label() for record in readable}
            for event in events:
                event.record_name = names.get(event.aggregate_id)

    @api.depends("payload")
    def _compute_payload_table(self) -> None:
        row = Markup('<tr><td style="padding-left: %sem">%s</td><td>%s</td></tr>')
        for event in self:
            rows = payload_rows(event.payload or {}, self._money_text)
            cells = [row % (1 + 2 * depth, label, text) for depth, label, text in rows]
            event.payload_table = cells and Markup(
                '<table class="table table-sm w-auto"><tbody>%s</tbody></table>'
            ) % Markup().join(cells)

    def _money_text(self, amount: int, currency_code: str) -> str:
        currency = self.env["res.currency"].with_context(active_test=False)
        found = currency.search([("name", "=", currency_code)], limit=1)
        if not found:
            return f"{amount} {currency_code}"
        return found.format(from_minor(amount, found.decimal_places))

    def action_open_record(self) -> dict[str, Any]:
        """Button: open what the event is about."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.aggregate_model,
            "res_id": self.aggregate_id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    @api.model
    def _append(self, rows: Sequence[dict[str, Any]]) -> list[Written]:
        """Write events and give back what the database gave to each, in order.

        Plain SQL: the rows have no computed field, and it is on the path of every command.
        """
        columns = ", ".join(_COLUMNS)
        row = "(" + ", ".join(["%s"] * len(_COLUMNS)) + ")"
        values = [
            json.dumps(item["payload"]) if name == "payload" else item.get(name)
            for item in rows
            for name in _COLUMNS
        ]
        self.env.cr.execute(
            f"INSERT INTO fynlo_event ({columns}) VALUES {', '.join([row] * len(rows))}"  # noqa: S608
            " RETURNING xid, id, occurred_at,"
            " pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
            values,
        )
        return [Written(*found) for found in self.env.cr.fetchall()]

    @api.model
    @ormcache(cache="stable")
    def _epoch(self) -> str:
        """Which history messages are of; after a standby took over, an old one until a restart.

        Then clients read the state anew more often than they must.
        """
        return self._present_epoch()

    @api.model
    def _present_epoch(self) -> str:
        """Which history this database tells now."""
        self.env.cr.execute(_EPOCH)
        return str(self.env.cr.fetchone()[0])

    @api.model
    def _horizon(self) -> Horizon:
        """Up to where the feed goes in this transaction's snapshot."""
        epoch = self._present_epoch()
        self.env.cr.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        [xid] = self.env.cr.fetchone()
        self.env.cr.execute(_HELD_BACK, [xid])
        held = self.env.cr.fetchone()
        return Horizon(epoch, xid, float(held[0]) if held else 0.0)

    @api.model
    def _last_ids(self, records: Any) -> dict[int, int]:
        """The id of the last event about each of these records that has any."""
        self.env.cr.execute(
            "SELECT aggregate_id, max(id) FROM fynlo_event"
            " WHERE aggregate_model = %s AND aggregate_id = ANY(%s) GROUP BY aggregate_id",
            [records._name, records.ids],
        )
        return dict(self.env.cr.fetchall())

    @api.model
    def _after(
        self, seen: tuple[int, int], below: int, heard: SQL, readable: SQL, limit: int
    ) -> list[dict[str, Any]]:
        """The rows after a place in the feed, in its order.

        :param seen: the place, (xid, id)
        :param below: the transaction that the feed ends before
        :param heard: which events
        :param readable: of which of them the payload; the others' is None
        """
        self.env.cr.execute(
            SQL(
                "SELECT xid, id, name, aggregate_model, aggregate_id, aggregate_uuid, version,"
                " config_id, occurred_at, CASE WHEN %s THEN payload END AS payload"
                " FROM fynlo_event WHERE (xid, id) > (%s, %s) AND xid < %s AND (%s)"
                " ORDER BY xid, id LIMIT %s",
                readable,
                *seen,
                below,
                heard,
                limit,
            )
        )
        return self.env.cr.dictfetchall()

    @api.model
    def _delete_expired(self) -> int:
        """The retention job: delete the events older than the kept days, in batches.

        :return: how many were deleted
        """
        # sudo: how long is a system parameter, whoever the job runs as
        parameters = self.env["ir.config_parameter"].sudo()
        days = int(parameters.get_param(RETENTION_PARAMETER) or RETENTION_DAYS)
        before = fields.Datetime.now() - timedelta(days=days)
        self.env.cr.execute("SELECT set_config(%s, 'on', true)", [RETENTION_SETTING])
        self.env.cr.execute(
            "WITH gone AS (DELETE FROM fynlo_event WHERE id IN"
            " (SELECT id FROM fynlo_event WHERE occurred_at < %s ORDER BY id LIMIT %s)"
            " RETURNING xid) SELECT count(*), max(xid) FROM gone",
            [before, _BATCH],
        )
        deleted, last = self.env.cr.fetchone()
        if deleted:
            parameters.set_param(DELETED_PARAMETER, max(last, self._deleted_to()))
        self.env.cr.execute("SELECT set_config(%s, '', true)", [RETENTION_SETTING])
        return deleted

    @api.model
    def _deleted_to(self) -> int:
        """The last transaction of which events were deleted; 0: none."""
        # sudo: one number that says nothing of what happened
        return int(self.env["ir.config_parameter"].sudo().get_param(DELETED_PARAMETER) or 0)

    @api.model
    def _apply_retention(self) -> None:
        """The daily job: delete what is older than the kept days, a batch a transaction."""
        while deleted := self._delete_expired():
            more = _BATCH if deleted == _BATCH else 0
            if not self.env["ir.cron"]._commit_progress(deleted, remaining=more):
                return
