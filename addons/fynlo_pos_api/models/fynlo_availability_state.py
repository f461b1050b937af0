from odoo import fields, models


class FynloAvailabilityState(models.Model):
    """The dishes that a company has out or counts down, as the tills' menus show it.

    A small table that changes with a state only, never with a sale: what was read of it is kept
    between requests (services/catalogue), so that a sale of any other dish costs no query.
    """

    _name = "fynlo.availability.state"
    _inherit = ["fynlo.menu.source"]
    _description = "State of availability"
    _log_access = False
    _rec_name = "product_id"
    _fynlo_menu_company = "company_id"
    _fynlo_menu_fields = frozenset({"state"})

    product_id = fields.Many2one(
        "product.product", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    state = fields.Selection(
        [("out", "Out"), ("countdown", "Countdown")], required=True, readonly=True
    )

    _product_company = models.UniqueIndex("(product_id, company_id)")
