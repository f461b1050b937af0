from typing import Any

from odoo import models
from odoo.fields import Command

TIPS_CODE = "2300"


class FynloOwnProducts(models.AbstractModel):
    """The company's products for what is no dish: tips, and amounts that are given back.

    Odoo books a line of an order on its product's income account. That of tips is a liability:
    they belong to the staff. The products are made when they are first needed, for only then
    does the company have its chart of accounts for certain.
    """

    _name = "fynlo.own.products"
    _inherit = ["fynlo.service"]
    _description = "Products for tips and refunds"

    def _tip(self, company: Any) -> Any:
        """The product (product.product) of tips: no tax, on the account of what staff is owed."""
        if not company.fynlo_tip_product_id:
            # sudo: who takes a tip for the first time need not edit the company
            owner = company.sudo()
            owner.fynlo_tip_product_id = self._make(
                owner, "Tip", property_account_income_id=self._tip_account(owner).id
            )
        return company.fynlo_tip_product_id

    def _refund(self, company: Any) -> Any:
        """The product (product.product) of an amount given back; its lines have their own taxes."""
        if not company.fynlo_refund_product_id:
            # sudo: as for tips
            owner = company.sudo()
            owner.fynlo_refund_product_id = self._make(owner, "Refund")
        return company.fynlo_refund_product_id

    def _make(self, company: Any, name: str, **values: Any) -> Any:
        template = company.env["product.template"].with_company(company)
        return template.create(
            {
                "name": name,
                "type": "service",
                "company_id": company.id,
                "list_price": 0.0,
                "taxes_id": [Command.clear()],
                "supplier_taxes_id": [Command.clear()],
                "sale_ok": False,
                "purchase_ok": False,
                "available_in_pos": False,
                **values,
            }
        ).product_variant_id

    def _tip_account(self, company: Any) -> Any:
        accounts = company.env["account.account"].with_company(company)
        return accounts.create(
            {
                "name": "Tips owed to staff",
                "code": accounts._search_new_account_code(TIPS_CODE),
                "account_type": "liability_current",
                "company_ids": [Command.set(company.ids)],
            }
        )
