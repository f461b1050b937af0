from datetime import datetime

from odoo import fields, models

from odoo.addons.base.models.ir_sequence import _select_nextval


class PosConfig(models.Model):
    _inherit = "pos.config"

    fynlo_order_sequence_id = fields.Many2one(
        "ir.sequence", "Fynlo order numbers", readonly=True, copy=False, ondelete="restrict"
    )

    def _fynlo_next_reference(self, ordered_at: datetime) -> tuple[int, str]:
        """The next order number of the till and the receipt number made of it.

        A sequence that does not lock: Odoo's own counts without gaps, and so makes one order
        wait for another. A gap in an order number harms nobody. The letter keeps the receipt
        numbers apart from those that Odoo's own till gives.
        """
        self.ensure_one()
        if not self.fynlo_order_sequence_id:
            self._fynlo_create_sequence()
        name = f"ir_sequence_{self.fynlo_order_sequence_id.id:03d}"
        (number,) = _select_nextval(self.env.cr, name)
        return number, f"{ordered_at:%y}F-{self.id}-{number:06d}"

    def _fynlo_create_sequence(self) -> None:
        self.fynlo_order_sequence_id = self.env["ir.sequence"].create(
            {
                "name": f"Fynlo orders of {self.name}",
                "company_id": self.company_id.id,
                "implementation": "standard",
            }
        )
