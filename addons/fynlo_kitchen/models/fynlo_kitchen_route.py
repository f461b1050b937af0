from odoo import api, fields, models

from ..domain.routing import ExpoMode


class FynloKitchenRoute(models.Model):
    """A rule: which dishes go to a station (domain/routing.py)."""

    _name = "fynlo.kitchen.route"
    _description = "Route to a kitchen station"
    _order = "sequence, id"
    _check_company_auto = True

    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    station_id = fields.Many2one(
        "fynlo.kitchen.station",
        index="btree_not_null",
        ondelete="cascade",
        check_company=True,
        help="Empty only where the expo stations alone have it.",
    )
    category_id = fields.Many2one(
        "pos.category",
        ondelete="cascade",
        check_company=True,
        help="With those below it, unless they have routes of their own.",
    )
    product_tmpl_id = fields.Many2one(
        "product.template",
        "Dish",
        ondelete="cascade",
        check_company=True,
        domain="[('available_in_pos', '=', True)]",
    )
    modifier_id = fields.Many2one("product.attribute.value", ondelete="cascade")
    order_type = fields.Selection(
        selection=lambda self: self.env["pos.order"]._fields["fynlo_order_type"].selection,
        help="Empty: every type.",
    )
    expo_mode = fields.Selection(
        [
            (str(ExpoMode.SEND), "Show it too"),
            (str(ExpoMode.ONLY), "Show it there only"),
            (str(ExpoMode.SKIP), "Do not show it"),
        ],
        "Expo",
        required=True,
        default=str(ExpoMode.SEND),
    )

    _one_condition = models.Constraint(
        "CHECK (num_nonnulls(category_id, product_tmpl_id, modifier_id) <= 1)",
        "A route names a category, a dish or a modifier, or none of them.",
    )
    _has_station = models.Constraint(
        "CHECK (station_id IS NOT NULL OR expo_mode = 'only')",
        "Name the station, or let the expo stations alone have it.",
    )

    @api.depends("station_id", "category_id", "product_tmpl_id", "modifier_id")
    def _compute_display_name(self) -> None:
        for route in self:
            about = route.category_id or route.product_tmpl_id or route.modifier_id
            station = route.station_id.name or self.env._("Expo")
            route.display_name = f"{about.display_name or self.env._('All dishes')} → {station}"
