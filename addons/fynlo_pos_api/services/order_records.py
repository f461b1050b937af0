from datetime import UTC, datetime
from typing import Any

from odoo import fields, models

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Forbidden, Invalid, NotFound, VersionConflict
from ..schemas.common import Money
from ..schemas.order import Order

# A condition of an Odoo domain.
Leaf = tuple[str, str, Any]

# No follower, no log note, no tracking: the event is the record of what happened.
QUIET = {
    "tracking_disable": True,
    "mail_create_nolog": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
}


class FynloOrderRecords(models.AbstractModel):
    """Finds and holds the orders that a caller may see."""

    _name = "fynlo.order.records"
    _inherit = ["fynlo.service"]
    _description = "Orders of the caller"

    def _orders(self) -> Any:
        # sudo: the scope is checked by the runner and every search names company and till
        return self.env["pos.order"].sudo().with_context(**QUIET)

    def _find(self, uuid: str) -> Any:
        """The order with this UUID in the caller's company and till.

        :raises NotFound: there is none
        :raises Forbidden: order_forbidden: the caller is a customer or a guest and it is not his
        """
        order = self._orders().search([("uuid", "=", uuid), *self._of_place()], limit=1)
        if not order:
            raise _not_found(uuid)
        own = self._callers_own()
        if own and not order.filtered_domain(own):
            raise Forbidden("This order is somebody else's.", ErrorCode.ORDER_FORBIDDEN)
        return order

    def _scope(self) -> list[Leaf]:
        """Which orders the caller can see: those of its till, or all of its company; of a customer
        and a guest only their own.
        """
        return [*self._of_place(), *self._callers_own()]

    def _of_place(self) -> list[Leaf]:
        caller = self._caller
        domain: list[Leaf] = [("company_id", "=", caller.company_id)]
        if caller.till_id:
            domain.append(("config_id", "=", caller.till_id))
        return domain

    def _callers_own(self) -> list[Leaf]:
        """What makes an order the caller's own; nothing for those who work here."""
        caller = self._caller
        if caller.order_id:
            return [("id", "=", caller.order_id)]
        if caller.role is Role.CUSTOMER:
            return [("partner_id", "=", self.env.user.partner_id.id)]
        return []

    def _lock_open(self, uuid: str, base_version: int | None) -> Any:
        """The open order, held until the end of the transaction.

        :raises NotFound: there is none
        :raises VersionConflict: it is newer than what the caller saw
        :raises Conflict: order_not_open, session_not_open
        """
        caller = self._caller
        self.env.cr.execute(
            "SELECT s.state, o.id, o.session_id, o.config_id, s.update_stock_at_closing"
            " FROM pos_order o JOIN pos_session s ON s.id = o.session_id"
            " WHERE o.uuid = %s AND o.company_id = %s AND (%s OR o.config_id = %s)"
            " FOR NO KEY UPDATE OF o",
            [uuid, caller.company_id, caller.till_id is None, caller.till_id],
        )
        row = self.env.cr.fetchone()
        if not row:
            raise _not_found(uuid)
        order = self._orders().browse(row[1])
        know_session(order, *row[2:])
        if base_version is not None and base_version != order.fynlo_version:
            raise VersionConflict(
                f"The order is at version {order.fynlo_version}, not {base_version}.",
                Order.from_record(order).model_dump(mode="json"),
            )
        if order.state != "draft":
            raise Conflict(
                f"Order {order.pos_reference} is {order.state}; open a new one.",
                ErrorCode.ORDER_NOT_OPEN,
            )
        if row[0] != "opened":
            raise Conflict(
                f"The session of order {order.pos_reference} is closed.",
                ErrorCode.SESSION_NOT_OPEN,
            )
        return order

    def _moment(self, given: datetime | None, field: str) -> datetime:
        """Now, or the past time that a manager brings in history with (UTC, naive)."""
        if given is None:
            return fields.Datetime.now()
        if not self._caller.may_approve:
            raise Forbidden("Only a manager brings in history.", field=field)
        moment = given.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        if moment > fields.Datetime.now():
            raise Invalid("This time is in the future.", field=field)
        return moment

    def _summary(self, order: Any, lines: Any) -> dict[str, Any]:
        """The payload of an order's events."""
        currency = order.currency_id
        return {
            "reference": order.pos_reference,
            "table_id": order.table_id.id or None,
            "total": Money.of(order.amount_total, currency).model_dump(),
            "lines": [
                {"id": line.uuid, "product_id": line.product_id.id, "quantity": line.qty}
                for line in lines
            ],
        }


def know_session(orders: Any, session_id: int, config_id: int, stock_at_closing: bool) -> Any:
    """The session, with all that Odoo asks of it during a sale in the record cache."""
    session = orders.env["pos.session"].browse(session_id)
    session._fields["config_id"]._update_cache(session, config_id)
    session._fields["update_stock_at_closing"]._update_cache(session, stock_at_closing)
    return session


def _not_found(uuid: str) -> NotFound:
    return NotFound(f"There is no order {uuid}.")
