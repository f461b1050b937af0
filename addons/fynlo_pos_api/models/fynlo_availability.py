from typing import Any

from odoo import fields, models

STATES = [("in_stock", "In stock"), ("out", "Out"), ("countdown", "Countdown")]


class FynloAvailability(models.Model):
    """Whether a company can sell a dish, and how many are left of it.

    Each sale of a dish that is counted down writes its row, so nothing that is kept between
    requests is read from here: that is fynlo.availability.state.
    """

    _name = "fynlo.availability"
    _inherit = ["fynlo.versioned"]
    _description = "Availability of a dish"
    _order = "id desc"
    _rec_name = "product_id"

    product_id = fields.Many2one(
        "product.product", "Dish", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", required=True, readonly=True, ondelete="cascade")
    state = fields.Selection(STATES, required=True, readonly=True, default="in_stock")
    is_counted = fields.Boolean("Counted", readonly=True)
    remaining = fields.Float(digits=(12, 3), readonly=True)
    changed_at = fields.Datetime("Since", required=True, readonly=True, default=fields.Datetime.now)
    employee_id = fields.Many2one(
        "hr.employee", "Changed by", readonly=True, ondelete="set null", groups="hr.group_hr_user"
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="set null")

    _product_company = models.UniqueIndex("(product_id, company_id)")

    def _fynlo_put(self, state: str, **values: Any) -> None:
        """Give the dish a state, here and where the tills read it.

        :param state: in_stock, out or countdown
        :param values: other fields that change with it
        """
        self.ensure_one()
        self.write({"state": state, "changed_at": fields.Datetime.now(), **values})
        states = self.env["fynlo.availability.state"]
        domain = [("product_id", "=", self.product_id.id), ("company_id", "=", self.company_id.id)]
        known = states.search(domain)
        if state == "in_stock":
            known.unlink()
        elif known:
            known.state = state
        else:
            company, product = self.company_id.id, self.product_id.id
            states.create({"company_id": company, "product_id": product, "state": state})
