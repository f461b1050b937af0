from collections.abc import Collection
from datetime import timedelta
from typing import Any

from odoo import api, fields, models
from odoo.fields import Domain


class FynloBusinessDays(models.AbstractModel):
    """What a business date is told of: filters such as "today" go by the restaurant's day.

    A night that goes on past midnight is still today, whatever the clock of the reader.
    """

    _name = "fynlo.business_days"
    _description = "Something of a business date"

    # The field (UTC) whose business date counts; beside it the model has a company_id.
    _fynlo_moment = "ordered_at"

    fynlo_days_ago = fields.Integer(
        "Business days ago",
        compute="_compute_fynlo_days_ago",
        search="_search_fynlo_days_ago",
        groups="fynlo_pos_api.group_manager,fynlo_pos_api.group_accountant",
        help="0 is the business day of now.",
    )

    @api.depends(lambda self: ("company_id", self._fynlo_moment))
    def _compute_fynlo_days_ago(self) -> None:
        now = fields.Datetime.now()
        for record in self:
            company, moment = record.company_id, record[self._fynlo_moment] or now
            today = company._fynlo_business_date(now)
            record.fynlo_days_ago = (today - company._fynlo_business_date(moment)).days

    @api.model
    def _search_fynlo_days_ago(self, operator: str, value: Any) -> Any:
        """Days in a set, or at most so many days ago; of all companies that the user has open."""
        if operator == "in" and isinstance(value, Collection):
            days = [(day, day) for day in value]
        elif operator == "<=":
            days = [(value, 0)]
        else:
            return NotImplemented
        return Domain.OR(
            self._fynlo_between(company, first, last)
            for company in self.env.companies
            for first, last in days
        )

    def _fynlo_between(self, company: Any, first: int, last: int) -> Domain:
        """From so many days ago to so many days ago, both included."""
        today = company._fynlo_business_date(fields.Datetime.now())
        begin, _ = company._fynlo_business_day(today - timedelta(days=first))
        _, end = company._fynlo_business_day(today - timedelta(days=last))
        moment = self._fynlo_moment
        return (
            Domain("company_id", "=", company.id)
            & Domain(moment, ">=", begin)
            & Domain(moment, "<", end)
        )
