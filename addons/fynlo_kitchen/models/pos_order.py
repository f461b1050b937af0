from typing import Any

from odoo import api, fields, models

from odoo.addons.fynlo_pos_api.services.run import RUN

from ..const import WEB_TILL_SAVES

# What a ticket shows of its order.
SHOWN = frozenset(
    {
        "customer_count",
        "employee_id",
        "fynlo_order_type",
        "general_customer_note",
        "internal_note",
        "partner_id",
        "preset_time",
        "table_id",
    }
)


class PosOrder(models.Model):
    _inherit = "pos.order"

    # How often something of it went to the kitchen.
    fynlo_send_number = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS)
    # Two stations that complete at the same moment meet here: the second sees the first's.
    fynlo_kitchen_turn = fields.Integer(readonly=True, copy=False, groups=fields.NO_ACCESS)
    fynlo_ticket_ids = fields.One2many(
        "fynlo.kitchen.ticket",
        "order_id",
        "Kitchen tickets",
        readonly=True,
        groups=fields.NO_ACCESS,
    )

    def write(self, vals: dict[str, Any]) -> Any:
        """Write, and let the tickets show what changed; of a cancelled order nothing is made."""
        if vals.get("state") == "cancel" and RUN not in self.env.context:
            cancelled = super().write(vals)
            self.env["fynlo.kitchen.web_till"]._cancelled(self)
            return cancelled
        if SHOWN.isdisjoint(vals):
            return super().write(vals)
        changes = self.env["fynlo.kitchen.changes"]
        before = changes._shown(self)
        written = super().write(vals)
        changes._note_orders(self, before)
        return written

    def _ensure_to_keep_last_preparation_change(self, vals: dict[str, Any]) -> Any:
        """Odoo's: which of two tills has sent last; of a paid order it looks at nothing else."""
        text = vals.get("last_order_preparation_change")
        kept = super()._ensure_to_keep_last_preparation_change(vals)
        for order in self.filtered(lambda item: item.state != "draft"):
            self.env["fynlo.kitchen.web_till"]._sent_when_over(order, text)
        return kept

    @api.model
    def _process_order(self, order: dict[str, Any], existing_order: Any) -> Any:
        """Save what Odoo's own till sends, and let the kitchen follow."""
        till = self.env["fynlo.kitchen.web_till"]
        before = till._before(existing_order or self.browse())
        saving = {WEB_TILL_SAVES: True}
        known = existing_order and existing_order.with_context(**saving)
        order_id = super(PosOrder, self.with_context(**saving))._process_order(order, known)
        till._saved(self.browse(order_id), before)
        return order_id
