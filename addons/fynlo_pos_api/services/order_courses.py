from typing import Any

from odoo import models


class FynloOrderCourses(models.AbstractModel):
    """Courses of an order by number, as Odoo's own till keeps them: one record an order each."""

    _name = "fynlo.order.courses"
    _inherit = ["fynlo.service"]
    _description = "Courses of orders"

    def _assign(self, order: Any, values: list[dict[str, Any]]) -> None:
        """Put the course (course_id) in the place of its number in values of new lines."""
        for item in values:
            number = item.pop("course", None)
            if number:
                item["course_id"] = self._course(order, number).id

    def _course(self, order: Any, number: int) -> Any:
        """The order's course (restaurant.order.course) of this number, made where it is new."""
        found = order.course_ids.filtered(lambda course: course.index == number)[:1]
        return found or order.course_ids.create({"order_id": order.id, "index": number})
