"""What the tests of availability share: setting dishes, and what is left of them."""

from typing import Any

from odoo.models import BaseModel

from ..const import ErrorCode
from ..exceptions import Invalid
from .menu_case import MenuCase


class AvailabilityCase(MenuCase):
    """The menu's dishes, which staff put out or count down."""

    def put(self, *items: tuple[BaseModel, str, float | None], **values: Any) -> list[Any]:
        """Set dishes; what the command answers of each."""
        sent = [
            {"product_id": dish.id, "state": state, "remaining": remaining, **values}
            for dish, state, remaining in items
        ]
        self.env.invalidate_all()
        return self.command("menu.set_availability", items=sent)["items"]

    def left(self, dish: BaseModel) -> tuple[str, float | None]:
        """State and remaining of a dish, as a till reads them."""
        self.env.cr.flush()
        self.env.invalidate_all()
        found = {item["product_id"]: item for item in self.query("menu.availability")["items"]}
        item = found.get(dish.id, {"state": "in_stock", "remaining": None})
        return item["state"], item["remaining"]

    def refused(self, *dishes: tuple[BaseModel, int]) -> Invalid:
        """The refusal of an order, which must leave nothing behind."""
        count = self.env["pos.order"].search_count([])
        with self.assertRaises(Invalid) as caught:
            self.order(*dishes)
        self.assertEqual(self.env["pos.order"].search_count([]), count)
        self.assertEqual(caught.exception.code, ErrorCode.PRODUCT_UNAVAILABLE)
        return caught.exception

    def void(self, order: dict[str, Any], quantity: int | None = None) -> None:
        """Void the first line, or some of it."""
        self.command(
            "order.void_line",
            order_id=order["id"],
            line_id=order["lines"][0]["id"],
            quantity=quantity,
            reason_id=self.reason("void"),
        )

    @property
    def burger_plain(self) -> BaseModel:
        """A dish without modifiers."""
        return self.small

    def raise_again(self) -> None:
        """Let the version be raised once more, as in another transaction."""
        self.env.cr.execute("UPDATE fynlo_menu_version SET raised_by = '3'")
