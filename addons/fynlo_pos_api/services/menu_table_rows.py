from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..domain import allergens, dietary_marks, menu_table
from ..domain.csv_table import Row
from ..schemas.menu_product import ProductDetail
from ..schemas.menu_table import MenuImportError

# Our names of what the cells of a column become.
_FIELDS = {"categories": "category_ids", "taxes": "tax_ids"}


@dataclass(frozen=True, slots=True)
class MenuWords:
    """What names in a table stand for: the company's categories and taxes, and its currency."""

    categories: Mapping[int, str]
    taxes: Mapping[int, str]
    currency: str
    decimal_places: int

    def cells(self, product: ProductDetail) -> list[str]:
        """The row of a product."""
        places = product.price.amount, product.cost.amount
        price, cost = (menu_table.amount_cell(item, self.decimal_places) for item in places)
        texts: dict[str, Any] = {
            **product.model_dump(),
            "price": price,
            "cost": cost,
            "categories": menu_table.name_cell(product.category_ids, self.categories),
            "taxes": menu_table.name_cell(product.tax_ids, self.taxes),
            "allergens": "; ".join(product.allergens),
            "dietary_marks": "; ".join(product.dietary_marks),
            "on_menu": "yes" if product.on_menu else "no",
        }
        return [
            "" if texts[name] is None else str(texts[name]).strip() for name in menu_table.COLUMNS
        ]

    def parse(self, row: Row) -> tuple[dict[str, Any], list[MenuImportError]]:
        """The fields that the row's cells give, and what is wrong with the others."""
        values: dict[str, Any] = {}
        errors: list[MenuImportError] = []
        for column, cell in row.cells.items():
            if column == "id":
                continue
            try:
                values[_FIELDS.get(column, column)] = self._value(column, cell)
            except ValueError as error:
                errors.append(MenuImportError(field=column, detail=f"{error}."))
        return values, errors

    def _value(self, column: str, cell: str) -> Any:
        if column in _LISTS:
            return _LISTS[column](self, cell)
        if not cell:
            if column in {"name", "price", "on_menu"}:
                raise menu_table.CellError("it cannot be empty")
            return None
        return _SINGLE[column](self, cell) if column in _SINGLE else cell

    def _money(self, cell: str) -> dict[str, Any]:
        minor = menu_table.amount(cell, self.decimal_places)
        return {"amount": minor, "currency": self.currency}


_LISTS: dict[str, Callable[[MenuWords, str], list[Any]]] = {
    "categories": lambda words, cell: menu_table.named_ids(cell, words.categories),
    "taxes": lambda words, cell: menu_table.named_ids(cell, words.taxes),
    "allergens": lambda words, cell: allergens.parse(cell),
    "dietary_marks": lambda words, cell: dietary_marks.parse_marks(cell),
}
_SINGLE: dict[str, Callable[[MenuWords, str], Any]] = {
    "price": MenuWords._money,
    "cost": MenuWords._money,
    "prep_minutes": lambda words, cell: menu_table.number(cell),
    "course": lambda words, cell: menu_table.number(cell),
    "on_menu": lambda words, cell: menu_table.flag(cell),
}


def differing(values: dict[str, Any], product: ProductDetail) -> dict[str, Any]:
    """Those of the values that a product does not have already."""
    return {
        name: value
        for name, value in values.items()
        if _plain(name, value) != _plain(name, product.model_dump(mode="json")[name])
    }


def _plain(name: str, value: Any) -> Any:
    """A value such that two that mean the same are equal."""
    if isinstance(value, list):
        return sorted(value)
    if isinstance(value, str):
        return " ".join(value.split())
    # Neither an empty cell nor 0 is a cost.
    if name == "cost" and isinstance(value, dict):
        return value if value["amount"] else None
    return value
