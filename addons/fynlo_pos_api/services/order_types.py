from typing import Any

from odoo import models


class FynloOrderTypes(models.AbstractModel):
    """What an order's type means for its taxes: takeaway may be taxed otherwise than dining in."""

    _name = "fynlo.order.types"
    _inherit = ["fynlo.service"]
    _description = "Types of orders"

    def _fiscal_position(self, config: Any, order_type: str | None) -> Any:
        """The fiscal position (account.fiscal.position) of an order of this type.

        :param config: the till (pos.config), whose own position counts where the type has none
        :param order_type: as in `fynlo_order_type`; none: dining in
        """
        name = f"fynlo_{order_type}_fiscal_position_id"
        company = config.company_id
        own = company[name] if name in company._fields else company.env["account.fiscal.position"]
        return own or config.default_fiscal_position_id
