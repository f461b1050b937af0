from odoo import api, fields, models

from ..domain.reasons import FIRST_REASONS, LABELS


class FynloReason(models.Model):
    """Why something was voided, given away, discounted, refunded…: a list that the owner keeps."""

    _name = "fynlo.reason"
    _inherit = ["fynlo.versioned"]
    _description = "Reason"
    _order = "kind, sequence, id"

    name = fields.Char("Reason", required=True, size=100)
    kind = fields.Selection(
        [(str(kind), label) for kind, label in LABELS.items()], "Used for", required=True
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.company,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.model
    def _add_first(self) -> None:
        """Give each company that has no reason yet the first list."""
        everything = self.with_context(active_test=False)
        have = everything._read_group([], ["company_id"])
        companies = self.env["res.company"].search([("id", "!=", False)]) - self.env[
            "res.company"
        ].union(*(company for (company,) in have))
        self.create(
            [
                {"name": name, "kind": kind, "company_id": company.id, "sequence": 10 * (place + 1)}
                for company in companies
                for kind, names in FIRST_REASONS.items()
                for place, name in enumerate(names)
            ]
        )
