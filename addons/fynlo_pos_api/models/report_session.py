from typing import Any

from odoo import api, models


class ReportSession(models.AbstractModel):
    _name = "report.fynlo_pos_api.session_report_document"
    _description = "Report of a session, printed from Odoo"

    @api.model
    def _get_report_values(self, docids: list[int], data: Any = None) -> dict[str, Any]:
        """The page of each session, by the query of the API: for whoever may read reports."""
        office = self.env["fynlo.back_office"]
        pages = [office._query("session.page", {"session_id": session}) for session in docids]
        return {"docs": self.env["pos.session"].browse(docids), "pages": pages}
