from typing import Any

from odoo import models

from ..const import ErrorCode, Scope
from ..exceptions import Conflict, Invalid, NotFound
from ..schemas.menu import Category
from ..schemas.menu_category import (
    Categories,
    CategoryArchive,
    CategoryChange,
    CategoryCreate,
    CategoryFilter,
)
from .definition import command, query

# Our names, Odoo's names, and what stands for none.
_FIELDS: dict[str, tuple[str, Any]] = {
    "name": ("name", False),
    "parent_id": ("parent_id", False),
    "sequence": ("sequence", 0),
    "color": ("color", 0),
    "kitchen_name": ("fynlo_kitchen_name", False),
    "course": ("fynlo_course", 0),
    "active": ("active", True),
}


class FynloMenuCategories(models.AbstractModel):
    """The categories of the menu."""

    _name = "fynlo.menu.categories"
    _inherit = ["fynlo.menu.records"]
    _description = "Categories of the menu"

    @query("menu.categories", Scope.MENU_READ)
    def list_categories(self, data: CategoryFilter) -> Categories:
        """The company's categories in the menu's order."""
        categories = self._all().with_context(active_test=not data.archived)
        return Categories(items=self._shown(categories.search(self._own("pos.category"))))

    @command("menu.create_category", Scope.MENU_WRITE)
    def create_category(self, data: CategoryCreate) -> Category:
        """Add a category.

        :raises Invalid: there is no such parent category
        """
        names = [name for name in type(data).model_fields if getattr(data, name) is not None]
        values = self._values(data, names)
        category = self._all().create({"company_id": self._caller.company_id, **values})
        payload = {"id": category.id, "name": data.name}
        self._emit("menu.category_created", category, payload)
        return self._shown(category)[0]

    @command("menu.change_category", Scope.MENU_WRITE)
    def change_category(self, data: CategoryChange) -> Category:
        """Change what was sent of a category.

        :raises NotFound: the company has no such category
        :raises Invalid: there is no such parent, or it would stand below itself
        :raises Conflict: it is used, and would be archived
        :raises VersionConflict: it is newer than what the caller saw
        """
        category = self._category(data.category_id)
        self._hold(category, data.base_version, self._show)
        sent = [name for name in _FIELDS if name in data.model_fields_set]
        values = self._values(data, sent)
        if data.parent_id:
            self._check_below(category, data.parent_id)
        if data.active is False:
            self._check_unused(category)
        before = self._show(category)
        category.write(values)
        after = self._show(category)
        changed = [name for name in sent if getattr(before, name) != getattr(after, name)]
        if changed:
            payload = {"id": category.id, "name": category.name, "changed": changed}
            self._emit("menu.category_changed", category, payload)
        return self._show(category)

    @command("menu.archive_category", Scope.MENU_WRITE)
    def archive_category(self, data: CategoryArchive) -> None:
        """Take a category off the menu.

        :raises NotFound: the company has no such category
        :raises Conflict: dishes or other categories are in it
        :raises VersionConflict: it is newer than what the caller saw
        """
        category = self._category(data.category_id)
        self._hold(category, data.base_version, self._show)
        if not category.active:
            return
        self._check_unused(category)
        category.active = False
        payload = {"id": category.id, "name": category.name}
        self._emit("menu.category_archived", category, payload)

    def _all(self) -> Any:
        return self._company().env["pos.category"]

    def _category(self, category_id: int) -> Any:
        """A category (pos.category), also an archived one.

        :raises NotFound: the company has none with this id
        """
        everything = self._all().with_context(active_test=False)
        found = everything.search([*self._own("pos.category"), ("id", "=", category_id)])
        if not found:
            raise NotFound(f"There is no category {category_id}.")
        return found.with_context(active_test=True)

    def _shown(self, categories: Any) -> list[Category]:
        shown: list[Category] = self.env["fynlo.menu.images"]._categories_shown(categories)
        return shown

    def _show(self, category: Any) -> Category:
        return self._shown(category)[0]

    def _values(self, data: Any, names: list[str]) -> dict[str, Any]:
        if "parent_id" in names and data.parent_id:
            self._categories([data.parent_id], "parent_id")
        values = {}
        for name in names:
            field, none = _FIELDS[name]
            sent = getattr(data, name)
            values[field] = none if sent is None else sent
        return values

    def _check_below(self, category: Any, parent_id: int) -> None:
        above = category.browse(parent_id)
        while above:
            if above == category:
                raise Invalid("A category cannot stand below itself.", field="parent_id")
            above = above.parent_id

    def _check_unused(self, category: Any) -> None:
        """Refuse to archive what would hide dishes or other categories."""
        if category.child_ids:
            name = category.child_ids[0].name
            raise Conflict(
                f"{category.name} holds the category {name}; move or archive it first.",
                ErrorCode.OPERATION_REFUSED,
            )
        dishes = category.env["product.template"].search_count(
            [("pos_categ_ids", "in", category.ids)]
        )
        if dishes:
            raise Conflict(
                f"{category.name} holds {dishes} dishes; give them another category first.",
                ErrorCode.OPERATION_REFUSED,
            )
