"""The terms under which an order is priced, before there is an order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """Has the fields of a pos.order that pricing reads, by the same names."""

    config_id: Any
    company_id: Any
    currency_id: Any
    currency_rate: float
    pricelist_id: Any
    fiscal_position_id: Any
    date_order: datetime

    @classmethod
    def of(cls, config: Any, ordered_at: datetime, order_type: str | None = None) -> "OrderTerms":
        """The terms of a till (pos.config) at a time (UTC, naive), for a type of order."""
        positions = config.env["fynlo.order.types"]
        company, currency = config.company_id, config.currency_id
        rate = 1.0
        if currency != company.currency_id:
            rate = config.env["res.currency"]._get_conversion_rate(
                company.currency_id, currency, company, ordered_at.date()
            )
        return cls(
            config_id=config,
            company_id=company,
            currency_id=currency,
            currency_rate=rate,
            pricelist_id=config.pricelist_id,
            fiscal_position_id=positions._fiscal_position(config, order_type),
            date_order=ordered_at,
        )
