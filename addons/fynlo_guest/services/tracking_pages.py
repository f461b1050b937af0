from base64 import b64decode
from collections.abc import Callable
from datetime import UTC, datetime
from secrets import token_urlsafe
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from odoo import models

from odoo.addons.fynlo_pos_api.const import CALLER
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.domain.image import image_type
from odoo.addons.fynlo_pos_api.domain.money import from_minor
from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus
from odoo.addons.fynlo_pos_api.domain.receipt_text import number_text
from odoo.addons.fynlo_pos_api.exceptions import FynloError, Unauthenticated
from odoo.addons.fynlo_pos_api.http.reply import Reply
from odoo.addons.fynlo_pos_api.schemas.common import Money

from ..domain import colour
from ..domain.language import LANGUAGES, chosen, direction
from ..domain.page_policy import headers
from ..domain.visit import REFUSED, Visit
from ..domain.words import WORDS
from ..schemas.tracking import TrackedOrder

# The grounds of the page: see static/src/tracking/page.css.
LIGHT, DARK = "#ffffff", "#17191c"
NOT_FOUND = 404
# While the kitchen has it there is something to wait for.
STILL_TO_COME = frozenset(
    {OrderStatus.PENDING, OrderStatus.CONFIRMED, OrderStatus.PREPARING, OrderStatus.COOKING}
)


class FynloTrackingPages(models.AbstractModel):
    """Pages for the guest who has the link to an order; who has no such link is told kindly."""

    _name = "fynlo.tracking.pages"
    _description = "Guests' pages"

    def _caller_of(self, token: str) -> Caller | None:
        """The guest whom the token of a link proves; none for any other token, whatever it is."""
        try:
            caller = self.env["fynlo.authentication"].caller_of(token, uuid4().hex)
        except Unauthenticated:
            return None
        return caller if caller.order_id else None

    def _order_page(self, caller: Caller, visit: Visit) -> Reply:
        """The page of the guest's order."""
        tracked = self._runner(caller)._query("order.track", {})
        return self._page(self._values(caller, tracked, visit), visit)

    def _call(self, caller: Caller, kind: str, key: str) -> bool:
        """Ask for something at the guest's table.

        :param key: the form's own: sent twice, it is asked for once
        :return: False when it was refused, or the form is none of ours
        """
        try:
            self._runner(caller)._command("service_request.create", {"kind": kind}, key or None)
        except FynloError:
            return False
        return True

    def _ended_page(self, visit: Visit) -> Reply:
        """The same page for a link that is wrong, has ended, or is of an order that is gone."""
        return self._message("ended", visit, NOT_FOUND)

    def _busy_page(self, visit: Visit, error: FynloError) -> Reply:
        """The page for somebody who asks too often."""
        page = self._message("busy", visit, error.status)
        return Reply(page.body, page.status, page.headers | error.headers)

    # === HELPERS === #

    def _runner(self, caller: Caller) -> Any:
        context = {
            CALLER: caller,
            "allowed_company_ids": [caller.company_id],
            "lang": caller.language,
        }
        return self.env["fynlo.runner"].with_user(caller.user_id).with_context(**context)

    def _message(self, name: str, visit: Visit, status: int) -> Reply:
        """A page that says one thing, of no restaurant: it may be nobody's guest who asks."""
        values = self._words(visit, None) | self._colours(None) | {"message": name, "order": None}
        return self._page(values, visit, status)

    def _page(self, values: dict[str, Any], visit: Visit, status: int = 200) -> Reply:
        nonce = token_urlsafe(16)
        body = self.env["ir.qweb"]._render("fynlo_guest.page", values | {"nonce": nonce})
        return Reply(f"<!DOCTYPE html>\n{body}".encode(), status, headers(nonce, visit.host))

    def _values(self, caller: Caller, tracked: TrackedOrder, visit: Visit) -> dict[str, Any]:
        # sudo: a guest sees the name, logo and colours of the restaurant, as all that pass by
        company = self.env["res.company"].sudo().browse(caller.company_id)
        zone = ZoneInfo(company._fynlo_zone())
        # sudo: prices are in the currency of the guest's own order
        orders = self.env["pos.order"].sudo().with_context(lang=caller.language)
        currency = orders.browse(caller.order_id).currency_id
        return {
            **self._words(visit, company.partner_id.lang or caller.language),
            **self._colours(company),
            "message": None,
            "notice": REFUSED if visit.said == REFUSED else None,
            "visit": visit,
            "order": tracked,
            "estimated": _estimated(tracked),
            "stamp": _stamp,
            "requests": {request.kind: request for request in tracked.requests},
            "logo": _logo(company),
            "money": _money_text(currency),
            "number": number_text,
            "clock": _clock(zone),
            "new_key": lambda: str(uuid4()),
        }

    def _words(self, visit: Visit, own: str | None) -> dict[str, Any]:
        language = chosen(visit.asked, visit.accepted, own)
        return {
            "words": WORDS[language],
            "language": language,
            "languages": LANGUAGES,
            "direction": direction(language),
        }

    def _colours(self, company: Any) -> dict[str, str]:
        """The restaurant's colour, as far as it can be read on light and on dark grounds."""
        brand = colour.plain(company.primary_color if company else None)
        shapes = colour.LEAST_FOR_SHAPES
        return {
            "brand": brand,
            "on_brand": colour.text_on(brand),
            "on_light": colour.readable_on(brand, LIGHT),
            "on_dark": colour.readable_on(brand, DARK),
            "bar_on_light": colour.readable_on(brand, LIGHT, shapes),
            "bar_on_dark": colour.readable_on(brand, DARK, shapes),
        }


def _estimated(order: TrackedOrder) -> tuple[str, datetime] | None:
    """When the food is to be there, and what that is called; nothing once it is."""
    if order.status not in STILL_TO_COME:
        return None
    if order.estimated_at:
        return "expected", order.estimated_at
    return ("promised", order.promised_at) if order.promised_at else None


def _stamp(moment: datetime) -> str:
    return moment.replace(tzinfo=UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _logo(company: Any) -> str | None:
    picture = company.partner_id.image_256
    if company.uses_default_logo or not picture:
        return None
    return f"data:{image_type(b64decode(picture))};base64,{picture.decode()}"


def _money_text(currency: Any) -> Callable[[Money], str]:
    def text(money: Money) -> str:
        value: str = currency.format(from_minor(money.amount, currency.decimal_places))
        return value

    return text


def _clock(zone: ZoneInfo) -> Callable[[datetime], str]:
    """The restaurant's clock; a browser with JavaScript shows the guest's own instead."""

    def text(moment: datetime) -> str:
        return moment.replace(tzinfo=UTC).astimezone(zone).strftime("%H:%M")

    return text
