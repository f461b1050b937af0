"""Categories of the menu."""

from ..const import ErrorCode
from ..domain.picture import MOST_CHARACTERS
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.menu_category import CategoryCreate, CategoryFilter, CategoryPatch, ImageBody
from .base import ApiController, sent_values, values_of

_IMAGE_LIMIT = MOST_CHARACTERS + 1000


class MenuCategoriesController(ApiController):
    """The doors to the categories."""

    @api_route("/menu/categories", "GET", tag="Menu", calls="menu.categories")
    def list_categories(self, query: CategoryFilter) -> Reply:
        """List the categories in the menu's order."""
        return self.query("menu.categories", values_of(query))

    @api_route("/menu/categories", "POST", tag="Menu", calls="menu.create_category", status=201)
    def create_category(self, body: CategoryCreate) -> Reply:
        """Add a category to the menu."""
        return self.command("menu.create_category", values_of(body))

    @api_route(
        "/menu/categories/{category_id}",
        "PATCH",
        tag="Menu",
        calls="menu.change_category",
        errors=(ErrorCode.OPERATION_REFUSED,),
    )
    def change_category(self, category_id: int, body: CategoryPatch) -> Reply:
        """Change a category; what is not sent stays, null clears."""
        values = {"category_id": category_id, **sent_values(body)}
        return self.command("menu.change_category", values)

    @api_route(
        "/menu/categories/{category_id}",
        "DELETE",
        tag="Menu",
        calls="menu.archive_category",
        status=204,
        errors=(ErrorCode.OPERATION_REFUSED,),
    )
    def archive_category(self, category_id: int) -> Reply:
        """Archive a category that holds no dishes. PATCH with `active` true brings it back."""
        return self.command("menu.archive_category", {"category_id": category_id})

    @api_route(
        "/menu/categories/{category_id}/image",
        "PUT",
        tag="Menu",
        calls="menu.set_category_image",
        body_limit=_IMAGE_LIMIT,
    )
    def set_category_image(self, category_id: int, body: ImageBody) -> Reply:
        """Set the picture of a category, or take it away."""
        values = {"category_id": category_id, **values_of(body)}
        return self.command("menu.set_category_image", values)
