from odoo import fields, models


class RestaurantOrderCourse(models.Model):
    _inherit = "restaurant.order.course"

    # Staff hold it back: it waits even where its turn has come.
    fynlo_kept = fields.Boolean(readonly=True, groups=fields.NO_ACCESS)
