"""The terms under which lines of an order are priced: those of a new one, or of a moment."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class OrderTerms:
    """Has the fields of a pos.order that pricing reads, by the same names.

    `date_order` is when the lines are added, and `order` the pos.order that is there, if any.
    """

    config_id: Any
    company_id: Any
    currency_id: Any
    currency_rate: float
    pricelist_id: Any
    fiscal_position_id: Any
    date_order: datetime
    order: Any = None

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

    @classmethod
    def of_order(cls, order: Any, at: datetime) -> "OrderTerms":
        """The terms of what is added to an order (pos.order) at a time (UTC, naive)."""
        return cls(
            config_id=order.config_id,
            company_id=order.company_id,
            currency_id=order.currency_id,
            currency_rate=order.currency_rate,
            pricelist_id=order.pricelist_id,
            fiscal_position_id=order.fiscal_position_id,
            date_order=at,
            order=order,
        )

    @classmethod
    def of_line(cls, line: Any) -> "OrderTerms":
        """The terms of a line (pos.order.line): its price is that of when it was added."""
        order = line.order_id
        return cls.of_order(order, line.fynlo_added_at or order.date_order)
