from typing import Any

from odoo import models

from ..const import Scope
from ..domain.reasons import LABELS, ReasonKind
from ..exceptions import Invalid, NotFound
from ..schemas.reason import Reason, ReasonChange, ReasonCreate, ReasonFilter, Reasons
from .definition import command, query

_CHANGED = ("name", "sequence", "active")


class FynloReasons(models.AbstractModel):
    """The company's list of reasons."""

    _name = "fynlo.reasons"
    _inherit = ["fynlo.service"]
    _description = "Reasons of the company"

    @query("reason.list", Scope.SETTINGS_READ)
    def list_reasons(self, data: ReasonFilter) -> Reasons:
        """The reasons to choose from."""
        domain = [("kind", "=", data.kind)] if data.kind else []
        found = self._all(archived=data.archived).search([*self._own(), *domain])
        return Reasons(items=[Reason.from_record(reason) for reason in found])

    @command("reason.create", Scope.SETTINGS_WRITE)
    def create_reason(self, data: ReasonCreate) -> Reason:
        """Add a reason to the list."""
        values = {"name": data.name, "kind": data.kind, "sequence": data.sequence}
        reason = self._all().create({**values, "company_id": self._caller.company_id})
        self._emit("reason.created", reason, {"id": reason.id, **values})
        return Reason.from_record(reason)

    @command("reason.change", Scope.SETTINGS_WRITE)
    def change_reason(self, data: ReasonChange) -> Reason:
        """Change a reason, or take it off the list: what was done for it keeps it.

        :raises NotFound: the company has no such reason
        :raises VersionConflict: it is newer than what the caller saw
        """
        domain = [("id", "=", data.reason_id), *self._own()]
        reason = self._all(archived=True).search(domain)
        if not reason:
            raise NotFound(f"There is no reason {data.reason_id}.")
        self._hold(reason, data.base_version, Reason.from_record)
        sent = {name: getattr(data, name) for name in _CHANGED if name in data.model_fields_set}
        values = {name: value for name, value in sent.items() if value is not None}
        reason.write(values)
        self._emit("reason.changed", reason, {"id": reason.id, **values})
        return Reason.from_record(reason)

    def _of(self, kind: ReasonKind | str, reason_id: int, field: str = "reason_id") -> Any:
        """The reason (fynlo.reason), when it is on the company's list for this.

        :raises Invalid: it is not
        """
        domain = [("id", "=", reason_id), ("kind", "=", str(kind)), *self._own()]
        reason = self._all().search(domain)
        if not reason:
            used_for = LABELS[ReasonKind(kind)].lower()
            raise Invalid(
                f"There is no reason {reason_id} for this ({used_for}); see GET /reasons.",
                field=field,
            )
        return reason

    def _all(self, archived: bool = False) -> Any:
        # sudo: a server reads no settings in Odoo; the scope is checked, the company in each search
        return self.env["fynlo.reason"].sudo().with_context(active_test=not archived)

    def _own(self) -> list[tuple[str, str, Any]]:
        return [("company_id", "=", self._caller.company_id)]
