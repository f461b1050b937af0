from typing import Any

from odoo import models

from ..domain.limits import AMOUNTS, PERCENTS, RIGHTS, within


class FynloRoleLimits(models.AbstractModel):
    """Asks for a manager's approval above what the caller's role may do alone."""

    _name = "fynlo.role.limits"
    _inherit = ["fynlo.service"]
    _description = "Approval limits"

    def _allow(self, what: str, amount_minor: int | None, reason: str) -> None:
        """Go on within the caller's limit, above it with a manager's approval only.

        :param what: a field of fynlo.role.limit: `may_void`, `discount_percent`, `refund_amount`…
        :param amount_minor: in minor units of the company's currency; hundredths of a per cent for
            `discount_percent`; None for what is allowed or not, e.g. `may_void`
        :param reason: what has to be approved, as the refusal says it
        :raises ApprovalRequired: nobody approved
        :raises Forbidden: approval_refused
        """
        limits = self._limits()
        if self._caller.may_approve or not self._is_within(limits, what, amount_minor):
            self._require_approval(reason)

    def _limits(self) -> Any:
        """The limits of the caller's role (fynlo.role.limit); none where it has none."""
        # sudo: a server reads no settings in Odoo; these are its own company's
        limits = self.env["fynlo.role.limit"].sudo()
        if self._caller.may_approve or not self._caller.role:
            return limits
        company = ("company_id", "=", self._caller.company_id)
        return limits.search([company, ("role", "=", str(self._caller.role))])

    def _is_within(self, limits: Any, what: str, amount_minor: int | None) -> bool:
        if what not in (*RIGHTS, *AMOUNTS, *PERCENTS):
            raise ValueError(f"Roles have no limit {what}.")
        if not limits:
            return False
        if what in RIGHTS:
            return bool(limits[what])
        if amount_minor is None:
            raise ValueError(f"{what} limits an amount.")
        places = 2 if what in PERCENTS else limits.currency_id.decimal_places
        return within(limits[what], amount_minor, places)
