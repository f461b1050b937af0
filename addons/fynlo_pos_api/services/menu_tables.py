from collections import Counter
from typing import Any

from pydantic import ValidationError

from odoo import models
from odoo.exceptions import UserError

from ..const import Scope
from ..domain import menu_table
from ..domain.csv_table import CsvError, Row, read_table, write_table
from ..exceptions import FynloError, Invalid
from ..http.reply import Reply
from ..schemas.common import Empty
from ..schemas.menu_product import ProductChange, ProductCreate, ProductDetail
from ..schemas.menu_table import (
    MAX_ROWS,
    MenuImport,
    MenuImported,
    MenuImportError,
    MenuImportLine,
    MenuImportResult,
)
from .definition import command, query
from .menu_table_rows import MenuWords, differing

CSV_TYPE = "text/csv"


class FynloMenuTables(models.AbstractModel):
    """The whole menu at once: as a table and from one."""

    _name = "fynlo.menu.tables"
    _inherit = ["fynlo.menu.listing"]
    _description = "The menu as a table"

    @query("menu.export", Scope.MENU_WRITE)
    def export(self, data: Empty) -> Reply:
        """The company's products as CSV, in the columns that an import takes."""
        words = self._words()
        rows = (words.cells(product) for product in self._everything().values())
        headers = {
            "Content-Type": f"{CSV_TYPE}; charset=utf-8",
            "Content-Disposition": 'attachment; filename="menu.csv"',
        }
        return Reply(write_table(menu_table.COLUMNS, rows).encode(), headers=headers)

    @command("menu.import", Scope.MENU_WRITE)
    def import_menu(self, data: MenuImport) -> MenuImported:
        """Add and change products by the lines of a table; a line that is refused stops no other.

        :raises Invalid: it is no table with these columns, or too long
        """
        try:
            rows = read_table(data.csv, menu_table.COLUMNS, ["name"])
        except CsvError as error:
            raise Invalid(f"This is not a table of a menu: {error}.", field="csv") from None
        if len(rows) > MAX_ROWS:
            raise Invalid(f"Send at most {MAX_ROWS} lines at once.", field="csv")
        words, known = self._words(), self._everything()
        matches = self._matches(rows, known)
        lines = []
        for row, product_ids in zip(rows, matches, strict=True):
            lines.append(self._line(row, product_ids, words, known, data.dry_run))
        counts = {str(kind): sum(line.result is kind for line in lines) for kind in _RESULTS}
        return MenuImported(dry_run=data.dry_run, lines=lines, **counts)

    def _words(self) -> MenuWords:
        company = self._company()
        categories = company.env["pos.category"].search(self._own("pos.category"))
        domain = [("company_id", "=", company.id), ("type_tax_use", "=", "sale")]
        taxes = company.env["account.tax"].search(domain)
        return MenuWords(
            categories={item.id: item.display_name for item in categories},
            taxes={item.id: item.name for item in taxes},
            currency=company.currency_id.name,
            decimal_places=company.currency_id.decimal_places,
        )

    def _everything(self) -> dict[int, ProductDetail]:
        """The company's products, the oldest first."""
        tills = self._company().env["pos.config"].search([("company_id", "=", self._company().id)])
        special = tills._get_special_products() | tills.tip_product_id
        domain = [*self._sold(), ("id", "not in", special.ids)]
        products = self._company().env["product.product"].search(domain, order="id")
        return {product.id: product for product in self._details(products)}

    def _matches(self, rows: list[Row], known: dict[int, ProductDetail]) -> list[list[int]]:
        """The products that each line may mean: by its id, else its barcode, else its name."""
        by_barcode = {item.barcode: item.id for item in known.values() if item.barcode}
        by_name = menu_table.ids_by_name({item.id: item.name for item in known.values()})
        found = []
        for row in rows:
            number, barcode = row.cells.get("id", ""), row.cells.get("barcode", "")
            if number:
                is_known = number.isascii() and number.isdecimal() and int(number) in known
                found.append([int(number)] if is_known else [0])
            elif barcode in by_barcode:
                found.append([by_barcode[barcode]])
            else:
                name = " ".join(row.cells["name"].split()).casefold()
                found.append(by_name.get(name, []))
        taken = Counter(ids[0] for ids in found if len(ids) == 1 and ids[0])
        return [[-1] if len(ids) == 1 and taken[ids[0]] > 1 else ids for ids in found]

    def _line(
        self,
        row: Row,
        product_ids: list[int],
        words: MenuWords,
        known: dict[int, ProductDetail],
        dry_run: bool,
    ) -> MenuImportLine:
        values, errors = words.parse(row)
        problem = _unclear(product_ids)
        if problem:
            errors.append(problem)
        if errors:
            return _refused(row, errors)
        product = known[product_ids[0]] if product_ids else None
        changed = differing(values, product) if product else values
        if product and not changed:
            return _told(row, MenuImportResult.UNCHANGED, product.id)
        events = self._run.events
        before = len(events)
        try:
            with self.env.cr.savepoint():
                product_id = self._apply(product, changed, dry_run)
        except (FynloError, UserError, ValidationError) as error:
            del events[before:]
            return _refused(row, _errors(error))
        result = MenuImportResult.CHANGED if product else MenuImportResult.CREATED
        return _told(row, result, product_id, sorted(changed) if product else [])

    def _apply(
        self, product: ProductDetail | None, values: dict[str, Any], dry_run: bool
    ) -> int | None:
        """Write a line as the commands do, or only check it.

        :return: the product's id; none: it would be created
        """
        editing = self.env["fynlo.menu.editing"]
        if product:
            change = ProductChange.model_validate({"product_id": product.id, **values})
            if dry_run:
                editing._values(change, list(values), self._product(product.id))
            else:
                editing.change_product(change)
            return product.id
        given = {name: value for name, value in values.items() if value is not None}
        on_menu = given.pop("on_menu", True)
        new = ProductCreate.model_validate(given)
        if dry_run:
            company = self._company()
            blank = company.env["product.product"].new({"company_id": company.id})
            editing._values(new, [name for name in given if name != "tax_ids"], blank)
            return None
        product_id: int = editing.create_product(new).id
        if not on_menu:
            hidden = ProductChange(product_id=product_id, base_version=None, on_menu=False)
            editing.change_product(hidden)
        return product_id


_RESULTS = tuple(MenuImportResult)
_COLUMNS = {"category_ids": "categories", "tax_ids": "taxes"}


def _column(field: str) -> str:
    name = field.split(".")[0]
    return _COLUMNS.get(name, name)


def _unclear(product_ids: list[int]) -> MenuImportError | None:
    """What is wrong with which product a line means."""
    if len(product_ids) > 1:
        detail = "Several products have this name; write the id of the one that is meant."
        return MenuImportError(field="name", detail=detail)
    if product_ids == [0]:
        detail = "There is no such product; leave the id empty for a new one."
        return MenuImportError(field="id", detail=detail)
    if product_ids == [-1]:
        return MenuImportError(field="name", detail="Two lines mean the same product.")
    return None


def _errors(error: Exception) -> list[MenuImportError]:
    if isinstance(error, ValidationError):
        error = Invalid.from_pydantic(error)
    listed = getattr(error, "errors", ())
    if not listed:
        return [MenuImportError(field="name", detail=str(error.args[0]))]
    return [MenuImportError(field=_column(item["field"]), detail=item["detail"]) for item in listed]


def _refused(row: Row, errors: list[MenuImportError]) -> MenuImportLine:
    return MenuImportLine(line=row.line, result=MenuImportResult.REFUSED, errors=errors)


def _told(
    row: Row, result: MenuImportResult, product_id: int | None, changed: list[str] | None = None
) -> MenuImportLine:
    return MenuImportLine(
        line=row.line,
        result=result,
        product_id=product_id,
        changed=[_column(name) for name in changed or []],
    )
