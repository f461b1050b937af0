from datetime import datetime, timedelta
from typing import Any

from odoo import models

from ..exceptions import NotFound
from ..schemas.daypart import Daypart
from ..schemas.menu import Menu, Tax
from .menu_terms import MenuTerms

_CATEGORY_FIELDS = [
    "name", "parent_id", "sequence", "color", "active", "fynlo_kitchen_name", "fynlo_course",
    "fynlo_version",
]  # fmt: skip
_ORDER = "is_favorite DESC, pos_sequence, name, id"


class FynloMenuSnapshot(models.AbstractModel):
    """Reads a whole menu with a number of queries that does not grow with the menu."""

    _name = "fynlo.menu.snapshot"
    _inherit = ["fynlo.service"]
    _description = "Snapshot of the menu"

    def _menu(self, version: int, at: datetime) -> Menu:
        """The menu of the caller's till or company.

        :param version: the menu's version at this time
        :param at: the time of the prices (naive UTC)
        :raises NotFound: the till is not one of the company
        """
        terms = self._terms(at)
        choices = self.env["fynlo.menu.choices"]
        categories = self._categories(terms)
        sold = self._templates(terms)
        combos = sold.filtered(lambda template: template.type == "combo").combo_ids
        everything = sold | choices._chosen_in(combos)
        listing = self.env["fynlo.menu.products"]
        products = listing._products(terms, everything, sold, categories)
        taxes = listing._taxes(terms, everything.product_variant_ids)
        return Menu(
            version=version,
            currency=terms.currency_id.name,
            prices_include_tax=self._prices_include_tax(terms, taxes),
            valid_until=self._valid_until(terms),
            categories=self.env["fynlo.menu.images"]._categories_shown(categories),
            products=products,
            modifiers=choices._modifiers(everything, terms),
            combos=choices._combos(combos, terms),
            taxes=[Tax.from_record(tax) for tax in taxes],
            dayparts=[Daypart.from_record(part) for part in terms.company_id.fynlo_daypart_ids],
        )

    def _terms(self, at: datetime) -> MenuTerms:
        caller = self._caller
        # sudo: an employee reads the menu without access to price lists, taxes and tills
        company = self.env["res.company"].sudo().browse(caller.company_id)
        company = company.with_company(company).with_context(
            lang=company.partner_id.lang, active_test=True
        )
        if not caller.till_id:
            return MenuTerms.of_company(company, at)
        till = company.env["pos.config"].browse(caller.till_id).exists()
        if till.company_id != company:
            raise NotFound("There is no such till in your company.")
        return MenuTerms.of_till(till, at)

    def _categories(self, terms: MenuTerms) -> Any:
        categories = terms.company_id.env["pos.category"]
        till = terms.config_id
        domain = categories._load_pos_data_domain({}, till) if till else []
        domain = [*domain, *categories._check_company_domain(terms.company_id)]
        return categories.search_fetch(domain, _CATEGORY_FIELDS)

    def _templates(self, terms: MenuTerms) -> Any:
        """What is sold there by itself, as Odoo's own till chooses it."""
        templates = terms.company_id.env["product.template"]
        till = terms.config_id
        special = (till._get_special_products() | till.tip_product_id).product_tmpl_id
        if till:
            domain = templates._load_pos_data_domain({}, till)
        else:
            domain = [
                *templates._check_company_domain(terms.company_id),
                ("available_in_pos", "=", True),
                ("sale_ok", "=", True),
            ]
        return templates.search([*domain, ("id", "not in", special.ids)], order=_ORDER)

    def _prices_include_tax(self, terms: MenuTerms, taxes: Any) -> bool:
        """Whether no tax comes on top of a price; without taxes, as the company would have it."""
        if not taxes:
            return bool(terms.company_id.account_price_include == "tax_included")
        return all(tax.price_include for tax in taxes)

    def _valid_until(self, terms: MenuTerms) -> datetime | None:
        """When the next price rule or daypart of the company begins or ends (naive UTC)."""
        ends = self._next_rule(terms, "date_end", ">=")
        starts = self._next_rule(terms, "date_start", ">")
        # A rule still counts in its last second.
        border = self.env["fynlo.dayparts"]._next_border(terms.company_id, terms.date_order)
        moments = (ends and ends + timedelta(seconds=1), starts, border)
        return min(filter(None, moments), default=None)

    def _next_rule(self, terms: MenuTerms, name: str, operator: str) -> datetime | None:
        rule = terms.company_id.env["product.pricelist.item"].search(
            [
                ("company_id", "in", [terms.company_id.id, False]),
                (name, operator, terms.date_order),
            ],
            order=name,
            limit=1,
        )
        return rule[name] or None
