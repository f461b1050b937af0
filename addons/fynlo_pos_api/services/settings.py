from typing import Any

from odoo import models

from ..const import API_PREFIX, Scope
from ..domain.image import image_type
from ..exceptions import NotFound
from ..http.reply import Reply
from ..schemas.common import Empty
from ..schemas.menu import Tax
from ..schemas.order import OrderType
from ..schemas.role_limit import RoleLimit
from ..schemas.service_charge import ServiceCharge
from ..schemas.settings import (
    Business,
    BusinessDay,
    FiscalPosition,
    Languages,
    LogoRead,
    OrderTypeTaxes,
    ReceiptTexts,
    Sessions,
    Settings,
    Tables,
    Taxes,
    TillPaymentMethod,
)
from .definition import query

TAXED_BY = {
    OrderType.TAKEAWAY: "fynlo_takeaway_fiscal_position_id",
    OrderType.DELIVERY: "fynlo_delivery_fiscal_position_id",
    OrderType.PICK_UP: "fynlo_pick_up_fiscal_position_id",
}


class FynloSettings(models.AbstractModel):
    """What is set for the caller's company."""

    _name = "fynlo.settings"
    _inherit = ["fynlo.service"]
    _description = "Settings"

    @query("settings.read", Scope.SETTINGS_READ)
    def read_settings(self, data: Empty) -> Settings:
        """The settings of the company; receipts and rounding as the caller's till has them."""
        return self._all_of(self._company())

    @query("settings.logo", Scope.SETTINGS_READ)
    def read_logo(self, data: LogoRead) -> bytes | Reply:
        """The logo of the company, at most 512 pixels wide and high.

        :return: a Reply: the picture with its ETag, or an empty 304 when the caller has it
        :raises NotFound: there is none
        """
        logo = self._logo(self._company())
        if not logo:
            raise NotFound("There is no logo.")
        headers = {"ETag": f'"{logo.checksum}"', "Cache-Control": "private, no-cache"}
        if not data.known_tags.isdisjoint({logo.checksum, "*"}):
            return Reply(b"", 304, headers)
        return Reply(logo.raw, headers=headers | {"Content-Type": image_type(logo.raw)})

    def _company(self) -> Any:
        # sudo: who works here may know the settings without reading companies in Odoo
        company = self.env["res.company"].sudo().browse(self._caller.company_id)
        return company.with_company(company)

    def _tills(self, company: Any) -> Any:
        """The company's tills, the caller's first."""
        tills = company.env["pos.config"].search([("company_id", "=", company.id)], order="id")
        own = self._caller.till_id
        return tills.sorted(lambda till: (till.id != own, not till.module_pos_restaurant, till.id))

    def _all_of(self, company: Any) -> Settings:
        till = self._tills(company)[:1]
        return Settings(
            version=company.fynlo_version,
            business=self._business(company),
            business_day=BusinessDay(
                ends_at_hour=company.fynlo_business_day_hour, time_zone=company._fynlo_zone()
            ),
            opening=self.env["fynlo.opening.hours"]._read_of(company),
            taxes=self._taxes(company),
            payment_methods=self._payment_methods(company),
            receipt=ReceiptTexts(
                header=till.receipt_header or None, footer=till.receipt_footer or None
            ),
            service_charges=self._service_charges(company),
            limits=self._limits(company),
            cash_rounding=self.env["fynlo.cash.rounding"]._of(till, company),
            languages=self._languages(company),
            tables=Tables(need_cleaning=company.fynlo_tables_need_cleaning),
            sessions=Sessions(
                blind_close=company.fynlo_blind_close,
                safe_account_id=company.fynlo_safe_account_id.id or None,
            ),
        )

    def _business(self, company: Any) -> Business:
        return Business(
            name=company.name,
            street=company.street or None,
            street2=company.street2 or None,
            city=company.city or None,
            postcode=company.zip or None,
            country=company.country_id.code or None,
            vat_number=company.vat or None,
            phone=company.phone or None,
            email=company.email or None,
            website=company.website or None,
            logo_url=f"{API_PREFIX}/settings/logo" if self._logo(company) else None,
        )

    def _logo(self, company: Any) -> Any:
        domain = [
            ("res_model", "=", "res.partner"),
            ("res_field", "=", "image_512"),
            ("res_id", "=", company.partner_id.id),
            ("mimetype", "not ilike", "svg"),
        ]
        return company.env["ir.attachment"].search_fetch(domain, ["checksum"], limit=1)

    def _taxes(self, company: Any) -> Taxes:
        domain = [("company_id", "=", company.id), ("type_tax_use", "=", "sale")]
        taxes = company.env["account.tax"].search(domain)
        chosen = {kind: company[field] for kind, field in TAXED_BY.items()}
        positions = company.env["account.fiscal.position"].search([("company_id", "=", company.id)])
        return Taxes(
            prices_include_tax=company.account_price_include == "tax_included",
            default_tax_id=company.account_sale_tax_id.id or None,
            items=[Tax.from_record(tax) for tax in taxes],
            by_order_type=[
                OrderTypeTaxes(order_type=kind, fiscal_position_id=position.id, name=position.name)
                for kind, position in chosen.items()
                if position
            ],
            fiscal_positions=[FiscalPosition.from_record(position) for position in positions],
        )

    def _payment_methods(self, company: Any) -> list[TillPaymentMethod]:
        tills = self._tills(company)
        shown = tills[:1] if self._caller.till_id else tills
        methods = shown.payment_method_ids.sorted(lambda method: (method.sequence, method.id))
        return [TillPaymentMethod.from_record(method) for method in methods]

    def _service_charges(self, company: Any) -> list[ServiceCharge]:
        rules = company.env["fynlo.service.charge"].search([("company_id", "=", company.id)])
        return [ServiceCharge.from_record(rule) for rule in rules]

    def _limits(self, company: Any) -> list[RoleLimit]:
        """All limits for who may read reports, else those of the caller's own role."""
        domain: list[Any] = [("company_id", "=", company.id)]
        if Scope.REPORTS_READ not in self._caller.scopes:
            domain.append(("role", "=", str(self._caller.role or "")))
        limits = company.env["fynlo.role.limit"].search(domain)
        return [RoleLimit.from_record(limit) for limit in limits]

    def _languages(self, company: Any) -> Languages:
        installed = company.env["res.lang"].get_installed()
        return Languages(
            language=company.partner_id.lang or "en_US",
            installed=[code for code, _name in installed],
        )
