from typing import Any

from odoo import api, fields, models


class PosOrderLine(models.Model):
    _inherit = "pos.order.line"

    # A voided line stays, with what is left as its quantity: the receipt and the accounts see
    # only what was sold, the owner sees what was not made and why. Only order.void_line writes
    # them, as superuser: no user can void, or hide a void, over RPC.
    fynlo_voided_quantity = fields.Float(
        "Voided", digits="Product Unit", readonly=True, groups=fields.NO_ACCESS
    )
    fynlo_void_reason = fields.Char("Void reason", readonly=True, groups=fields.NO_ACCESS)

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
