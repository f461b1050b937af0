from typing import Any

from odoo import api, fields, models

from ..domain.line_kind import LINE_KINDS


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # A voided line stays, with what is left as its quantity: the receipt and the accounts see
    # only what was sold, the owner sees what was not made and why. Only order.void_line writes
    # them, as superuser: no user can void, or hide a void, over RPC.
    fynlo_voided_quantity = fields.Float(
        "Voided", digits="Product Unit", readonly=True, groups=fields.NO_ACCESS
    )
    fynlo_void_reason = fields.Char("Void reason", readonly=True, groups=fields.NO_ACCESS)
    fynlo_void_reason_id = fields.Many2one(
        "fynlo.reason", readonly=True, ondelete="restrict", groups=fields.NO_ACCESS
    )
    fynlo_void_note = fields.Char(readonly=True, groups=fields.NO_ACCESS)

    fynlo_kind = fields.Selection(
        [(str(kind), label) for kind, label in LINE_KINDS.items()],
        "Kind",
        default="item",
        required=True,
        readonly=True,
    )
    # What a price list and the dayparts said then is its price, whenever it is changed.
    fynlo_added_at = fields.Datetime("Added", readonly=True, groups=fields.NO_ACCESS)
    fynlo_seat = fields.Integer("Seat", readonly=True, aggregator=None)

    # Of a derived line: what it stands for.
    fynlo_adjustment_id = fields.Many2one(
        "fynlo.order.adjustment", readonly=True, index="btree_not_null", groups=fields.NO_ACCESS
    )
    fynlo_discount_of_id = fields.Many2one(
        "pos.order.line",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        groups=fields.NO_ACCESS,
    )

    # Of a dish: an amount off the line (a share is Odoo's `discount`), or all of it given away.
    fynlo_discount_amount = fields.Monetary(readonly=True, groups=fields.NO_ACCESS)
    fynlo_comped = fields.Boolean("Comp", readonly=True, groups=fields.NO_ACCESS)
    fynlo_discount_reason_id = fields.Many2one(
        "fynlo.reason", readonly=True, ondelete="restrict", groups=fields.NO_ACCESS
    )
    fynlo_discount_note = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    fynlo_discount_approver_id = fields.Many2one(
        "hr.employee", readonly=True, ondelete="restrict", groups=fields.NO_ACCESS
    )

    # Of a dish whose price was changed by hand.
    fynlo_override_reason_id = fields.Many2one(
        "fynlo.reason", readonly=True, ondelete="restrict", groups=fields.NO_ACCESS
    )
    fynlo_override_note = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    fynlo_override_approver_id = fields.Many2one(
        "hr.employee", readonly=True, ondelete="restrict", groups=fields.NO_ACCESS
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Create, and count down what is sold."""
        lines = super().create(vals_list)
        counting = self.env["fynlo.availability.counting"]
        counting._note({}, counting._sold(lines))
        return lines

    def write(self, vals: dict[str, Any]) -> Any:
        """Write, and count what is sold more or less of."""
        if vals.keys().isdisjoint({"qty", "product_id"}):
            return super().write(vals)
        counting = self.env["fynlo.availability.counting"]
        before = counting._sold(self)
        written = super().write(vals)
        counting._note(before, counting._sold(self))
        return written

    def unlink(self) -> Any:
        """Delete, and give back what is not sold after all."""
        counting = self.env["fynlo.availability.counting"]
        counting._note(counting._sold(self), {})
        return super().unlink()
