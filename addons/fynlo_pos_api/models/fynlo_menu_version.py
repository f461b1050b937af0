from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from odoo import api, fields, models

from ..const import CALLER
from ..domain.caller import Caller

_PENDING = "fynlo_pos_api.menu_changes"

# The column is not a field: Odoo has no field for a transaction id. It lets the database itself
# say whether the version was raised in this transaction, also after a savepoint was rolled back.
_SCHEMA = """
ALTER TABLE fynlo_menu_version
    ADD COLUMN IF NOT EXISTS raised_by xid8 DEFAULT pg_current_xact_id();
INSERT INTO fynlo_menu_version (company_id, fynlo_version)
    SELECT id, 0 FROM res_company ORDER BY id ON CONFLICT DO NOTHING;
"""

_RAISE = """
INSERT INTO fynlo_menu_version AS menu (company_id, fynlo_version)
    SELECT company.id, 1 FROM res_company company
     WHERE %(all)s OR EXISTS (
           SELECT FROM res_company changed
            WHERE changed.id = ANY(%(company_ids)s)
              AND starts_with(company.parent_path, changed.parent_path))
     ORDER BY company.id
ON CONFLICT (company_id) DO UPDATE
    SET fynlo_version = menu.fynlo_version + 1, raised_by = pg_current_xact_id()
    WHERE menu.raised_by <> pg_current_xact_id()
RETURNING id, company_id, fynlo_version
"""

# A dated price rule and a daypart change the menu without any write: the count of the rules that
# have begun or ended by now, and the dayparts that hold now, stand beside the version.
_STATE = """
SELECT menu.fynlo_version,
       menu.raised_by::text,
       COALESCE(menu.raised_by = pg_current_xact_id_if_assigned(), false),
       (SELECT count(*) FILTER (WHERE date_start <= %(at)s)
             + count(*) FILTER (WHERE date_end < %(at)s)
          FROM product_pricelist_item rule
         WHERE (rule.date_start IS NOT NULL OR rule.date_end IS NOT NULL)
           AND (rule.company_id IS NULL OR rule.company_id = menu.company_id)),
       (SELECT string_agg(part.id::text, '+' ORDER BY part.id)
          FROM fynlo_daypart part
          JOIN res_company company ON company.id = part.company_id
         CROSS JOIN LATERAL (
               SELECT %(at)s::timestamp AT TIME ZONE 'UTC'
                      AT TIME ZONE COALESCE(company.fynlo_timezone, 'UTC') AS shows) wall
         CROSS JOIN LATERAL (
               SELECT extract(hour FROM wall.shows) * 60 + extract(minute FROM wall.shows)
                      AS minute, round(part.begins * 60) AS begins, round(part.ends * 60) AS ends,
                      ARRAY[part.monday, part.tuesday, part.wednesday, part.thursday,
                            part.friday, part.saturday, part.sunday] AS days,
                      extract(isodow FROM wall.shows)::int AS today) clock
         WHERE part.company_id = menu.company_id AND part.active
           AND CASE WHEN clock.begins < clock.ends
               THEN clock.days[clock.today]
                    AND clock.minute >= clock.begins AND clock.minute < clock.ends
               ELSE (clock.days[clock.today] AND clock.minute >= clock.begins)
                    OR (clock.days[(clock.today + 5) %% 7 + 1] AND clock.minute < clock.ends)
               END)
  FROM fynlo_menu_version menu
 WHERE menu.company_id = %(company_id)s
"""


@dataclass(frozen=True, slots=True)
class MenuState:
    """Which menu a company has at a moment.

    `mark` is another text for every other content; `uncommitted`: this very transaction changes
    the menu, so what is read now must not be kept for others.
    """

    version: int
    mark: str
    uncommitted: bool


@dataclass(slots=True)
class _Changes:
    everywhere: bool = False
    company_ids: set[int] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)


class FynloMenuVersion(models.Model):
    """A company's menu as something with a version: every transaction that alters it adds one.

    A table of its own: neither an order nor a change of the company waits for a menu's edit.
    """

    _name = "fynlo.menu.version"
    _inherit = ["fynlo.versioned"]
    _description = "Version of a company's menu"
    _log_access = False
    _rec_name = "company_id"

    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")

    _company = models.UniqueIndex("(company_id)")

    def init(self) -> None:
        """Every company has a row from the start."""
        self.env.cr.execute(_SCHEMA)

    @api.model
    def _touch(self, companies: Any, part: str) -> None:
        """The menus of these companies and their branches change in this transaction.

        :param companies: res.company; none stands for all
        :param part: which model changed, for the event
        """
        hooks = self.env.cr.precommit
        changes = hooks.data.get(_PENDING)
        if changes is None:
            changes = hooks.data[_PENDING] = _Changes()
            hooks.add(self._raise_pending)
        changes.everywhere |= not companies
        changes.company_ids.update(companies.ids)
        changes.parts.add(part)

    @api.model
    def _state(self, company_id: int, at: datetime) -> MenuState:
        """Which menu the company has at a time (naive UTC): one query by the unique index."""
        if _PENDING in self.env.cr.precommit.data:
            self.env.cr.flush()
        self.env.cr.execute(_STATE, {"company_id": company_id, "at": at})
        version, raised_by, uncommitted, begun, dayparts = self.env.cr.fetchone()
        # Conversion rates are by day, so the day is part of the mark.
        mark = f"{version}.{raised_by}.{begun}.{dayparts or ''}.{at:%y%m%d}"
        return MenuState(version, mark, uncommitted)

    def _raise_pending(self) -> None:
        """Before the commit: raise the versions, at most once a transaction, and say so."""
        changes = self.env.cr.precommit.data.pop(_PENDING)
        self.env.cr.execute(
            _RAISE, {"all": changes.everywhere, "company_ids": list(changes.company_ids)}
        )
        events = [self._changed_event(changes, *row) for row in self.env.cr.fetchall()]
        self.invalidate_model(["fynlo_version"])
        # sudo: whoever may change a dish may let the tills know of it
        self.env["fynlo.outbox"].sudo()._publish(events)

    def _changed_event(
        self, changes: _Changes, row_id: int, company_id: int, version: int
    ) -> dict[str, Any]:
        sent = self.env.context.get(CALLER)
        caller = sent if isinstance(sent, Caller) else Caller(self.env.uid, company_id)
        return {
            "name": "menu.changed",
            "aggregate_model": self._name,
            "aggregate_id": row_id,
            "version": version,
            "company_id": company_id,
            "user_id": caller.user_id,
            "employee_id": caller.employee_id,
            "device_id": caller.device_id,
            "request_id": caller.request_id,
            "payload": {"changed": sorted(changes.parts)},
            "aggregate_uuid": None,
            "config_id": None,
        }
