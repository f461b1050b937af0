from typing import Any

from odoo import api, fields, models

from .fynlo_availability import STATES


class ProductProduct(models.Model):
    _inherit = "product.product"

    fynlo_availability_state_ids = fields.One2many("fynlo.availability.state", "product_id")
    fynlo_availability = fields.Selection(
        STATES, "Availability", compute="_compute_fynlo_availability"
    )
    fynlo_remaining = fields.Float("Left", digits=(12, 3), compute="_compute_fynlo_availability")
    fynlo_availability_since = fields.Datetime("Since", compute="_compute_fynlo_availability")

    @api.depends_context("company")
    def _compute_fynlo_availability(self) -> None:
        """What the staff of the current company set, read anew each time: sales count it down."""
        domain = [("product_id", "in", self.ids), ("company_id", "=", self.env.company.id)]
        found = self.env["fynlo.availability"].search(domain).grouped("product_id")
        for product in self:
            record = found.get(product, self.env["fynlo.availability"])
            product.fynlo_availability = record.state or "in_stock"
            product.fynlo_remaining = record.remaining
            product.fynlo_availability_since = record.changed_at

    def action_fynlo_out(self) -> None:
        """Button: the dishes are out, by the same command as the API."""
        self._fynlo_set_availability("out")

    def action_fynlo_in_stock(self) -> None:
        """Button: the dishes are back in stock, by the same command as the API."""
        self._fynlo_set_availability("in_stock")

    def _fynlo_set_availability(self, state: str, remaining: float | None = None) -> None:
        items: list[dict[str, Any]] = [
            {"product_id": product.id, "state": state, "remaining": remaining} for product in self
        ]
        self.env["fynlo.back_office"]._command("menu.set_availability", {"items": items})
