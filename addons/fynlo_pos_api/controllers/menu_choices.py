"""What guests choose: modifiers of dishes, and courses of set menus."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.menu_combo import ComboCreate, ComboPatch
from ..schemas.menu_modifier import ModifierBody, ModifierPatch
from .base import ApiController, sent_values, values_of

_REFUSED = (ErrorCode.OPERATION_REFUSED,)


class MenuChoicesController(ApiController):
    """The doors to modifiers and courses."""

    @api_route(
        "/menu/products/{product_id}/modifiers",
        "POST",
        tag="Menu",
        calls="menu.create_modifier",
        status=201,
        errors=_REFUSED,
    )
    def create_modifier(self, product_id: int, body: ModifierBody) -> Reply:
        """Give a dish a group of modifiers, a new one or that of another dish."""
        values = {"product_id": product_id, **sent_values(body)}
        return self.command("menu.create_modifier", values)

    @api_route(
        "/menu/modifiers/{modifier_id}",
        "PATCH",
        tag="Menu",
        calls="menu.change_modifier",
        errors=_REFUSED,
    )
    def change_modifier(self, modifier_id: int, body: ModifierPatch) -> Reply:
        """Change a group of modifiers; `choices` are all that it has from now on.

        Name and choices change on every dish that uses the group; bounds and prices on this one.
        """
        values = {"modifier_id": modifier_id, **sent_values(body)}
        return self.command("menu.change_modifier", values)

    @api_route(
        "/menu/modifiers/{modifier_id}",
        "DELETE",
        tag="Menu",
        calls="menu.delete_modifier",
        status=204,
    )
    def delete_modifier(self, modifier_id: int) -> Reply:
        """Take a group of modifiers off its dish."""
        return self.command("menu.delete_modifier", {"modifier_id": modifier_id})

    @api_route("/menu/combos", "GET", tag="Menu", calls="menu.combos")
    def list_combos(self) -> Reply:
        """List the courses that set menus are made of."""
        return self.query("menu.combos", {})

    @api_route("/menu/combos", "POST", tag="Menu", calls="menu.create_combo", status=201)
    def create_combo(self, body: ComboCreate) -> Reply:
        """Add a course; a product with its id in `combo_ids` is a set menu."""
        return self.command("menu.create_combo", values_of(body))

    @api_route("/menu/combos/{combo_id}", "PATCH", tag="Menu", calls="menu.change_combo")
    def change_combo(self, combo_id: int, body: ComboPatch) -> Reply:
        """Change a course; `choices` are all that it has from now on."""
        return self.command("menu.change_combo", {"combo_id": combo_id, **sent_values(body)})

    @api_route(
        "/menu/combos/{combo_id}",
        "DELETE",
        tag="Menu",
        calls="menu.delete_combo",
        status=204,
        errors=_REFUSED,
    )
    def delete_combo(self, combo_id: int) -> Reply:
        """Delete a course that no set menu has."""
        return self.command("menu.delete_combo", {"combo_id": combo_id})
