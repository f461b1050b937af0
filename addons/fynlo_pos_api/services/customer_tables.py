from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from odoo import models
from odoo.fields import Domain

from ..const import Scope
from ..domain import allergens
from ..domain.csv_table import CsvError, Row, read_table, write_table
from ..domain.customer_import import COLUMNS, CustomerBook, ImportResult, Person, SameAsTwo
from ..exceptions import Invalid
from ..http.reply import Reply
from ..schemas.common import Empty
from ..schemas.customer import (
    MAX_ROWS,
    CustomerCreate,
    CustomerImport,
    CustomerImported,
    ImportedField,
    ImportedLine,
)
from .customer_records import FIELDS
from .definition import command, query

CSV_TYPE = "text/csv"


class FynloCustomerTables(models.AbstractModel):
    """All customers at once: from a table and as one."""

    _name = "fynlo.customer.tables"
    _inherit = ["fynlo.customer.records"]
    _description = "Tables of customers"

    @query("customer.export", Scope.CUSTOMERS_READ)
    def export(self, data: Empty) -> Reply:
        """The company's customers as CSV, in the columns that an import takes.

        :raises Forbidden: role_forbidden
        """
        self._require_manager()
        customers = self._customers().search(self._own(), order="id")
        rows = ([_cell(customer, name) for name in COLUMNS] for customer in customers)
        headers = {
            "Content-Type": f"{CSV_TYPE}; charset=utf-8",
            "Content-Disposition": 'attachment; filename="customers.csv"',
        }
        return Reply(write_table(COLUMNS, rows).encode(), headers=headers)

    @command("customer.import", Scope.CUSTOMERS_WRITE)
    def import_customers(self, data: CustomerImport) -> CustomerImported:
        """Add the customers of a table, or fill in what is missing of those who are there.

        :raises Invalid: it is no table with these columns, or too long
        :raises Forbidden: role_forbidden
        """
        self._require_manager()
        try:
            rows = read_table(data.csv, COLUMNS, ["name"])
        except CsvError as error:
            raise Invalid(f"This is not a table of customers: {error}.", field="csv") from None
        if len(rows) > MAX_ROWS:
            raise Invalid(f"Send at most {MAX_ROWS} customers at once.", field="csv")
        checked = [self._checked(row) for row in rows]
        lines, people = self._taken(rows, checked)
        if not data.dry_run:
            self._write(people)
        shown = [_line(line, person) for line, person in lines]
        counts = {kind: sum(line.result is kind for line in shown) for kind in ImportResult}
        return CustomerImported(dry_run=data.dry_run, lines=shown, **counts)

    def _checked(self, row: Row) -> dict[str, Any] | list[ImportedField]:
        """The values of a row, or what is wrong with it."""
        cells: dict[str, Any] = {name: cell for name, cell in row.cells.items() if cell}
        try:
            if "allergens" in cells:
                cells["allergens"] = allergens.parse(cells["allergens"])
        except ValueError as error:
            return [ImportedField(field="allergens", detail=str(error))]
        try:
            values = CustomerCreate.model_validate(cells).model_dump()
            values["phone"] = self._phone(values["phone"])
        except ValidationError as error:
            wrong = Invalid.from_pydantic(error).errors
        except Invalid as error:
            wrong = error.errors
        else:
            return values
        return [ImportedField(field=item["field"], detail=item["detail"]) for item in wrong]

    def _taken(
        self, rows: list[Row], checked: list[dict[str, Any] | list[ImportedField]]
    ) -> tuple[list[tuple[ImportedLine, Person | None]], list[Person]]:
        """What becomes of each line, and the customers that it is made of, each once."""
        book = CustomerBook(self._known([item for item in checked if isinstance(item, dict)]))
        lines: list[tuple[ImportedLine, Person | None]] = []
        people: dict[Person, None] = {}
        for row, found in zip(rows, checked, strict=True):
            try:
                if isinstance(found, list):
                    lines.append((_refused(row, found), None))
                    continue
                taken = book.take(found)
            except SameAsTwo as error:
                wrong = ImportedField(field="phone", detail=str(error))
                lines.append((_refused(row, [wrong]), None))
            else:
                line = ImportedLine(line=row.line, result=taken.result, kept=taken.kept)
                lines.append((line, taken.person))
                people[taken.person] = None
        return lines, list(people)

    def _known(self, values: list[dict[str, Any]]) -> Iterable[Person]:
        """The customers who have one of these e-mail addresses or phone numbers."""
        emails = [item["email"].casefold() for item in values if item["email"]]
        phones = [item["phone"] for item in values if item["phone"]]
        domain = Domain("fynlo_phone", "in", phones) | Domain("email_normalized", "in", emails)
        for customer in self._customers().search(self._own() & domain, order="id"):
            yield Person(customer.id, {name: _value(customer, name) for name in COLUMNS})

    def _write(self, people: list[Person]) -> None:
        new = [person for person in people if person.id is None]
        known = [person for person in people if person.id is not None and person.filled]
        created = self._create([self._values(person.filled) for person in new])
        for person, customer in zip(new, created, strict=True):
            person.id = customer.id
        for person in known:
            customer = self._customers().browse(person.id)
            customer.write(self._values(person.filled))
            self._changed(customer, list(person.filled))


def _refused(row: Row, wrong: list[ImportedField]) -> ImportedLine:
    return ImportedLine(line=row.line, result=ImportResult.REFUSED, errors=wrong)


def _line(line: ImportedLine, person: Person | None) -> ImportedLine:
    return line.model_copy(update={"customer_id": person.id if person else None})


def _value(customer: Any, name: str) -> Any:
    """What is known of a customer in a column, as an import gives it."""
    if name == "allergens":
        return customer.fynlo_allergen_ids._codes()
    if name == "phone":
        return customer.fynlo_phone or customer.phone or ""
    return customer[FIELDS[name]] or ""


def _cell(customer: Any, name: str) -> str:
    value = _value(customer, name)
    return "; ".join(value) if isinstance(value, list) else value
