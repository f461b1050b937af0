from collections.abc import Callable
from typing import Any

from pydantic import BaseModel

from odoo import models
from odoo.tools import SQL

from ..const import CALLER, ErrorCode
from ..domain.caller import Caller
from ..exceptions import ApprovalRequired, Conflict, VersionConflict
from .run import RUN, Run


class FynloService(models.AbstractModel):
    """What every service has: its caller, its till, events, approval."""

    _name = "fynlo.service"
    _description = "Base of Fynlo's services"

    @property
    def _caller(self) -> Caller:
        caller = self.env.context.get(CALLER)
        if not isinstance(caller, Caller):
            raise TypeError("A service runs for a caller.")
        return caller

    @property
    def _run(self) -> Run:
        run = self.env.context.get(RUN)
        if not isinstance(run, Run):
            raise TypeError("A command runs in the runner.")
        return run

    def _till(self) -> Any:
        """The till (pos.config) that the caller works on.

        :raises Conflict: till_required: a user of the back office names none
        """
        if not self._caller.till_id:
            raise Conflict(
                "Call this from a paired device: it works on the device's till.",
                ErrorCode.TILL_REQUIRED,
            )
        # sudo: an employee may work on a till without reading its settings in Odoo
        return self.env["pos.config"].sudo().browse(self._caller.till_id)

    def _hold(
        self, record: Any, base_version: int | None, current: Callable[[Any], BaseModel]
    ) -> None:
        """Hold a record until the end of the transaction, and refuse one that was changed since.

        :param record: one record of a model that inherits fynlo.versioned
        :param base_version: the version that the caller saw; None: it does not say
        :param current: makes what the refusal shows of the record, e.g. Table.from_record
        :raises VersionConflict: the record is newer than what the caller saw
        """
        self.env.cr.execute(
            SQL(
                "SELECT 1 FROM %s WHERE id = %s FOR NO KEY UPDATE",
                SQL.identifier(record._table),
                record.id,
            )
        )
        if base_version is None or base_version == record.fynlo_version:
            return
        raise VersionConflict(
            f"It is at version {record.fynlo_version}, not {base_version}; read it again.",
            current(record).model_dump(mode="json"),
        )

    def _emit(
        self,
        name: str,
        record: Any,
        payload: dict[str, Any],
        till: Any = None,
        *,
        first: bool = False,
    ) -> None:
        """Leave an event about a record, raising its version by one.

        :param name: `<aggregate>.<what happened>`
        :param record: one record of a model that inherits fynlo.versioned
        :param payload: JSON; identifiers and what changed, never a secret
        :param till: the pos.config where it happened; none: the caller's
        :param first: the record was just created at version 1, which this event is
        """
        if not first:
            record.fynlo_version += 1
        caller, run = self._caller, self._run
        run.events.append(
            {
                "name": name,
                "aggregate_model": record._name,
                "aggregate_id": record.id,
                "aggregate_uuid": record["uuid"] if "uuid" in record._fields else None,
                "version": record.fynlo_version,
                "company_id": caller.company_id,
                "config_id": till.id if till else caller.till_id,
                "user_id": caller.user_id,
                "employee_id": caller.employee_id,
                "device_id": caller.device_id,
                "approver_id": run.approver_id,
                "command": run.command,
                "request_id": caller.request_id,
                "payload": payload,
            }
        )

    def _require_approval(self, reason: str) -> None:
        """Go on only for an owner or manager, or with the PIN of one.

        Who approved is recorded in the events that the command leaves after this call.

        :param reason: what has to be approved, as the refusal says it
        :raises ApprovalRequired: nobody approved
        :raises Forbidden: approval_refused: the PIN is wrong or its owner may not approve
        """
        run = self._run
        if self._caller.may_approve:
            run.approver_id = self._caller.employee_id
            return
        if run.approval is None:
            raise ApprovalRequired(
                f"{reason} needs a manager: send `approval` with an employee_id and a PIN.",
                field="approval",
            )
        run.approver_id = self.env["fynlo.pin"]._approver(run.approval)
