"""Where a menu is sold: the till or company, and the prices and taxes that go with it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class MenuTerms:
    """Has the fields of a pos.order that pricing reads, by the same names.

    `config_id` is the till whose restriction of categories counts; none: the whole company.
    """

    config_id: Any
    company_id: Any
    currency_id: Any
    pricelist_id: Any
    fiscal_position_id: Any
    date_order: datetime

    @classmethod
    def of_till(cls, till: Any, at: datetime) -> "MenuTerms":
        """The terms of a till (pos.config) at a time (naive UTC)."""
        return cls(
            config_id=till,
            company_id=till.company_id,
            currency_id=till.currency_id,
            pricelist_id=till.pricelist_id,
            fiscal_position_id=till.default_fiscal_position_id,
            date_order=at,
        )

    @classmethod
    def of_company(cls, company: Any, at: datetime) -> "MenuTerms":
        """What the back office sees: every category, at the prices of the first restaurant till."""
        tills = company.env["pos.config"]
        till = tills.search(
            [("company_id", "=", company.id), ("module_pos_restaurant", "=", True)],
            order="id",
            limit=1,
        )
        return cls(
            config_id=tills,
            company_id=company,
            currency_id=till.currency_id or company.currency_id,
            pricelist_id=till.pricelist_id,
            fiscal_position_id=till.default_fiscal_position_id,
            date_order=at,
        )
