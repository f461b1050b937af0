import base64
from typing import Any

from odoo import models
from odoo.exceptions import UserError

from ..const import Scope
from ..domain.limits import AMOUNTS
from ..domain.picture import decoded
from ..domain.vat_number import is_well_formed
from ..exceptions import Invalid
from ..schemas.settings import Settings
from ..schemas.settings_change import BusinessPatch, LanguagesPatch, RoleLimitPatch, SettingsChange
from .definition import command

# Odoo's fields of what is not called the same.
_BUSINESS = {"postcode": "zip", "vat_number": "vat"}
_PLAIN = {
    ("business_day", "ends_at_hour"): "fynlo_business_day_hour",
    ("business_day", "time_zone"): "fynlo_timezone",
    ("tables", "need_cleaning"): "fynlo_tables_need_cleaning",
    ("sessions", "blind_close"): "fynlo_blind_close",
}


class FynloSettingsChange(models.AbstractModel):
    """Changes the settings, section by section."""

    _name = "fynlo.settings.change"
    _inherit = ["fynlo.settings"]
    _description = "Changes settings"

    @command("settings.change", Scope.SETTINGS_WRITE)
    def change_settings(self, data: SettingsChange) -> Settings:
        """Change the fields that are sent. The event names what changed, and holds no values.

        :raises VersionConflict: the settings are newer than what the caller saw
        :raises Invalid: a value is wrong, or tills are open that round cash as it was
        """
        company = self._company()
        self._hold(company, data.base_version, self._all_of)
        before = self._all_of(company).model_dump(mode="json")
        self._change(company, data)
        company.env.flush_all()
        after = self._all_of(company).model_dump(mode="json")
        changed = _differences(before, after)
        if data.business and "logo" in data.business.model_fields_set:
            changed.append("business.logo")
        if changed:
            self._emit("settings.changed", company, {"changed": sorted(set(changed))})
        return self._all_of(company)

    def _change(self, company: Any, data: SettingsChange) -> None:
        self._write_plain(company, data)
        if data.business:
            self._change_business(company, data.business)
        if data.opening:
            self.env["fynlo.opening.hours"]._change(company, data.opening)
        if data.taxes:
            self.env["fynlo.settings.books"]._change_taxes(company, data.taxes)
        if data.payment_methods:
            tills = self._tills(company)
            self.env["fynlo.settings.books"]._change_methods(company, tills, data.payment_methods)
        if data.sessions and "safe_account_id" in data.sessions.model_fields_set:
            account_id = data.sessions.safe_account_id
            self.env["fynlo.settings.books"]._change_safe(company, account_id)
        if data.receipt:
            names = data.receipt.model_fields_set
            texts = {f"receipt_{name}": getattr(data.receipt, name) or False for name in names}
            self._tills(company).write(texts)
        for index, limit in enumerate(data.limits or []):
            self._change_limit(company, limit, f"limits.{index}")
        if data.cash_rounding and data.cash_rounding.model_fields_set:
            tills = self._tills(company)
            self.env["fynlo.cash.rounding"]._change(company, tills, data.cash_rounding)
        if data.languages:
            self._change_language(company, data.languages)

    def _write_plain(self, company: Any, data: SettingsChange) -> None:
        """What is a field of the company; these cannot be emptied."""
        values = {}
        for (section, name), field in _PLAIN.items():
            sent = getattr(data, section)
            if sent is not None and getattr(sent, name) is not None:
                values[field] = getattr(sent, name)
        if values:
            company.write(values)

    def _change_business(self, company: Any, data: BusinessPatch) -> None:
        sent = {name: getattr(data, name) for name in data.model_fields_set}
        self._check_name(company, sent.get("name", company.name))
        if "logo" in sent:
            self._set_logo(company, sent.pop("logo"))
        if sent.get("vat_number"):
            self._check_vat(company, sent.pop("vat_number"))
        company.write({_BUSINESS.get(name, name): value or False for name, value in sent.items()})

    def _check_name(self, company: Any, name: str | None) -> None:
        if name is None:
            raise Invalid("A restaurant has a name.", field="business.name")
        # Odoo's companies have names of their own, the archived ones too.
        others = company.with_context(active_test=False)
        if others.search_count([("name", "=", name), ("id", "!=", company.id)], limit=1):
            raise Invalid("Another company has this name.", field="business.name")

    def _check_vat(self, company: Any, number: str) -> None:
        """Set the VAT number, as Odoo's own check lets it pass where that is installed."""
        checked = company.env["ir.module.module"]._get("base_vat").state == "installed"
        if not checked and not is_well_formed(number):
            raise Invalid(
                "Send the country's two letters and the number, such as GB123456782.",
                field="business.vat_number",
            )
        try:
            with self.env.cr.savepoint():
                company.vat = number
                company.env.flush_all()
        except UserError as error:
            raise Invalid(str(error), field="business.vat_number") from None

    def _set_logo(self, company: Any, image: str | None) -> None:
        try:
            company.logo = base64.b64encode(decoded(image)) if image is not None else False
            company.env.flush_all()
        except (UserError, ValueError) as error:
            raise Invalid(f"This is no picture: {error}.", field="business.logo") from None

    def _change_limit(self, company: Any, data: RoleLimitPatch, path: str) -> None:
        limits = company.env["fynlo.role.limit"]
        domain = [("company_id", "=", company.id), ("role", "=", str(data.role))]
        values: dict[str, Any] = {}
        for name in data.model_fields_set - {"role"}:
            value = getattr(data, name)
            if value is None:
                raise Invalid("A limit is 0, not null.", field=f"{path}.{name}")
            if name in AMOUNTS:
                if value.currency != company.currency_id.name:
                    detail = f"Limits are in {company.currency_id.name}."
                    raise Invalid(detail, field=f"{path}.{name}.currency")
                value = value.as_float(company.currency_id)
            values[name] = value
        limits.search(domain).write(values)

    def _change_language(self, company: Any, data: LanguagesPatch) -> None:
        if data.language is None:
            return
        installed = dict(company.env["res.lang"].get_installed())
        if data.language not in installed:
            raise Invalid(
                f"Installed are {', '.join(installed)}; others are added in Odoo.",
                field="languages.language",
            )
        company.partner_id.lang = data.language


def _differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """The names of sections' fields whose values differ."""
    found = []
    for section, value in after.items():
        if isinstance(value, dict):
            found += [
                f"{section}.{name}" for name, item in value.items() if item != before[section][name]
            ]
        elif section != "version" and value != before[section]:
            found.append(section)
    return found
