from typing import Any

from odoo import models
from odoo.fields import Command

from ..const import Scope
from ..domain.daypart import minute_of
from ..exceptions import Invalid, NotFound
from ..models.fynlo_daypart import WEEKDAYS
from ..schemas.daypart import (
    Daypart,
    DaypartChange,
    DaypartCreate,
    DaypartDelete,
    DaypartFilter,
    Dayparts,
)
from .definition import command, query

_PLAIN = {"name": "name", "exclusive": "is_exclusive", "sequence": "sequence", "active": "active"}


class FynloMenuDayparts(models.AbstractModel):
    """The dayparts of the menu."""

    _name = "fynlo.menu.dayparts"
    _inherit = ["fynlo.menu.records"]
    _description = "Edits dayparts"

    @query("menu.dayparts", Scope.MENU_READ)
    def list_dayparts(self, data: DaypartFilter) -> Dayparts:
        """The company's dayparts in the owner's order."""
        found = self._all(archived=data.archived).search(self._of_company())
        return Dayparts(items=[Daypart.from_record(part) for part in found])

    @command("menu.create_daypart", Scope.MENU_WRITE)
    def create_daypart(self, data: DaypartCreate) -> Daypart:
        """Add a daypart.

        :raises Invalid: a category, dish or price list is unknown
        """
        values = self._values(data, list(type(data).model_fields))
        part = self._all().create({"company_id": self._caller.company_id, **values})
        self._emit("menu.daypart_created", part, {"id": part.id, "name": part.name})
        return Daypart.from_record(part)

    @command("menu.change_daypart", Scope.MENU_WRITE)
    def change_daypart(self, data: DaypartChange) -> Daypart:
        """Change what was sent of a daypart.

        :raises NotFound: the company has no such daypart
        :raises Invalid: a category, dish or price list is unknown
        :raises VersionConflict: it is newer than what the caller saw
        """
        part = self._part(data.daypart_id)
        self._hold(part, data.base_version, Daypart.from_record)
        before = Daypart.from_record(part)
        part.write(self._values(data, list(data.model_fields_set)))
        after = Daypart.from_record(part)
        names = list(Daypart.model_fields)
        changed = [name for name in names if getattr(before, name) != getattr(after, name)]
        if changed:
            payload = {"id": part.id, "name": part.name, "changed": changed}
            self._emit("menu.daypart_changed", part, payload)
        return Daypart.from_record(part)

    @command("menu.delete_daypart", Scope.MENU_WRITE)
    def delete_daypart(self, data: DaypartDelete) -> None:
        """Delete a daypart: what it named is sold at all times, at the usual prices.

        :raises NotFound: the company has no such daypart
        :raises VersionConflict: it is newer than what the caller saw
        """
        part = self._part(data.daypart_id)
        self._hold(part, data.base_version, Daypart.from_record)
        self._emit("menu.daypart_deleted", part, {"id": part.id, "name": part.name})
        part.unlink()

    def _all(self, archived: bool = False) -> Any:
        return self._company().env["fynlo.daypart"].with_context(active_test=not archived)

    def _of_company(self) -> list[Any]:
        return [("company_id", "=", self._caller.company_id)]

    def _part(self, daypart_id: int) -> Any:
        """A daypart (fynlo.daypart), also an archived one.

        :raises NotFound: the company has none with this id
        """
        found = self._all(archived=True).search([*self._of_company(), ("id", "=", daypart_id)])
        if not found:
            raise NotFound(f"There is no daypart {daypart_id}.")
        return found.with_context(active_test=True)

    def _values(self, data: Any, names: list[str]) -> dict[str, Any]:
        values = {field: getattr(data, name) for name, field in _PLAIN.items() if name in names}
        if "weekdays" in names:
            values |= {day: day in data.weekdays for day in WEEKDAYS}
        if "begins" in names:
            values["begins"] = minute_of(data.begins) / 60
        if "until" in names:
            # Midnight at the end of a day is 24:00.
            values["ends"] = (minute_of(data.until) or 24 * 60) / 60
        if "category_ids" in names:
            values["category_ids"] = [Command.set(self._categories(data.category_ids).ids)]
        if "product_ids" in names:
            values["product_tmpl_ids"] = [Command.set(self._templates(data.product_ids).ids)]
        if "price_list_id" in names:
            values["pricelist_id"] = self._price_list_id(data.price_list_id)
        return values

    def _templates(self, product_ids: list[int]) -> Any:
        """The dishes (product.template) of products."""
        products = self._company().env["product.product"]
        return self._found(products, product_ids, self._sold(), "product_ids").product_tmpl_id

    def _price_list_id(self, price_list_id: int | None) -> int | bool:
        if price_list_id is None:
            return False
        try:
            found = self.env["fynlo.menu.prices"]._list(price_list_id)
        except NotFound as error:
            raise Invalid(error.detail, field="price_list_id") from None
        found_id: int = found.id
        return found_id
