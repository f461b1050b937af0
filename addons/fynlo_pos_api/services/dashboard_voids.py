from datetime import date

from odoo import models
from odoo.fields import Domain

from ..schemas.common import Money
from ..schemas.dashboard import VoidKind, VoidTotal
from ..schemas.session import Named

_GROUPS = ["kind", "reason", "employee_id", "approver_id"]


class FynloDashboardVoids(models.AbstractModel):
    """What was voided and what was given away."""

    _name = "fynlo.dashboard.voids"
    _inherit = ["fynlo.payment.report"]
    _description = "Voids and comps of the dashboard"

    def _of_day(self, day: date) -> list[VoidTotal]:
        """Voids and comps of the orders of a business date, the largest amounts first."""
        start, end = self.env.company._fynlo_business_day(day)
        caller = self._caller
        domain = Domain("company_id", "=", caller.company_id)
        domain &= Domain("ordered_at", ">=", start) & Domain("ordered_at", "<", end)
        if caller.till_id:
            domain &= Domain("config_id", "=", caller.till_id)
        # sudo: the scope is checked by the runner and the search names company and till
        rows = self.env["fynlo.void"].sudo()._read_group(domain, _GROUPS, ["__count", "amount:sum"])
        currency = self._currency()
        totals = [
            VoidTotal(
                kind=VoidKind(kind),
                reason=reason or None,
                employee=Named(id=employee.id, name=employee.name) if employee else None,
                approver=Named(id=approver.id, name=approver.name) if approver else None,
                count=count,
                amount=Money.of(amount, currency),
            )
            for kind, reason, employee, approver, count, amount in rows
        ]
        return sorted(totals, key=lambda total: -total.amount.amount)
