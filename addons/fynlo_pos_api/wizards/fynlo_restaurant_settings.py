from typing import Any

from odoo import api, fields, models

from ..schemas.common import Money
from ..schemas.order import OrderType
from ..schemas.settings import RoundingDirection

# The section of the settings, and its field.
_PLAIN = {
    "name": ("business", "name"),
    "street": ("business", "street"),
    "street2": ("business", "street2"),
    "city": ("business", "city"),
    "postcode": ("business", "postcode"),
    "vat_number": ("business", "vat_number"),
    "phone": ("business", "phone"),
    "email": ("business", "email"),
    "website": ("business", "website"),
    "default_tax_id": ("taxes", "default_tax_id"),
    "receipt_header": ("receipt", "header"),
    "receipt_footer": ("receipt", "footer"),
    "rounding_direction": ("cash_rounding", "direction"),
    "rounding_only_cash": ("cash_rounding", "only_cash"),
    "language": ("languages", "language"),
    "need_cleaning": ("tables", "need_cleaning"),
    "blind_close": ("sessions", "blind_close"),
    "safe_account_id": ("sessions", "safe_account_id"),
}
_POSITIONS = {
    "takeaway_position_id": OrderType.TAKEAWAY,
    "delivery_position_id": OrderType.DELIVERY,
    "pick_up_position_id": OrderType.PICK_UP,
}
_DIRECTIONS = {
    RoundingDirection.NEAREST: "To the nearest",
    RoundingDirection.UP: "Up",
    RoundingDirection.DOWN: "Down",
}


class FynloRestaurantSettings(models.TransientModel):
    """The screen where an owner, who need be no administrator, sets up the restaurant.

    It shows what the API's settings show, and changes what differs by the API's command.
    """

    _name = "fynlo.restaurant.settings"
    _description = "Restaurant settings"

    version = fields.Integer(readonly=True)
    company_id = fields.Many2one("res.company", default=lambda self: self.env.company)
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char("Restaurant", required=True)
    street = fields.Char()
    street2 = fields.Char("Street, second line")
    city = fields.Char()
    postcode = fields.Char()
    vat_number = fields.Char("VAT number")
    phone = fields.Char()
    email = fields.Char("E-mail")
    website = fields.Char("Web page")
    logo = fields.Binary(default=lambda self: self.env.company.logo)
    default_tax_id = fields.Many2one("account.tax", "Tax of new products")
    takeaway_position_id = fields.Many2one("account.fiscal.position", "Takeaway")
    delivery_position_id = fields.Many2one("account.fiscal.position", "Delivery")
    pick_up_position_id = fields.Many2one("account.fiscal.position", "Pick-up")
    receipt_header = fields.Text("Above each receipt")
    receipt_footer = fields.Text("Below each receipt")
    language = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(), "Language of menu and receipts"
    )
    rounding_step = fields.Monetary(
        "Smallest coin", help="What is paid is rounded to it. 0: every penny counts."
    )
    rounding_direction = fields.Selection(
        [(str(direction), text) for direction, text in _DIRECTIONS.items()], "Round", required=True
    )
    rounding_only_cash = fields.Boolean("Cash only", help="Payments by card stay exact.")
    need_cleaning = fields.Boolean(
        "Tables need cleaning", help="A table that was paid for is dirty until somebody cleaned it."
    )
    blind_close = fields.Boolean(
        "Blind close", help="Cashiers count the drawer without being told its sum."
    )
    safe_account_id = fields.Many2one(
        "account.account",
        "Account of the safe",
        help="Cash that is dropped into the safe is posted here.",
    )

    @api.model
    def default_get(self, fields: list[str]) -> dict[str, Any]:
        """What is set now."""
        shown = self._shown()
        known = {name: value for name, value in shown.items() if name in fields}
        return super().default_get(fields) | known

    def action_save(self) -> dict[str, Any]:
        """Button: change what differs, by a command."""
        self.ensure_one()
        self.env["fynlo.back_office"]._command("settings.change", self._changes())
        return {"type": "ir.actions.act_window_close"}

    def action_open_hours(self) -> dict[str, Any]:
        """Button: save, and open the calendar of the opening hours, made when there is none."""
        self.ensure_one()
        changes = self._changes()
        if not self.company_id.fynlo_opening_calendar_id:
            changes["opening"] = {"weekly": []}
        self.env["fynlo.back_office"]._command("settings.change", changes)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Opening hours"),
            "res_model": "resource.calendar",
            "res_id": self.company_id.fynlo_opening_calendar_id.id,
            "view_mode": "form",
        }

    def _shown(self) -> dict[str, Any]:
        """The values of the fields as they are set now."""
        settings = self.env["fynlo.back_office"]._query("settings.read", {})
        values = {
            field: getattr(getattr(settings, section), name) or False
            for field, (section, name) in _PLAIN.items()
        }
        step = settings.cash_rounding.step
        values["version"] = settings.version
        values["rounding_step"] = step.as_float(self.env.company.currency_id) if step else 0.0
        chosen = {item.order_type: item.fiscal_position_id for item in settings.taxes.by_order_type}
        return values | {field: chosen.get(kind, False) for field, kind in _POSITIONS.items()}

    def _changes(self) -> dict[str, Any]:
        """The input of settings.change: what the user changed."""
        shown = self._shown()
        differing = {name for name, value in shown.items() if self._value(name) != value}
        changes: dict[str, Any] = {"base_version": self.version}
        for field, (section, name) in _PLAIN.items():
            if field in differing:
                changes.setdefault(section, {})[name] = self._sent(field)
        if "rounding_step" in differing:
            changes.setdefault("cash_rounding", {})["step"] = self._step()
        if differing & set(_POSITIONS):
            changes.setdefault("taxes", {})["by_order_type"] = [
                {"order_type": kind, "fiscal_position_id": self[field].id}
                for field, kind in _POSITIONS.items()
                if self[field]
            ]
        if self.logo != self.company_id.logo:
            changes.setdefault("business", {})["logo"] = self.logo.decode() if self.logo else None
        return changes

    def _value(self, field: str) -> Any:
        value = self[field]
        return value.id if isinstance(value, models.BaseModel) else value

    def _sent(self, field: str) -> Any:
        """An empty field is null; a box that is not ticked is false."""
        value = self._value(field)
        return value if isinstance(self._fields[field], fields.Boolean) else value or None

    def _step(self) -> dict[str, Any] | None:
        if not self.rounding_step:
            return None
        return Money.of(self.rounding_step, self.currency_id).model_dump()
