from odoo import models
from odoo.tools import SQL

from odoo.addons.fynlo_pos_api.domain.caller import Caller


class FynloEventFeed(models.AbstractModel):
    """A guest also hears of what was asked for at the table since the order was opened."""

    _inherit = "fynlo.event.feed"

    def _domain_sql(self, caller: Caller) -> SQL:
        heard = super()._domain_sql(caller)
        if not caller.order_id:
            return heard
        return SQL(
            "(%s OR aggregate_model = 'fynlo.service.request' AND aggregate_id IN ("
            "SELECT request.id FROM fynlo_service_request request"
            " JOIN pos_order own ON own.table_id = request.table_id AND own.id = %s"
            " WHERE request.asked_at >= own.create_date))",
            heard,
            caller.order_id,
        )
