from typing import Any

from odoo import api, fields, models

from ..domain.customer_search import search_text
from ..domain.phone import normalised

# A search for any part of a text needs the text's trigrams. PostgreSQL's extension for them is
# not everywhere; an array of them in an index of the server's own is.
_TRIGRAMS = """
CREATE OR REPLACE FUNCTION fynlo_trigrams(text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS
$$ SELECT array_agg(DISTINCT substr($1, i, 3)) FROM generate_series(1, length($1) - 2) i $$;
CREATE INDEX IF NOT EXISTS res_partner_fynlo_trigrams
    ON res_partner USING gin (fynlo_trigrams(fynlo_search)) WHERE fynlo_customer IS TRUE;
"""


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "fynlo.versioned"]

    fynlo_customer = fields.Boolean(
        "Restaurant customer",
        compute="_compute_fynlo_customer",
        store=True,
        readonly=False,
        precompute=True,
        help="Shown at the till. Suppliers, users, employees and companies of your own are not.",
    )
    fynlo_allergen_ids = fields.Many2many("fynlo.allergen", string="Must not eat")
    fynlo_allergy_note = fields.Char("About allergies")
    fynlo_notes = fields.Text("Notes for the team")
    # Not Odoo's sanitized number: it knows only the ranges that were given out when it was made.
    fynlo_phone = fields.Char(
        "Phone in E.164", compute="_compute_fynlo_phone", store=True, index="btree_not_null"
    )
    fynlo_search = fields.Char("Customer search", compute="_compute_fynlo_search", store=True)

    def init(self) -> None:
        """The index of the search."""
        self.env.cr.execute(_TRIGRAMS)
        return super().init()

    @api.depends(
        "user_ids.active",
        "user_ids.group_ids",
        "employee_ids",
        "ref_company_ids",
        "supplier_rank",
        "type",
    )
    def _compute_fynlo_customer(self) -> None:
        """Whoever may be a guest; the owner can say otherwise."""
        # sudo: only whether there are any; who they are is not read
        for partner in self.sudo().with_context(active_test=False):
            # A user of the portal is a guest who follows his orders; Odoo's archived pattern of
            # one is nobody.
            users = partner.user_ids.filtered(lambda user: not user.active or not user._is_portal())
            own = users or partner.employee_ids or partner.ref_company_ids
            supplies = partner.supplier_rank and not partner.customer_rank
            partner.fynlo_customer = not own and not supplies and partner.type == "contact"

    @api.depends("phone", "country_id", "company_id.country_id")
    def _compute_fynlo_phone(self) -> None:
        """As dialled from where the customer lives, else from the company's country."""
        for partner in self:
            company = partner.company_id or self.env.company
            country = partner.country_id or company.country_id
            try:
                partner.fynlo_phone = normalised(partner.phone or "", country.code or "")
            except ValueError:
                partner.fynlo_phone = False

    @api.depends("name", "email", "phone", "fynlo_phone")
    def _compute_fynlo_search(self) -> None:
        for partner in self:
            phone = partner.fynlo_phone or partner.phone or ""
            text = search_text(partner.name or "", partner.email or "", phone)
            partner.fynlo_search = text

    def _fynlo_allergies(self) -> dict[str, Any]:
        """What the kitchen must know of a guest: allergens in the law's order, and a note."""
        self.ensure_one()
        return {
            "allergens": self.fynlo_allergen_ids._codes(),
            "note": self.fynlo_allergy_note or None,
        }
