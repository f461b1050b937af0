from datetime import date
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..const import Scope
from ..domain.order_status import LABELS, NEXT, OrderStatus

_FIRST_STATUS = """
UPDATE pos_order SET fynlo_status = CASE state WHEN 'cancel' THEN 'cancelled' ELSE 'completed' END
 WHERE fynlo_status IS NULL AND state IN ('paid', 'done', 'cancel')
"""

_READERS = "fynlo_pos_api.group_manager,fynlo_pos_api.group_accountant"


class PosOrder(models.Model):
    _name = "pos.order"
    _inherit = ["pos.order", "fynlo.versioned", "fynlo.business_days"]
    _fynlo_moment = "date_order"

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
    fynlo_status = fields.Selection(
        [(str(status), label) for status, label in LABELS.items()],
        string="Order status",
        default=str(OrderStatus.PENDING),
        required=True,
        readonly=True,
        copy=False,
    )
    fynlo_next = fields.Char(
        "Next statuses", compute="_compute_fynlo_next", help="Which the user may set now."
    )
    # Whether a guest has a link to follow it: only then its events go to a channel of its own.
    fynlo_is_tracked = fields.Boolean(readonly=True, copy=False, groups=fields.NO_ACCESS)
    # Whether it has a discount or a service charge: one without costs no query to find none.
    fynlo_is_adjusted = fields.Boolean(readonly=True, groups=fields.NO_ACCESS)
    fynlo_adjustment_ids = fields.One2many(
        "fynlo.order.adjustment",
        "order_id",
        "Discounts and charges",
        readonly=True,
        groups=fields.NO_ACCESS,
    )
    # What the dishes were when a split or a merge fixed the amounts of discounts and charges.
    fynlo_adjusted_for = fields.Char(readonly=True, copy=False, groups=fields.NO_ACCESS)
    fynlo_split_from_id = fields.Many2one(
        "pos.order", "Split from", readonly=True, copy=False, index="btree_not_null"
    )
    fynlo_merged_into_id = fields.Many2one(
        "pos.order", "Merged into", readonly=True, copy=False, index="btree_not_null"
    )
    fynlo_refund_of_id = fields.Many2one(
        "pos.order", "Refund of", readonly=True, copy=False, index="btree_not_null"
    )
    fynlo_refund_reason_id = fields.Many2one(
        "fynlo.reason", "Refund reason", readonly=True, copy=False, ondelete="restrict"
    )
    fynlo_refund_note = fields.Char("Refund note", readonly=True, copy=False)
    # What the filters of GET /orders look up; ./fynlo bench growth measures each.
    _fynlo_list = models.Index("(company_id, id DESC)")
    _fynlo_by_state = models.Index("(company_id, state, id DESC)")
    _fynlo_by_total = models.Index("(company_id, amount_total)")
    _fynlo_by_reference = models.Index("(company_id, pos_reference varchar_pattern_ops)")
    _fynlo_by_number = models.Index("(company_id, tracking_number)")
    _fynlo_noted = models.Index("(company_id, id) WHERE general_customer_note IS NOT NULL")
    # Its kind is small, and an UPDATE of an order need not touch it.
    _fynlo_written = models.Index("USING brin (write_date)")

    fynlo_event_count = fields.Integer(
        "Events", compute="_compute_fynlo_event_count", groups=_READERS
    )
    fynlo_due = fields.Monetary("Due", compute="_compute_fynlo_due", groups=_READERS)
    fynlo_open_hours = fields.Float(
        "Open for", compute="_compute_fynlo_open_hours", groups=_READERS, help="Hours and minutes."
    )

    @api.depends("fynlo_status")
    @api.depends_context("uid")
    def _compute_fynlo_next(self) -> None:
        """For the buttons of Odoo's screens; none for whoever may set no status."""
        caller = self.env["fynlo.back_office"]._caller_of_user()
        may = Scope.ORDER_STATUS_WRITE in caller.scopes
        for order in self:
            following = NEXT[OrderStatus(order.fynlo_status)] if may else ()
            order.fynlo_next = ",".join(following)

    @api.depends("amount_total", "amount_paid", "state")
    def _compute_fynlo_due(self) -> None:
        """What is still to be paid; nothing of an order that is not open."""
        for order in self:
            is_open = order.state == "draft"
            order.fynlo_due = max(order.amount_total - order.amount_paid, 0) if is_open else 0

    @api.depends("date_order", "state")
    def _compute_fynlo_open_hours(self) -> None:
        now = fields.Datetime.now()
        for order in self:
            seconds = (now - order.date_order).total_seconds() if order.state == "draft" else 0
            order.fynlo_open_hours = max(seconds, 0) / 3600

    def _compute_fynlo_event_count(self) -> None:
        domain = [("aggregate_model", "=", self._name), ("aggregate_id", "in", self.ids)]
        counts = dict(self.env["fynlo.event"]._read_group(domain, ["aggregate_id"], ["__count"]))
        for order in self:
            order.fynlo_event_count = counts.get(order.id, 0)

    def _init_column(self, column_name: str) -> Any:
        # What was paid before there was a status is long eaten.
        if column_name == "fynlo_status":
            self.env.cr.execute(_FIRST_STATUS)
        return super()._init_column(column_name)

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

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Create; of a refund nothing has to be prepared."""
        self._fynlo_check_status(*vals_list)
        completed = {"fynlo_status": str(OrderStatus.COMPLETED)}
        return super().create(
            [{**vals, **completed} if vals.get("is_refund") else vals for vals in vals_list]
        )

    def write(self, vals: dict[str, Any]) -> Any:
        """Write; a table is left with its last open order, and a cancelled order gives back."""
        self._fynlo_check_status(vals)
        if vals.get("state") == "cancel":
            # Also where one of Odoo's own screens cancels it; a command has told of it by then.
            vals = {**vals, "fynlo_status": str(OrderStatus.CANCELLED)}
        left = self._fynlo_move_tables(vals)
        before = self._fynlo_sold_before(vals)
        written = super().write(vals)
        if before is not None:
            counting = self.env["fynlo.availability.counting"]
            counting._note(before, counting._sold(self.lines))
        left._fynlo_leave()
        return written

    def _fynlo_check_status(self, *values: dict[str, Any]) -> None:
        """The events are the history of the status: no user writes one that has none."""
        if not self.env.su and any("fynlo_status" in vals for vals in values):
            raise AccessError(self.env._("The status of an order is set by its buttons."))

    def _fynlo_move_tables(self, vals: dict[str, Any]) -> Any:
        """Take the table that orders move to; the tables that they leave."""
        moved = self.browse()
        if "table_id" in vals:
            moved = self.filtered(lambda order: order.table_id.id != (vals["table_id"] or False))
        if moved and vals["table_id"]:
            self.env["restaurant.table"].browse(vals["table_id"])._fynlo_take()
        return self.table_id if vals.get("state") == "cancel" else moved.table_id

    def _fynlo_sold_before(self, vals: dict[str, Any]) -> Any:
        """What is sold of counted dishes, where the orders are cancelled or are no longer."""
        if "state" not in vals or "cancel" not in {vals["state"], *self.mapped("state")}:
            return None
        return self.env["fynlo.availability.counting"]._sold(self.lines)

    def _fynlo_reopen(self) -> None:
        """Set a paid or cancelled order back to open.

        Odoo's own write refuses it of a paid one; who calls this sees to its payments.
        """
        self.ensure_one()
        counting = self.env["fynlo.availability.counting"]
        before = counting._sold(self.lines)
        models.Model.write(self, {"state": "draft"})
        counting._note(before, counting._sold(self.lines))
        self.lines.write({"is_total_cost_computed": False, "total_cost": 0.0})

    def _fynlo_way(self) -> Any:
        """The order and those that took it in, one after the other: the last is where it is now."""
        self.ensure_one()
        way = self
        while way[-1].fynlo_merged_into_id:
            way += way[-1].fynlo_merged_into_id
        return way

    def _fynlo_followed(self) -> Any:
        """The orders whose guests follow this one: itself, and those that it took in."""
        self.ensure_one()
        found = taken = self.filtered("fynlo_is_tracked")
        while taken:
            taken = self.search([("fynlo_merged_into_id", "in", taken.ids)])
            found |= taken
        return found.filtered("fynlo_is_tracked")

    def action_set_status(self) -> None:
        """Button: set the status that it names in its context."""
        self.ensure_one()
        status = self.env.context.get("fynlo_status")
        office = self.with_company(self.company_id).env["fynlo.back_office"]
        office._command("order.set_status", {"order_id": self.uuid, "status": status})

    def fynlo_move(self, status: str) -> dict[str, Any]:
        """Button of Odoo's own till: set the status; the order as that till reads it."""
        self.with_context(fynlo_status=status).action_set_status()
        read: dict[str, Any] = self.read_pos_data([], self.config_id)
        return read

    def action_pos_order_cancel(self) -> Any:
        """Cancel, from Odoo's own screens; the guest and the kitchen are told as by the API."""
        today = fields.Date.today()
        # Odoo cancels no other ones: they wait for their day.
        for order in self.filtered(lambda x: x.state == "draft" and _is_due(x, today)):
            if str(OrderStatus.CANCELLED) in (order.fynlo_next or "").split(","):
                order.with_context(fynlo_status=str(OrderStatus.CANCELLED)).action_set_status()
        return super().action_pos_order_cancel()

    def action_open_session(self) -> dict[str, Any]:
        """Button: the session that the order was sold in."""
        self.ensure_one()
        return _form_of(self.session_id)

    def action_open_journal_entry(self) -> dict[str, Any]:
        """Button: the entry of its session, or its own where it has an invoice."""
        self.ensure_one()
        return _form_of(self.account_move or self.session_move_id)

    @api.model
    def _process_order(self, order: dict[str, Any], existing_order: Any) -> Any:
        # Odoo's own till sends every field back as it once read it. An old version written over
        # a newer one would make the next event collide with one that is there.
        own = {name: value for name, value in order.items() if not name.startswith("fynlo_")}
        return super()._process_order(own, existing_order)


def _is_due(order: Any, today: date) -> bool:
    return not order.preset_time or order.preset_time.date() <= today


def _form_of(record: Any) -> dict[str, Any]:
    return {
        "type": "ir.actions.act_window",
        "res_model": record._name,
        "res_id": record.id,
        "views": [(False, "form")],
    }
