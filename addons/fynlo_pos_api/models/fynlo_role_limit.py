from odoo import api, fields, models

from ..const import Role
from ..domain.limits import AMOUNTS, FIRST_LIMITS, LIMITED_ROLES, PERCENTS

_NOT_NEGATIVE = " AND ".join(f"{name} >= 0" for name in (*AMOUNTS, *PERCENTS))
_LABELS = {Role.CASHIER: "Cashier", Role.SERVER: "Server"}


class FynloRoleLimit(models.Model):
    """What a role may do without a manager's approval, in one company."""

    _name = "fynlo.role.limit"
    _inherit = ["fynlo.versioned"]
    _description = "Approval limits of a role"
    _order = "company_id, role"
    _rec_name = "role"

    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    role = fields.Selection(
        [(str(role), _LABELS[role]) for role in LIMITED_ROLES], required=True, readonly=True
    )
    discount_percent = fields.Float("Discounts up to (%)", digits=(5, 2), default=0.0)
    discount_amount = fields.Monetary("Discounts up to", default=0.0)
    refund_amount = fields.Monetary("Refunds up to", default=0.0)
    may_void = fields.Boolean("Void")
    may_comp = fields.Boolean("Give away")
    may_reopen = fields.Boolean("Reopen orders")
    may_override_price = fields.Boolean("Change prices")
    may_open_drawer = fields.Boolean("Open the drawer without a sale")
    paid_out_amount = fields.Monetary("Cash paid out up to", default=0.0)
    cash_difference = fields.Monetary("Cash difference at closing up to", default=0.0)

    _one_each = models.Constraint("UNIQUE (company_id, role)", "A role has one set of limits.")
    _not_negative = models.Constraint(
        f"CHECK ({_NOT_NEGATIVE} AND discount_percent <= 100)",
        "A limit is 0 or more, and a share at most 100 %.",
    )

    @api.model
    def _add_first(self) -> None:
        """Give each company the limits of the roles that have none yet."""
        have = {(item.company_id, item.role) for item in self.search([])}
        self.create(
            [
                {"company_id": company.id, "role": role, **FIRST_LIMITS[role]}
                for company in self.env["res.company"].search([])
                for role in LIMITED_ROLES
                if (company, role) not in have
            ]
        )
