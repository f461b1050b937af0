from typing import Any
from uuid import uuid4

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.const import ErrorCode, Scope
from odoo.addons.fynlo_pos_api.domain import cursor
from odoo.addons.fynlo_pos_api.exceptions import Conflict, Invalid, MalformedRequest, NotFound
from odoo.addons.fynlo_pos_api.schemas.table import TableAction
from odoo.addons.fynlo_pos_api.services.definition import Idempotency, command, query

from ..domain.service_request import WAITING, RequestKind, RequestState
from ..schemas.service_request import (
    ServiceRequest,
    ServiceRequestAction,
    ServiceRequestCreate,
    ServiceRequestFilter,
    ServiceRequestList,
)


class FynloServiceRequests(models.AbstractModel):
    """What guests ask for: a guest or a waiter asks, staff see, take and close it."""

    _name = "fynlo.service_requests"
    _inherit = ["fynlo.service_request.records"]
    _description = "Service request commands"

    @command("service_request.create", Scope.SERVICE_REQUESTS_WRITE, Idempotency.REQUIRED)
    def create_request(self, data: ServiceRequestCreate) -> ServiceRequest:
        """Ask for something at a table; what was asked for already is not asked for again.

        Who asks for the bill marks it at the table too.

        :raises NotFound: the till has no such table, or it is not the guest's
        :raises Conflict: order_not_open: the guest's order is at no table or over, or there is
            no bill to ask for
        :raises Invalid: staff name no table
        """
        order = self._own_order() if self._caller.order_id else None
        table = self._table_of(order, data) if order else self._table_named(data)
        values = self._values(table, order) | {"kind": str(data.kind)}
        request = self._requests()._open(values)
        if request:
            if data.kind is RequestKind.BILL:
                self.env["fynlo.tables"].ask_bill(TableAction(table_id=table.id, base_version=None))
            self._tell("service_request.created", request, first=True)
        else:
            same = self._waiting(table) & Domain("kind", "=", str(data.kind))
            request = self._requests().search(same)
        return ServiceRequest.from_record(request, for_guest=bool(order))

    @command("service_request.take", Scope.SERVICE_REQUESTS_WRITE)
    def take(self, data: ServiceRequestAction) -> ServiceRequest:
        """Say that the caller is on the way.

        :raises Forbidden: the caller is a guest
        :raises NotFound: the till has no such request
        :raises Conflict: operation_refused: it is done, or somebody else took it; or a newer
            version than `base_version`
        """
        request, employee = self._of(data), self._employee()
        if request.state == RequestState.CLOSED:
            raise self._refused(request, "This is done already.")
        taken_by = employee, self._user_without(employee)
        if request.state == RequestState.TAKEN:
            if (request.taken_by_id, request.taken_by_user_id) == taken_by:
                return ServiceRequest.from_record(request)
            raise self._refused(request, f"{self._name_of_taker(request)} is on the way.")
        request.write(
            {
                "state": str(RequestState.TAKEN),
                "taken_at": self.env.cr.now(),
                "taken_by_id": employee.id,
                "taken_by_user_id": taken_by[1].id,
            }
        )
        self._tell("service_request.taken", request)
        return ServiceRequest.from_record(request)

    @command("service_request.close", Scope.SERVICE_REQUESTS_WRITE)
    def close_request(self, data: ServiceRequestAction) -> ServiceRequest:
        """Say that it is done; what is done stays done.

        :raises Forbidden: the caller is a guest
        :raises NotFound: the till has no such request
        :raises VersionConflict: it is newer than `base_version`
        """
        request = self._of(data)
        if request.state != RequestState.CLOSED:
            closed = {"closed_at": self.env.cr.now(), "closed_by_id": self._employee().id}
            request.write({"state": str(RequestState.CLOSED), **closed})
            self._tell("service_request.closed", request)
        return ServiceRequest.from_record(request)

    @query("service_request.list", Scope.SERVICE_REQUESTS_READ)
    def list_requests(self, data: ServiceRequestFilter) -> ServiceRequestList:
        """What was asked for at the tables of the till, what was asked for first at first.

        :raises MalformedRequest: the cursor is not one of ours
        """
        states = [data.state] if data.state else WAITING
        domain = self._on_tills("table_id.floor_id.pos_config_ids")
        domain &= Domain("state", "in", [*map(str, states)])
        if data.table_id:
            domain &= Domain("table_id", "=", data.table_id)
        if data.cursor:
            try:
                domain &= Domain("id", ">", cursor.decode(data.cursor))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        found = self._requests().search(domain, order="id", limit=data.limit + 1)
        page = found[: data.limit]
        return ServiceRequestList(
            items=[ServiceRequest.from_record(request) for request in page],
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )

    # === HELPERS === #

    def _table_of(self, order: Any, data: ServiceRequestCreate) -> Any:
        """The table of a guest's order, at which this may be asked for."""
        present = self._present(order)
        if data.table_id not in {None, present.table_id.id}:
            raise NotFound(f"There is no table {data.table_id}.")
        if data.kind not in self._can_ask_for(present):
            raise Conflict("This order is at no table, or over.", ErrorCode.ORDER_NOT_OPEN)
        return self._find_table(present.table_id.id, archived=True)

    def _table_named(self, data: ServiceRequestCreate) -> Any:
        if data.table_id is None:
            raise Invalid("Name the table.", field="table_id")
        return self._find_table(data.table_id)

    def _values(self, table: Any, order: Any) -> dict[str, Any]:
        caller = self._caller
        tills = table.floor_id.pos_config_ids
        till_id = order.config_id.id if order else caller.till_id
        own = tills.filtered(lambda till: till.company_id.id == caller.company_id)
        return {
            "uuid": str(uuid4()),
            "table_id": table.id,
            "order_id": order.id if order else None,
            "config_id": till_id or own[:1].id,
            "company_id": caller.company_id,
            "by_guest": order is not None,
            "asked_at": self.env.cr.now(),
        }

    def _of(self, data: ServiceRequestAction) -> Any:
        return self._held_request(str(data.request_id), data.base_version)

    def _user_without(self, employee: Any) -> Any:
        """The Odoo user (res.users) who calls where no employee does; else none."""
        # sudo: only who it is and the name, of a caller who is known to the runner
        users = self.env["res.users"].sudo()
        return users if employee else users.browse(self._caller.user_id)

    def _name_of_taker(self, request: Any) -> str:
        taker = request.taken_by_id or request.taken_by_user_id
        return taker.name or "Somebody else"

    def _refused(self, request: Any, detail: str) -> Conflict:
        """The refusal that shows the request as it is now."""
        current = ServiceRequest.from_record(request).model_dump(mode="json")
        return Conflict(detail, ErrorCode.OPERATION_REFUSED, extra={"current": current})

    def _tell(self, name: str, request: Any, *, first: bool = False) -> None:
        payload = {
            "id": request.uuid,
            "kind": request.kind,
            "state": request.state,
            "table_id": request.table_id.id,
            "table": request.table_id.display_name,
            "order_id": request.order_id.uuid or None,
            "by_guest": request.by_guest,
            "taken_by_id": request.taken_by_id.id or None,
        }
        self._emit(name, request, payload, request.config_id, first=first)
