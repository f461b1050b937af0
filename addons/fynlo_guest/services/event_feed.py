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
        present, since = self._own_since(caller.order_id)[-1]
        return SQL(
            "(%s OR aggregate_model = 'fynlo.service.request' AND id > %s AND aggregate_id IN ("
            "SELECT request.id FROM fynlo_service_request request"
            " JOIN pos_order own ON own.table_id = request.table_id AND own.id = %s"
            " WHERE request.order_id = %s OR request.asked_at >= own.create_date"
            # Not those of the next party.
            " AND (own.state = 'draft' OR NOT EXISTS ("
            "SELECT FROM pos_order later WHERE later.table_id = own.table_id"
            " AND later.state <> 'cancel' AND later.create_date <= request.asked_at"
            " AND later.create_date > (SELECT COALESCE(MAX(create_date), own.create_date)"
            " FROM pos_payment WHERE pos_order_id = own.id)))))",
            heard,
            since,
            present.id,
            caller.order_id,
        )
