from dataclasses import dataclass
from datetime import date
from typing import Any

from odoo import api, models
from odoo.api import Environment

# Key in Odoo's context, for an AccountingDate.
ACCOUNTING_DATE = "fynlo_accounting_date"


@dataclass(frozen=True, slots=True)
class AccountingDate:
    """The date of every entry that is made under it.

    A session's entries belong to the business date of its closing, and Odoo would date them with
    today. A plain value that came in over RPC is never one, so a client cannot date entries.
    """

    day: date


def accounting_date(env: Environment) -> date | None:
    """The date that the context sets for new entries, if a session is being closed."""
    found = env.context.get(ACCOUNTING_DATE)
    return found.day if isinstance(found, AccountingDate) else None


def with_accounting_date(env: Environment, vals_list: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Values of new records, dated by the context where it says so."""
    day = accounting_date(env)
    return [{**values, "date": day} for values in vals_list] if day else vals_list


class AccountMove(models.Model):
    _inherit = "account.move"

    @api.model_create_multi
    def create(self, vals_list: list[dict[str, Any]]) -> Any:
        """Date the entries of a session that is being closed."""
        return super().create(with_accounting_date(self.env, vals_list))
