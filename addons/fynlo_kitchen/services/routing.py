from typing import Any

from odoo import models

from odoo.addons.fynlo_pos_api.domain.line_kind import DISHES
from odoo.addons.fynlo_pos_api.domain.order_status import OrderStatus
from odoo.addons.fynlo_pos_api.schemas.order import OrderType

from ..const import StationKind
from ..domain.routing import Dish, Route, stations_of


class FynloKitchenRouting(models.AbstractModel):
    """Which stations the lines of an order go to."""

    _name = "fynlo.kitchen.routing"
    _inherit = ["fynlo.service"]
    _description = "Routes to kitchen stations"

    def _stations_of(self, order: Any, lines: Any) -> dict[Any, Any]:
        """The stations of each line (pos.order.line) that any route is about."""
        stations = self._serving(order.config_id)
        if not stations or not lines:
            return {}
        expo_ids = stations.filtered(lambda item: item.kind == StationKind.EXPO).ids
        routes = self._routes(stations)
        order_type = order.fynlo_order_type or OrderType.DINE_IN
        found = {}
        for line in lines:
            ids = stations_of(_dish(line, order_type), routes, expo_ids)
            if ids:
                found[line] = stations.browse(ids)
        return found

    def _categories(self, till: Any) -> Any:
        """The categories (pos.category) of which a till (pos.config) sends dishes to stations."""
        # sudo: no secret of the menu; whoever opens the till reads its categories
        categories = self.env["pos.category"].sudo()
        routes = self._routed(self._serving(till))
        if routes.filtered(lambda x: not x.category_id and not x.product_tmpl_id):
            # Those below them go with them.
            return categories.search([("parent_id", "=", False)])
        return routes.category_id | routes.product_tmpl_id.pos_categ_ids

    def _serving(self, till: Any) -> Any:
        # sudo: whoever sends an order need not read the stations; these are its company's
        stations = self.env["fynlo.kitchen.station"].sudo()
        of_company = stations.search([("company_id", "=", till.company_id.id)])
        return of_company._fynlo_serves(till)

    def _routed(self, stations: Any) -> Any:
        """The routes to stations of one company, and those that are about the expo alone."""
        # sudo: as in _serving
        routes = self.env["fynlo.kitchen.route"].sudo()
        if not stations:
            return routes
        domain = [
            ("company_id", "=", stations.company_id.id),
            ("station_id", "in", [False, *stations.ids]),
        ]
        return routes.search(domain)

    def _routes(self, stations: Any) -> list[Route]:
        return [
            Route(
                station_id=route.station_id.id or None,
                category_id=route.category_id.id or None,
                product_id=route.product_tmpl_id.id or None,
                modifier_id=route.modifier_id.id or None,
                order_type=route.order_type or None,
                expo_mode=route.expo_mode,
            )
            for route in self._routed(stations)
        ]


def is_cancelled(order: Any) -> bool:
    """Nothing of it is made any more: the whole order, or only its preparation, is cancelled."""
    return order.state == "cancel" or order.fynlo_status == OrderStatus.CANCELLED


def is_made(line: Any) -> bool:
    """Whether a pos.order.line is something to make: a dish, and no set menu as a whole."""
    return bool(
        line.fynlo_kind in DISHES
        and line.qty > 0
        and not line.combo_line_ids
        and not line.refunded_orderline_id
    )


def _dish(line: Any, order_type: str) -> Dish:
    product = line.product_id
    return Dish(
        product_id=product.product_tmpl_id.id,
        categories=tuple(_with_parents(category) for category in product.pos_categ_ids),
        modifiers=frozenset(line.attribute_value_ids.product_attribute_value_id.ids),
        order_type=order_type,
    )


def _with_parents(category: Any) -> tuple[int, ...]:
    chain = []
    while category:
        chain.append(category.id)
        category = category.parent_id
    return tuple(chain)
