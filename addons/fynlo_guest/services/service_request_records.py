from typing import Any

from odoo import models
from odoo.fields import Domain

from odoo.addons.fynlo_pos_api.domain.order_status import ENDED, OrderStatus
from odoo.addons.fynlo_pos_api.exceptions import Forbidden, NotFound

from ..domain.service_request import WAITING, RequestKind, kinds_for
from ..schemas.service_request import ServiceRequest


class FynloServiceRequestRecords(models.AbstractModel):
    """Finds the order of a guest, and the service requests that a caller may see."""

    _name = "fynlo.service_request.records"
    _inherit = ["fynlo.table.records"]
    _description = "Service requests of the caller"

    # === THE GUEST === #

    def _own_order(self) -> Any:
        """The one order (pos.order) that a guest follows.

        :raises Forbidden: the caller is no guest with the link to an order
        """
        caller = self._caller
        if not caller.order_id:
            raise Forbidden("This is for guests: send the token of the link to an order.")
        domain = [("id", "=", caller.order_id), ("company_id", "=", caller.company_id)]
        order = self._orders().search(domain)
        if not order:
            raise NotFound("There is no such order.")
        return order

    def _present(self, order: Any) -> Any:
        """The order that a guest's is now: the one that took it in, where it was merged."""
        return order._fynlo_way()[-1]

    def _can_ask_for(self, order: Any) -> list[RequestKind]:
        """What the guest of an order may ask for at this moment."""
        status = OrderStatus(order.fynlo_status)
        is_unpaid = order.state == "draft"
        return kinds_for(
            at_table=bool(order.table_id) and (order.fynlo_order_type or "dine_in") == "dine_in",
            is_over=status is OrderStatus.CANCELLED
            or (status in ENDED and not is_unpaid)
            or self._has_left(order),
            is_unpaid=is_unpaid,
        )

    def _has_left(self, order: Any) -> bool:
        """Whether the guest of an order has paid, and since then others ordered at the table.

        Or the till was closed. What they call for is no business of his, nor his of theirs.
        """
        if order.state == "draft":
            return False
        if order.session_id.state == "closed":
            return True
        paid_at = max(order.payment_ids.mapped("create_date"), default=order.create_date)
        later = [
            ("table_id", "=", order.table_id.id),
            ("create_date", ">", paid_at),
            ("state", "!=", "cancel"),
        ]
        # sudo: only whether there is one; a guest sees no order but his own
        return bool(self.env["pos.order"].sudo().search_count(later, limit=1))

    # === REQUESTS === #

    def _requests(self) -> Any:
        # sudo: a server reads no list of them in Odoo; the scope is checked by the runner, the
        # till, or the guest's table, in each search
        return self.env["fynlo.service.request"].sudo()

    def _waiting(self, table: Any) -> Domain:
        """What was asked for at a table and is not done."""
        return Domain("table_id", "=", table.id) & Domain("state", "in", [*map(str, WAITING)])

    def _latest(self, order: Any) -> Any:
        """The last request of each kind that concerns the guest of an order.

        Those that wait at the table count for all who sit there; of those that are done, and for
        who has left, only the guest's own.
        """
        present = self._present(order)
        if not present.table_id:
            return self._requests()
        mine = Domain("order_id", "=", order.id) & Domain("table_id", "=", present.table_id.id)
        if not self._has_left(present):
            mine |= self._waiting(present.table_id)
        found = self._requests().search(mine, order="id desc")
        by_kind = found.grouped("kind")
        return found.browse(requests[0].id for requests in by_kind.values())

    def _held_request(self, uuid: str, base_version: int | None) -> Any:
        """The request, held until the transaction ends; for staff only.

        :raises Forbidden: the caller is a guest
        :raises NotFound: no floor of the caller's till has its table
        :raises VersionConflict: it is newer than what the caller saw
        """
        if self._caller.order_id:
            raise Forbidden("Only staff see to what guests ask for.")
        domain = Domain("uuid", "=", uuid) & self._on_tills("table_id.floor_id.pos_config_ids")
        request = self._requests().search(domain)
        if not request:
            raise NotFound(f"There is no service request {uuid}.")
        self._hold(request, base_version, ServiceRequest.from_record)
        return request

    def _employee(self) -> Any:
        """The employee (hr.employee) who calls; of an Odoo user the one of the user, if any."""
        caller = self._caller
        # sudo: who works here is known to the runner; a server reads no employees in Odoo
        employees = self.env["hr.employee"].sudo()
        if caller.employee_id:
            return employees.browse(caller.employee_id)
        domain = [("user_id", "=", caller.user_id), ("company_id", "=", caller.company_id)]
        return employees.search(domain, limit=1)
