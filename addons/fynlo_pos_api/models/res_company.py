from datetime import date, datetime
from typing import Any

import pytz

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.res_partner import _tz_get

from ..domain import business_date

UNKNOWN_ZONE = "UTC"


class ResCompany(models.Model):
    _name = "res.company"
    _inherit = ["res.company", "fynlo.versioned"]

    fynlo_business_day_hour = fields.Integer(
        "Business day ends at",
        default=4,
        required=True,
        help="The hour of the night that still counts to the day before.",
    )
    fynlo_timezone = fields.Selection(
        _tz_get,
        "Time zone",
        compute="_compute_fynlo_timezone",
        store=True,
        readonly=False,
        help="The time zone of the restaurant: its business dates go by it.",
    )

    fynlo_opening_calendar_id = fields.Many2one(
        "resource.calendar",
        "Opening hours",
        domain="[('company_id', '=', id)]",
        ondelete="restrict",
        help="When guests come, with the holidays; not when employees work.",
    )
    fynlo_tables_need_cleaning = fields.Boolean(
        "Tables need cleaning",
        default=True,
        help="A table that was paid for is dirty until somebody says that it is clean.",
    )
    fynlo_blind_close = fields.Boolean(
        "Blind close",
        help="Cashiers count the drawer without being told what should be in it.",
    )
    fynlo_safe_account_id = fields.Many2one(
        "account.account",
        "Safe",
        ondelete="restrict",
        help="The account of the cash in the safe: what is dropped into it is posted there.",
    )

    fynlo_tip_product_id = fields.Many2one("product.product", "Tip product", readonly=True)
    fynlo_refund_product_id = fields.Many2one("product.product", "Refund product", readonly=True)

    fynlo_takeaway_fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        "Taxes of takeaway",
        domain="[('company_id', '=', id)]",
        ondelete="restrict",
        help="The fiscal position of takeaway orders; empty: that of the till.",
    )
    fynlo_delivery_fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        "Taxes of delivery",
        domain="[('company_id', '=', id)]",
        ondelete="restrict",
        help="The fiscal position of orders that are delivered; empty: that of the till.",
    )
    fynlo_pick_up_fiscal_position_id = fields.Many2one(
        "account.fiscal.position",
        "Taxes of pick-up",
        domain="[('company_id', '=', id)]",
        ondelete="restrict",
        help="The fiscal position of orders that guests pick up; empty: that of the till.",
    )
    fynlo_daypart_ids = fields.One2many("fynlo.daypart", "company_id", "Dayparts")

    _fynlo_business_day_hour = models.Constraint(
        "CHECK (fynlo_business_day_hour BETWEEN 0 AND 23)",
        "The business day ends at an hour from 0 to 23.",
    )

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        companies = super().create(vals_list)
        companies._fynlo_add_defaults()
        return companies

    @api.model
    def _fynlo_add_defaults(self) -> None:
        """Give each company what it starts with and does not have yet."""
        # sudo: who may make a company need not be its owner in Fynlo
        everything = self.sudo()
        everything.env["fynlo.reason"]._add_first()
        everything.env["fynlo.role.limit"]._add_first()

    @api.depends("country_id")
    def _compute_fynlo_timezone(self) -> None:
        """One that was chosen stays, unless the company moves to a country that has others."""
        for company in self:
            zones = pytz.country_timezones.get(company.country_id.code or "", [])
            known = (company.fynlo_timezone, company.partner_id.tz, next(iter(zones), False))
            inside = [zone for zone in known if zone and (zone in zones or not zones)]
            company.fynlo_timezone = next(iter(inside), False)

    @api.constrains("fynlo_safe_account_id")
    def _check_fynlo_safe_account(self) -> None:
        for company in self:
            account = company.fynlo_safe_account_id
            if account and company not in account.company_ids:
                raise ValidationError(
                    self.env._(
                        "%(account)s is no account of %(company)s.",
                        account=account.display_name,
                        company=company.name,
                    )
                )

    @api.constrains(
        "fynlo_takeaway_fiscal_position_id",
        "fynlo_delivery_fiscal_position_id",
        "fynlo_pick_up_fiscal_position_id",
    )
    def _check_fynlo_fiscal_positions(self) -> None:
        """Refuse a fiscal position of another company."""
        for company in self:
            positions = (
                company.fynlo_takeaway_fiscal_position_id
                | company.fynlo_delivery_fiscal_position_id
                | company.fynlo_pick_up_fiscal_position_id
            )
            if positions.company_id - company:
                raise ValidationError(
                    self.env._("Choose fiscal positions of %s for its orders.", company.name)
                )

    def _fynlo_zone(self) -> str:
        """The time zone that business dates go by, by its name."""
        self.ensure_one()
        return self.fynlo_timezone or UNKNOWN_ZONE

    def _fynlo_business_date(self, moment: datetime) -> date:
        """The business date of a moment (UTC)."""
        return business_date.business_date(moment, self._fynlo_zone(), self.fynlo_business_day_hour)

    def _fynlo_business_day(self, day: date) -> tuple[datetime, datetime]:
        """When a business day begins and ends (naive UTC, the end not included)."""
        return business_date.business_day(day, self._fynlo_zone(), self.fynlo_business_day_hour)
