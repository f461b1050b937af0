import json
import re
from typing import Any

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..http.cors import ORIGINS_PARAMETER
from ..http.limits import PARAMETER as RATES_PARAMETER
from ..http.limits import POLICIES, policies
from .fynlo_event import RETENTION_DAYS, RETENTION_PARAMETER

_ORIGIN = re.compile(r"https?://[a-z0-9.-]+(:\d+)?|https?://\[[0-9a-f:]+\](:\d+)?")
# A device that was away for a month still finds in the feed what it missed.
LEAST_RETENTION_DAYS = 31
# The field, the policy, whom it counts, and whether it is the rate (0) or the burst (1).
_RATES = (
    ("fynlo_caller_rate", "default", "caller", 0),
    ("fynlo_caller_burst", "default", "caller", 1),
    ("fynlo_address_rate", "default", "address", 0),
    ("fynlo_address_burst", "default", "address", 1),
)
_LOGIN = "fynlo_login_tries"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    fynlo_business_day_hour = fields.Integer(
        related="company_id.fynlo_business_day_hour", readonly=False
    )
    fynlo_timezone = fields.Selection(related="company_id.fynlo_timezone", readonly=False)
    fynlo_vat = fields.Char("VAT number", related="company_id.vat", readonly=False)
    # Odoo has another field that is called phone.
    fynlo_phone = fields.Char("Business phone", related="company_id.phone", readonly=False)
    fynlo_email = fields.Char(related="company_id.email", readonly=False)
    fynlo_website = fields.Char("Web page", related="company_id.website", readonly=False)
    fynlo_opening_calendar_id = fields.Many2one(
        related="company_id.fynlo_opening_calendar_id", readonly=False
    )
    fynlo_tables_need_cleaning = fields.Boolean(
        related="company_id.fynlo_tables_need_cleaning", readonly=False
    )
    fynlo_blind_close = fields.Boolean(related="company_id.fynlo_blind_close", readonly=False)
    fynlo_safe_account_id = fields.Many2one(
        related="company_id.fynlo_safe_account_id", readonly=False
    )
    fynlo_takeaway_fiscal_position_id = fields.Many2one(
        related="company_id.fynlo_takeaway_fiscal_position_id", readonly=False
    )
    fynlo_delivery_fiscal_position_id = fields.Many2one(
        related="company_id.fynlo_delivery_fiscal_position_id", readonly=False
    )
    fynlo_pick_up_fiscal_position_id = fields.Many2one(
        related="company_id.fynlo_pick_up_fiscal_position_id", readonly=False
    )
    fynlo_event_retention_days = fields.Integer(
        "Keep events for", config_parameter=RETENTION_PARAMETER, default=RETENTION_DAYS
    )
    fynlo_cors_origins = fields.Char("Allowed web pages", config_parameter=ORIGINS_PARAMETER)
    fynlo_metrics_token = fields.Char(
        "Metrics token", config_parameter="fynlo_pos_api.metrics_token"
    )
    fynlo_caller_rate = fields.Integer("Requests a second of one till or person")
    fynlo_caller_burst = fields.Integer("At once, of one till or person")
    fynlo_address_rate = fields.Integer("Requests a second from one address")
    fynlo_address_burst = fields.Integer("At once, from one address")
    fynlo_login_tries = fields.Integer("Sign-ins a minute from one address")

    @api.constrains("fynlo_business_day_hour")
    def _check_business_day_hour(self) -> None:
        if any(not 0 <= settings.fynlo_business_day_hour <= 23 for settings in self):
            raise ValidationError(self.env._("The business day ends at an hour from 0 to 23."))

    @api.constrains("fynlo_cors_origins")
    def _check_cors_origins(self) -> None:
        for origin in (self.fynlo_cors_origins or "").replace(",", " ").split():
            if not _ORIGIN.fullmatch(origin):
                raise ValidationError(
                    self.env._(
                        "%s is not the address of a web page's server. Write it in small letters"
                        " and without a path, such as https://orders.example.com",
                        origin,
                    )
                )

    @api.constrains("fynlo_event_retention_days")
    def _check_event_retention_days(self) -> None:
        if any(item.fynlo_event_retention_days < LEAST_RETENTION_DAYS for item in self):
            raise ValidationError(
                self.env._("Keep events for %s days or more.", LEAST_RETENTION_DAYS)
            )

    @api.constrains(_LOGIN, *(name for name, *_path in _RATES))
    def _check_rates(self) -> None:
        if any(settings[name] < 1 for settings in self for name in self._rate_fields()):
            raise ValidationError(self.env._("A rate limit is a whole number from 1 up."))

    def _rate_fields(self) -> list[str]:
        return [_LOGIN, *(name for name, *_path in _RATES)]

    @api.model
    def get_values(self) -> dict[str, Any]:
        """What holds now: the rates of the system parameter, else the built-in ones."""
        return {**super().get_values(), **self._rates()}

    def set_values(self) -> None:
        """Keep the rates that were changed; all others stay the built-in ones."""
        super().set_values()
        current = self._rates()
        if all(self[name] == value for name, value in current.items()):
            return
        given = self._given_rates()
        for name, policy, counted, place in _RATES:
            if self[name] != current[name]:
                rate = policies(json.dumps(given))[policy]
                pair = [getattr(rate, counted).per_second, getattr(rate, counted).burst]
                pair[place] = self[name]
                given.setdefault(policy, {})[counted] = pair
        if self[_LOGIN] != current[_LOGIN]:
            pair = [self[_LOGIN] / 60, self[_LOGIN]]
            given["login"] = {"caller": pair, "address": pair}
        self.env["ir.config_parameter"].set_param(RATES_PARAMETER, json.dumps(given))

    def _rates(self) -> dict[str, int]:
        now = policies(json.dumps(self._given_rates()))
        rates = {_LOGIN: now["login"].address.burst}
        for name, policy, counted, place in _RATES:
            rate = getattr(now[policy], counted)
            rates[name] = rate.burst if place else round(rate.per_second)
        return rates

    def _given_rates(self) -> dict[str, Any]:
        """The system parameter as it is; one that cannot be read holds nothing."""
        text = self.env["ir.config_parameter"].get_param(RATES_PARAMETER) or "{}"
        given: dict[str, Any] = {} if policies(text) is POLICIES else json.loads(text)
        return given

    def action_fynlo_open_company(self) -> dict[str, Any]:
        """Button: open the company, where its name, address and logo are."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.company_id.name,
            "res_model": "res.company",
            "res_id": self.company_id.id,
            "view_mode": "form",
        }
