from odoo import fields, models

from ..const import Scope
from ..domain.secret_text import ORDER_PREFIX, fingerprint, new_secret
from ..models.fynlo_order_token import VALID
from ..schemas.order import OrderGet
from ..schemas.order_status import TrackingLink
from .definition import Idempotency, command


class FynloOrderTracking(models.AbstractModel):
    """Lets a guest follow an order by a link that only he has."""

    _name = "fynlo.order.tracking"
    _inherit = ["fynlo.order.records"]
    _description = "Guests' links to their orders"

    # Its reply is a secret: it is not stored under a key.
    @command("order.make_tracking_link", Scope.ORDERS_WRITE, Idempotency.NONE)
    def make_link(self, data: OrderGet) -> TrackingLink:
        """Make a link for the guest of an order; it ends after a day. Earlier ones go on.

        :raises NotFound: there is no such order in the caller's company and till
        """
        order = self._find(str(data.order_id))
        token = new_secret(ORDER_PREFIX)
        # sudo: nobody may read or write tokens; the order is one that the caller may see
        record = (
            self.env["fynlo.order.token"]
            .sudo()
            .create(
                {
                    "order_id": order.id,
                    "token_hash": fingerprint(token),
                    "expires_at": fields.Datetime.now() + VALID,
                    "fynlo_version": 1,
                }
            )
        )
        if not order.fynlo_is_tracked:
            order.fynlo_is_tracked = True
        payload = {"order_id": order.uuid, "reference": order.pos_reference}
        self._emit("order_token.created", record, payload, order.config_id, first=True)
        return TrackingLink(token=token, url=self._url(token), expires_at=record.expires_at)

    def _url(self, token: str) -> str:
        # sudo: a system parameter; the address of the server is no secret
        base = self.env["ir.config_parameter"].sudo().get_param("web.base.url")
        return f"{base}/order/{token}"
