from odoo import fields, models

from ..domain.adjustment import CALCULATIONS

_ORDER_TYPES = ("dine_in", "takeaway", "delivery", "pick_up")


class FynloServiceCharge(models.Model):
    """A rule: orders like these get a service charge by themselves."""

    _name = "fynlo.service.charge"
    _inherit = ["fynlo.versioned"]
    _description = "Service charge"
    _order = "sequence, id"

    name = fields.Char("What the receipt says", required=True, size=100, default="Service charge")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    calculation = fields.Selection(
        [(str(item), label) for item, label in CALCULATIONS.items()],
        required=True,
        default="percent",
    )
    # In per cent, or in major units of the company's currency.
    value = fields.Float("Per cent or amount", required=True, digits=(12, 3), default=12.5)
    minimum_covers = fields.Integer("From so many covers on", default=0)
    dine_in = fields.Boolean("Dine in", default=True)
    takeaway = fields.Boolean()
    delivery = fields.Boolean()
    pick_up = fields.Boolean("Pick-up")
    tax_ids = fields.Many2many(
        "account.tax",
        "fynlo_service_charge_account_tax_rel",
        string="Taxes",
        domain="[('type_tax_use', '=', 'sale'), ('company_id', '=', company_id)]",
        help="In the UK a charge that the guest may refuse bears no VAT; any other one does.",
    )
    removable = fields.Boolean(
        default=True, help="The guest may refuse it: staff take it off without approval."
    )

    _positive = models.Constraint(
        "CHECK (value > 0 AND (calculation <> 'percent' OR value <= 100) AND minimum_covers >= 0)",
        "A service charge is more than 0, and at most 100 %.",
    )

    def _fynlo_applies(self, order_type: str, covers: int) -> bool:
        """Whether an order of this type and so many covers gets the charge."""
        self.ensure_one()
        return (
            self.active
            and covers >= self.minimum_covers
            and order_type in _ORDER_TYPES
            and bool(self[order_type])
        )
