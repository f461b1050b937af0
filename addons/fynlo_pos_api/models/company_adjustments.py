from typing import Any

from odoo import api, fields, models
from odoo.fields import Command

# What the derived lines sell. Not on any menu, and without taxes: a line has those of its dishes.
_PRODUCTS = {
    "fynlo_discount_product_id": "Discount",
    "fynlo_service_charge_product_id": "Service charge",
}


class ResCompany(models.Model):
    """What discounts and service charges need of a company."""

    _inherit = "res.company"

    fynlo_discount_product_id = fields.Many2one(
        "product.product", "Discount product", readonly=True, copy=False, ondelete="restrict"
    )
    fynlo_service_charge_product_id = fields.Many2one(
        "product.product", "Service charge product", readonly=True, copy=False, ondelete="restrict"
    )
    fynlo_service_charge_ids = fields.One2many(
        "fynlo.service.charge", "company_id", "Service charges"
    )

    @api.model
    def _fynlo_add_defaults(self) -> None:
        # sudo: as there
        for company in self.sudo().search([("id", "!=", False)]):
            for field, name in _PRODUCTS.items():
                if not company[field]:
                    company[field] = company._fynlo_make_product(name)
        return super()._fynlo_add_defaults()

    def _fynlo_make_product(self, name: str) -> Any:
        """A service of the company's own that no menu shows."""
        self.ensure_one()
        return self.env["product.product"].create(
            {
                "name": name,
                "company_id": self.id,
                "type": "service",
                "list_price": 0.0,
                "available_in_pos": False,
                "sale_ok": False,
                "purchase_ok": False,
                "taxes_id": [Command.clear()],
            }
        )
