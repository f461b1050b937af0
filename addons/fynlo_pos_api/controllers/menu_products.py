"""Products of the menu, as the back office keeps them."""

from ..const import ErrorCode
from ..domain.picture import MOST_CHARACTERS
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.menu_category import ImageBody
from ..schemas.menu_product import ProductCreate, ProductFilter, ProductPatch
from ..schemas.menu_table import MAX_CSV, MenuImport
from .base import ApiController, sent_values, values_of

_IMAGE_LIMIT = MOST_CHARACTERS + 1000
# A text in JSON may be longer than itself: a line break is two characters, an accent six.
_IMPORT_LIMIT = 3 * MAX_CSV


class MenuProductsController(ApiController):
    """The doors to the products."""

    @api_route("/menu/products", "GET", tag="Menu", calls="menu.products")
    def list_products(self, query: ProductFilter) -> Reply:
        """List products, the newest first, with all that the back office keeps of them."""
        return self.query("menu.products", values_of(query))

    @api_route("/menu/products", "POST", tag="Menu", calls="menu.create_product", status=201)
    def create_product(self, body: ProductCreate) -> Reply:
        """Add a dish, or a set menu of courses, to the menu."""
        return self.command("menu.create_product", values_of(body))

    @api_route("/menu/products/{product_id}", "GET", tag="Menu", calls="menu.product")
    def read_product(self, product_id: int) -> Reply:
        """Read a product."""
        return self.query("menu.product", {"product_id": product_id})

    @api_route("/menu/products/{product_id}", "PATCH", tag="Menu", calls="menu.change_product")
    def change_product(self, product_id: int, body: ProductPatch) -> Reply:
        """Change a product; what is not sent stays, null clears."""
        values = {"product_id": product_id, **sent_values(body)}
        return self.command("menu.change_product", values)

    @api_route(
        "/menu/products/{product_id}",
        "DELETE",
        tag="Menu",
        calls="menu.archive_product",
        status=204,
    )
    def archive_product(self, product_id: int) -> Reply:
        """Archive a product. PATCH with `active` true brings it back."""
        return self.command("menu.archive_product", {"product_id": product_id})

    @api_route(
        "/menu/products/{product_id}/image",
        "PUT",
        tag="Menu",
        calls="menu.set_product_image",
        body_limit=_IMAGE_LIMIT,
    )
    def set_product_image(self, product_id: int, body: ImageBody) -> Reply:
        """Set the picture of a product, or take it away."""
        values = {"product_id": product_id, **values_of(body)}
        return self.command("menu.set_product_image", values)

    @api_route("/menu/export", "GET", tag="Menu", calls="menu.export", content_types=("text/csv",))
    def export_menu(self) -> Reply:
        """All products as a CSV file, in the columns that an import takes."""
        return self.query("menu.export", {})

    @api_route(
        "/menu/import",
        "POST",
        tag="Menu",
        calls="menu.import",
        body_limit=_IMPORT_LIMIT,
        errors=(ErrorCode.VALIDATION_FAILED,),
    )
    def import_menu(self, body: MenuImport) -> Reply:
        """Add and change products from CSV, with a report line by line.

        A line means the product of its `id`, else of its `barcode`, else of its `name`; none of
        them: a new one. A column that is not there changes nothing, an empty cell clears. With
        `dry_run` nothing is written.
        """
        return self.command("menu.import", values_of(body))
