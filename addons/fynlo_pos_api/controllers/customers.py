"""Customers."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.customer import (
    MAX_CSV,
    CustomerCreate,
    CustomerFilter,
    CustomerImport,
    CustomerOrdersFilter,
    CustomerPatchBody,
)
from .base import ApiController, sent_values, values_of

# A text in JSON may be longer than itself: a line break is two characters, an accent six.
_IMPORT_LIMIT = 3 * MAX_CSV


class CustomersController(ApiController):
    """The guests whom the restaurant knows by name."""

    @api_route("/customers", "GET", tag="Customers", calls="customer.list")
    def list_customers(self, query: CustomerFilter) -> Reply:
        """List customers, or search them by any part of name, phone number or e-mail."""
        return self.query("customer.list", values_of(query))

    @api_route("/customers", "POST", tag="Customers", calls="customer.create", status=201)
    def create_customer(self, body: CustomerCreate) -> Reply:
        """Add a customer."""
        return self.command("customer.create", values_of(body))

    @api_route(
        "/customers/export",
        "GET",
        tag="Customers",
        calls="customer.export",
        content_types=("text/csv",),
    )
    def export_customers(self) -> Reply:
        """All customers as a CSV file; needs an owner or manager."""
        return self.query("customer.export", {})

    @api_route(
        "/customers/import",
        "POST",
        tag="Customers",
        calls="customer.import",
        body_limit=_IMPORT_LIMIT,
    )
    def import_customers(self, body: CustomerImport) -> Reply:
        """Add customers from CSV, with a report line by line; needs an owner or manager.

        The columns are those of the export, `name` among them. A line with the e-mail address or
        phone number of a customer fills in what is missing of that customer.
        """
        return self.command("customer.import", values_of(body))

    @api_route("/customers/{customer_id}", "GET", tag="Customers", calls="customer.get")
    def get_customer(self, customer_id: int) -> Reply:
        """Read a customer."""
        return self.query("customer.get", {"customer_id": customer_id})

    @api_route("/customers/{customer_id}", "PATCH", tag="Customers", calls="customer.change")
    def change_customer(self, customer_id: int, body: CustomerPatchBody) -> Reply:
        """Change what is sent of a customer."""
        return self.command("customer.change", {"customer_id": customer_id, **sent_values(body)})

    @api_route(
        "/customers/{customer_id}",
        "DELETE",
        tag="Customers",
        calls="customer.archive",
        status=204,
    )
    def archive_customer(self, customer_id: int) -> Reply:
        """Take a customer off the list; the orders keep the name."""
        return self.command("customer.archive", {"customer_id": customer_id})

    @api_route(
        "/customers/{customer_id}/orders",
        "GET",
        tag="Customers",
        calls="customer.orders",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def list_customer_orders(self, customer_id: int, query: CustomerOrdersFilter) -> Reply:
        """What a customer has ordered, newest first, with the sum of what was paid."""
        return self.query("customer.orders", {"customer_id": customer_id, **values_of(query)})
