from typing import Any

from odoo import fields, models
from odoo.fields import Command

from ..const import Scope
from ..domain.internal_note import to_internal
from ..domain.line_kind import LineKind
from ..domain.reasons import ReasonKind
from ..exceptions import Invalid
from ..schemas.order import Order
from ..schemas.order_line_change import LineChange
from .definition import Idempotency, command
from .order_line_terms import NO_DISCOUNT, NO_OVERRIDE, told_terms
from .order_terms import OrderTerms

# What is sent beside the changes.
_NO_CHANGES = {"order_id", "line_id", "base_version", "approval", "reason_id"}
# What a set menu has as a whole: its dishes cannot have their own.
_OF_THE_WHOLE = ("quantity", "price", "price_override", "discount")


class FynloOrderLineChange(models.AbstractModel):
    """Changes a line of an open order."""

    _name = "fynlo.order.line_change"
    _inherit = ["fynlo.order"]
    _description = "Changes of order lines"

    @command("order.change_line", Scope.ORDERS_WRITE, Idempotency.OPTIONAL)
    def change_line(self, data: LineChange) -> Order:
        """Change the quantity (upwards), modifiers, notes, seat, course or price of a line.

        :raises NotFound: the order has no such line
        :raises Conflict: order_not_open, or a newer version than `base_version`
        :raises ApprovalRequired: a discount or price that the caller may not give, or what costs
            something is taken off
        :raises Invalid: a value is wrong; overpaid: more was paid than what would be left
        """
        self._catalogue()._open()
        order = self._lock_open(str(data.order_id), data.base_version)
        line = self._sent_line(order, data.line_id)
        sent = data.model_fields_set - _NO_CHANGES
        reason = data.reason_id and self.env["fynlo.reasons"]._of(ReasonKind.VOID, data.reason_id)
        self._check_whole(line, sent)
        line.write(self._serving(line, data, sent))
        if "modifiers" in sent:
            self._set_modifiers(line, data)
        if data.quantity is not None:
            self._raise(line, data)
        self._set_price(line, data, sent)
        if "discount" in sent:
            self._set_discount(line, data)
        self._catalogue()._close()
        changed = data.model_dump(mode="json", include=sent)
        payload = {"line_id": line.uuid, "changed": changed}
        if reason:
            payload |= {"reason_id": reason.id, "reason": reason.name}
        self._tell(line, data)
        field = "discount" if "discount" in sent else "price_override"
        return self._changed(order, "order.line_changed", payload, field)

    def _check_whole(self, line: Any, sent: set[str]) -> None:
        for name in _OF_THE_WHOLE if line.combo_parent_id else ():
            if name in sent:
                raise Invalid("Change the set menu's own line.", field=name)
        if line.combo_line_ids:
            for name in {"modifiers", "price", "price_override"} & sent:
                raise Invalid("A set menu takes a discount, and its dishes modifiers.", field=name)

    def _serving(self, line: Any, data: LineChange, sent: set[str]) -> dict[str, Any]:
        """Values for who gets it, when, and what is noted; null clears."""
        values: dict[str, Any] = {}
        if "note" in sent:
            values["customer_note"] = data.note or False
        if "kitchen_note" in sent:
            values["note"] = to_internal(data.kitchen_note)
        if "seat" in sent:
            values["fynlo_seat"] = data.seat or 0
        if "course" in sent:
            courses = self.env["fynlo.order.courses"]
            values["course_id"] = (
                bool(data.course) and courses._course(line.order_id, data.course).id
            )
        shared = {name: values[name] for name in {"fynlo_seat", "course_id"} & values.keys()}
        if shared:
            line.combo_line_ids.write(shared)
        return values

    def _set_modifiers(self, line: Any, data: LineChange) -> None:
        """Choose modifiers anew; what they add to the price changes with them."""
        modifiers = self.env["fynlo.order.modifiers"]
        product = line.product_id
        extra, values = modifiers._make(product, data.modifiers or [], "modifiers")
        if values:
            values["custom_attribute_value_ids"].insert(0, Command.clear())
        price = line.price_unit
        # A price that was set by hand has the modifiers in it.
        if not line.fynlo_override_reason_id:
            price += extra - line.price_extra
        self._check_lowered(line, price, data)
        line.write(values | {"price_extra": extra, "price_unit": price})

    def _raise(self, line: Any, data: LineChange) -> None:
        """Make more of it.

        :raises Invalid: it would be less, or the dish is not sold any more, or not at this price
        """
        quantity = self._lines()._quantity(data.quantity, "quantity")
        if line.qty <= 0 or quantity < line.qty:
            raise Invalid(
                f"There are {line.qty:g} of this line: void what was not made.", field="quantity"
            )
        if quantity > line.qty:
            self._check_more(line, quantity)
        share = quantity / line.qty
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        for dish in line.combo_line_ids:
            dish.qty = round(dish.qty * share, digits)
        values = {"qty": quantity}
        if line.price_type != "manual" and not line.combo_line_ids and quantity != line.qty:
            values["price_unit"] = self._menu_price(line, quantity)
        line.write(values)

    def _check_more(self, line: Any, quantity: float) -> None:
        """What is added to a line is sold now, and at the price of the line, for it has only one.

        :raises Invalid: product_unavailable, or it costs another price now
        """
        now = OrderTerms.of_order(line.order_id, fields.Datetime.now())
        self._lines()._check_sold(now, line.product_id, "quantity")
        for dish in line.combo_line_ids:
            self.env["fynlo.dayparts"]._check_served(now, dish.product_id, "quantity")
        if line.price_type == "manual":
            return
        price = self.env["fynlo.pricing"]._unit_price(
            now, line.product_id, quantity, line.price_extra
        )
        if line.currency_id.compare_amounts(price, self._menu_price(line, quantity)):
            raise Invalid(
                f"{line.product_id.name} has another price now: add a line for more of it.",
                field="quantity",
            )

    def _check_lowered(self, line: Any, price: float, data: LineChange) -> None:
        """Go on when the price of one stays or rises, or may fall.

        What was ordered and is not charged any more is as good as voided.

        :raises Invalid: it falls and no reason was sent
        :raises ApprovalRequired: it falls, the caller may not void and nobody approved
        """
        if line.currency_id.compare_amounts(price, line.price_unit) >= 0:
            return
        if not data.reason_id:
            raise Invalid("Its price falls: send a reason for voids.", field="reason_id")
        self.env["fynlo.role.limits"]._allow("may_void", None, "Taking off what costs something")

    def _set_price(self, line: Any, data: LineChange, sent: set[str]) -> None:
        terms, order = self.env["fynlo.order.line_terms"], line.order_id
        if "price" in sent:
            price = terms._open_price(order, data.price, line.product_id, "price")
            price += line.price_extra
            self._check_lowered(line, price, data)
            line.price_unit = price
        if "price_override" not in sent:
            return
        if line.fynlo_kind == LineKind.OPEN:
            raise Invalid("Its price is open: send price.", field="price_override")
        if data.price_override is None:
            price, values = self._menu_price(line, line.qty), NO_OVERRIDE
            self._check_lowered(line, price, data)
        else:
            price, values = terms._override(order, data.price_override, "price_override")
        line.write(values | {"price_unit": price})

    def _set_discount(self, line: Any, data: LineChange) -> None:
        terms = self.env["fynlo.order.line_terms"]
        given = [data.discount] if data.discount else []
        self.env["fynlo.discount.limits"]._allow_on_lines(
            line.order_id, given, line.currency_id, instead_of=line
        )
        values = terms._discount(line.order_id, data.discount, "discount") or NO_DISCOUNT
        if values["fynlo_discount_amount"]:
            line.order_id.fynlo_is_adjusted = True
        line.write(values)
        # A share off a set menu is one off each of its dishes.
        line.combo_line_ids.write(NO_DISCOUNT | {"discount": values["discount"]})

    def _menu_price(self, line: Any, quantity: float) -> float:
        """The menu's price of one when the line was added."""
        price: float = self.env["fynlo.pricing"]._unit_price(
            OrderTerms.of_line(line), line.product_id, quantity, line.price_extra
        )
        return price

    def _tell(self, line: Any, data: LineChange) -> None:
        """Leave the events of a discount and of a price that were given now."""
        given = {
            "order.line_discounted": data.discount,
            "order.price_overridden": data.price_override,
        }
        for name, payload in told_terms(line):
            if given[name]:
                self._emit(name, line.order_id, payload, line.order_id.config_id)
