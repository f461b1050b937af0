from typing import Any

from odoo import models

from ..domain.line_kind import LineKind


class FynloServiceCharges(models.AbstractModel):
    """Gives orders the service charges whose rules they meet.

    The rules are kept between requests (services/catalogue): orders cost no query for them.
    """

    _name = "fynlo.service.charges"
    _inherit = ["fynlo.service"]
    _description = "Service charges of orders"

    def _matching(self, company: Any, order_type: str, covers: int) -> Any:
        """The rules (fynlo.service.charge) that an order of this type and covers meets."""
        return company.fynlo_service_charge_ids.filtered(
            lambda rule: rule._fynlo_applies(order_type, covers)
        )

    def _add(self, order: Any, rules: Any) -> None:
        """Charge an order by these rules, as they are now."""
        if not rules:
            return
        order.fynlo_is_adjusted = True
        order.env["fynlo.order.adjustment"].create(
            [
                {
                    "order_id": order.id,
                    "kind": str(LineKind.SERVICE_CHARGE),
                    "name": rule.name,
                    "calculation": rule.calculation,
                    "value": rule.value,
                    "service_charge_id": rule.id,
                    "sequence": rule.sequence,
                }
                for rule in rules
            ]
        )

    def _follow(self, order: Any) -> None:
        """Let an order whose type or covers changed have the charges that it meets now.

        A charge that staff took off stays off.
        """
        rules = self._matching(order.company_id, order.fynlo_order_type, order.customer_count)
        there = self._of(order)
        met = there.service_charge_id
        there.filtered(
            lambda item: item.service_charge_id and item.service_charge_id not in rules
        ).unlink()
        self._add(order, rules - met)

    def _of(self, order: Any) -> Any:
        """The order's charges (fynlo.order.adjustment), those that were taken off too."""
        if not order.fynlo_is_adjusted:
            return order.env["fynlo.order.adjustment"]
        return order.fynlo_adjustment_ids.filtered(
            lambda item: item.kind == LineKind.SERVICE_CHARGE
        )
