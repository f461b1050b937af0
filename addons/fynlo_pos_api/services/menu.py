import gzip
import hashlib
import json
from datetime import datetime

from odoo import fields, models

from ..const import Scope
from ..http.reply import Reply
from ..models.fynlo_menu_version import MenuState
from ..schemas.menu import Menu, MenuRead
from .definition import query

_CACHE = "menu"
_KEPT_SECONDS = 2 * 24 * 3600
# Between size and time: 6 is 4 % smaller than 3 and takes twice as long.
_GZIP_LEVEL = 4
# A new release may write the same menu otherwise.
_FORMAT = hashlib.sha256(json.dumps(Menu.model_json_schema()).encode()).hexdigest()[:8]


class FynloMenu(models.AbstractModel):
    """The menu as tills read it: the encoded snapshot, kept until the menu's version changes."""

    _name = "fynlo.menu"
    _inherit = ["fynlo.service"]
    _description = "Menu"

    @query("menu.read", Scope.MENU_READ)
    def snapshot(self, data: MenuRead) -> Menu | Reply:
        """The whole menu of the caller's till, or of the company for the back office.

        :return: a Reply: the encoded menu with its ETag, or an empty 304 when the caller has it
        :raises NotFound: the till is not one of the company
        """
        at = fields.Datetime.now()
        versions = self.env["fynlo.menu.version"]
        state = versions._state(self._caller.company_id, at)
        tag = self._tag(state, data.gzip)
        headers = {
            "ETag": f'"{tag}"',
            "Vary": "Accept-Encoding",
            "Cache-Control": "private, no-cache",
        }
        if not data.known_tags.isdisjoint({tag, "*"}):
            return Reply(b"", 304, headers)
        if data.gzip:
            headers["Content-Encoding"] = "gzip"
        return Reply(self._encoded(state, at, data.gzip), headers=headers)

    def _tag(self, state: MenuState, zipped: bool) -> str:
        """A text that no other encoding of no other menu has."""
        caller = self._caller
        encoding = "gzip" if zipped else "plain"
        return f"{caller.company_id}.{caller.till_id or 0}.{state.mark}.{_FORMAT}.{encoding}"

    def _encoded(self, state: MenuState, at: datetime, zipped: bool) -> bytes:
        cache = self.env["fynlo.cache"]
        if not state.uncommitted:
            kept: bytes | None = cache._get(_CACHE, self._tag(state, zipped))
            if kept is not None:
                return kept
        menu = self.env["fynlo.menu.snapshot"]._menu(state.version, at)
        plain = menu.__pydantic_serializer__.to_json(menu)
        small = gzip.compress(plain, _GZIP_LEVEL, mtime=0)
        if not state.uncommitted:
            cache._set(_CACHE, self._tag(state, False), plain, _KEPT_SECONDS)
            cache._set(_CACHE, self._tag(state, True), small, _KEPT_SECONDS)
        return small if zipped else plain
