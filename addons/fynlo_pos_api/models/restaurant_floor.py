from odoo import models


class RestaurantFloor(models.Model):
    _name = "restaurant.floor"
    _inherit = ["restaurant.floor", "fynlo.versioned"]
