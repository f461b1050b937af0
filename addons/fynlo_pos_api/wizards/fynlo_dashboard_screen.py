from typing import Any

from odoo import api, models


class FynloDashboardScreen(models.TransientModel):
    """What the dashboard in the back office asks; it keeps nothing."""

    _name = "fynlo.dashboard.screen"
    _description = "Dashboard"

    @api.model
    @api.readonly
    def read_figures(self, day: str | None = None, till_id: int | None = None) -> dict[str, Any]:
        """The figures of a day, as the API's dashboard gives them, and the tills to choose from.

        :param day: the business date as YYYY-MM-DD; none: today's
        :param till_id: the till (pos.config); none: the whole company
        :raises FynloError: the user may not read reports, or there is no such till
        """
        office = self.env["fynlo.back_office"]
        values = {"date": day or None, "till_id": till_id or None}
        return self._shown(office._query("dashboard.read", values))

    @api.model
    @api.readonly
    def read_live(self, till_id: int | None = None) -> dict[str, Any]:
        """How the day goes, as the API's live figures, and the tills to choose from.

        :param till_id: the till (pos.config); none: the whole company
        :raises FynloError: the user may not read reports, or there is no such till
        """
        office = self.env["fynlo.back_office"]
        return self._shown(office._query("dashboard.live", {"till_id": till_id or None}))

    def _shown(self, figures: Any) -> dict[str, Any]:
        """Figures as a screen takes them."""
        tills = self.env["fynlo.back_office"]._query("till.list", {}).items
        return {
            "figures": figures.model_dump(mode="json"),
            "tills": [{"id": till.id, "name": till.name} for till in tills],
            "decimals": self.env.company.currency_id.decimal_places,
        }
