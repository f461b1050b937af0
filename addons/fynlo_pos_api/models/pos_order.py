from typing import Any

from odoo import api, fields, models

_READERS = "fynlo_pos_api.group_manager,fynlo_pos_api.group_accountant"


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "fynlo.versioned"]

    fynlo_order_type = fields.Selection(
        [
            ("dine_in", "Dine in"),
            ("takeaway", "Takeaway"),
            ("delivery", "Delivery"),
            ("pick_up", "Pick-up"),
        ],
        string="Order type",
        readonly=True,
    )
    _fynlo_list = models.Index("(company_id, id DESC)")

    fynlo_event_count = fields.Integer(
        "Events", compute="_compute_fynlo_event_count", groups=_READERS
    )

    def _compute_fynlo_event_count(self) -> None:
        domain = [("aggregate_model", "=", self._name), ("aggregate_id", "in", self.ids)]
        counts = dict(self.env["fynlo.event"]._read_group(domain, ["aggregate_id"], ["__count"]))
        for order in self:
            order.fynlo_event_count = counts.get(order.id, 0)

    def _fynlo_label(self) -> str:
        # Odoo names an order when it is paid; the receipt number is there from the start.
        self.ensure_one()
        return self.pos_reference or self.display_name

    def action_open_events(self) -> dict[str, Any]:
        """Button: the order's events."""
        self.ensure_one()
        action: dict[str, Any] = self.env["ir.actions.act_window"]._for_xml_id(
            "fynlo_pos_api.action_events"
        )
        action["domain"] = [("aggregate_model", "=", self._name), ("aggregate_id", "=", self.id)]
        action["context"] = {}
        return action

    def write(self, vals: dict[str, Any]) -> bool:
        """Write; a table whose last open order is moved or cancelled is left by its party."""
        tables = self.env["restaurant.table"]
        moved = self.browse()
        if "table_id" in vals:
            moved = self.filtered(lambda order: order.table_id.id != (vals["table_id"] or False))
        left = self.table_id if vals.get("state") == "cancel" else moved.table_id
        if moved and vals["table_id"]:
            tables.browse(vals["table_id"])._fynlo_take()
        written = super().write(vals)
        left._fynlo_leave()
        return written

    @api.model
    def _process_order(self, order: dict[str, Any], existing_order: Any) -> Any:
        # Odoo's own till sends every field back as it once read it. An old version written over
        # a newer one would make the next event collide with one that is there.
        own = {name: value for name, value in order.items() if not name.startswith("fynlo_")}
        return super()._process_order(own, existing_order)
