from collections.abc import Callable
from typing import Any, Self

from odoo import api, models


class FynloMenuSource(models.AbstractModel):
    """What a menu is made of: a change of it, by whichever door, raises the menu's version."""

    _name = "fynlo.menu.source"
    _description = "Part of the menu"

    # The fields that a menu shows or that alter its prices.
    _fynlo_menu_fields: frozenset[str] = frozenset()
    # The path to the company whose menu it is; empty: the record belongs to all companies.
    _fynlo_menu_company = ""

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Self:
        """Create, and raise the version."""
        records = super().create(vals_list)
        records._fynlo_menu_touch()
        return records

    def write(self, vals: dict[str, Any]) -> bool:
        """Write, and raise the version when a field is written that a menu depends on."""
        if self._fynlo_menu_alters(vals):
            # A record that moves to another company changes two menus.
            self._fynlo_menu_touch(everywhere="company_id" in vals)
        return super().write(vals)

    def unlink(self) -> bool:
        """Delete, and raise the version."""
        self._fynlo_menu_touch()
        return super().unlink()

    def _update_field_translations(
        self,
        field_name: str,
        translations: dict[str, Any],
        digest: Callable[[str], str] | None = None,
        source_lang: str = "",
    ) -> bool:
        """Translate, and raise the version: the translation dialog does not go by write."""
        if field_name in self._fynlo_menu_fields:
            self._fynlo_menu_touch()
        return super()._update_field_translations(field_name, translations, digest, source_lang)

    def _fynlo_menu_alters(self, vals: dict[str, Any]) -> bool:
        """Whether a menu depends on a field that is written."""
        return not self._fynlo_menu_fields.isdisjoint(vals)

    def _fynlo_menu_touch(self, everywhere: bool = False) -> None:
        if not self:
            return
        companies = self.env["res.company"]
        if self._fynlo_menu_company and not everywhere:
            path = self._fynlo_menu_company
            # sudo: only the company is read, and the writer may not read the record above it
            owners = [record if path == "id" else record.mapped(path) for record in self.sudo()]
            companies = companies.union(*owners) if all(owners) else companies
        self.env["fynlo.menu.version"]._touch(companies, self._name)
