from typing import Any

from odoo import models

from ..const import Scope
from ..domain import cursor
from ..exceptions import Invalid, MalformedRequest
from ..schemas.availability import (
    Availability,
    AvailabilityFilter,
    AvailabilityItem,
    AvailabilityList,
    AvailabilitySet,
    AvailabilityState,
)
from .availability_counting import availability_payload
from .definition import command, query

_ADD = """
INSERT INTO fynlo_availability (product_id, company_id, state, changed_at, fynlo_version)
VALUES (%s, %s, 'in_stock', now() AT TIME ZONE 'UTC', 0)
ON CONFLICT (product_id, company_id) DO NOTHING
"""


class FynloAvailabilities(models.AbstractModel):
    """Which dishes are out or counted down; staff set it, and every till follows."""

    _name = "fynlo.availabilities"
    _inherit = ["fynlo.service"]
    _description = "Availability of dishes"

    @query("menu.availability", Scope.MENU_READ)
    def list_availability(self, data: AvailabilityFilter) -> AvailabilityList:
        """The company's dishes that are out or counted down, the latest first.

        :raises MalformedRequest: the cursor is not one of ours
        """
        domain: list[Any] = [("company_id", "=", self._caller.company_id)]
        domain.append(("state", "=", data.state) if data.state else ("state", "!=", "in_stock"))
        if data.cursor:
            try:
                domain.append(("id", "<", cursor.decode(data.cursor)))
            except ValueError:
                raise MalformedRequest("Send a next_cursor as it came.", field="cursor") from None
        found = self._records().search(domain, order="id desc", limit=data.limit + 1)
        page = found[: data.limit]
        return AvailabilityList(
            items=[Availability.from_record(record) for record in page],
            next_cursor=cursor.encode(page[-1].id) if len(found) > len(page) else None,
        )

    @command("menu.set_availability", Scope.AVAILABILITY_WRITE)
    def set_availability(self, data: AvailabilitySet) -> AvailabilityList:
        """Put dishes out, back in stock, or count them down: all of them or none.

        :raises Invalid: an unknown dish, one that is named twice, or a countdown without amount
        :raises VersionConflict: one was changed since the caller saw it
        """
        self._check(data.items)
        # In one order for all, so that two commands never wait for each other.
        done = {
            item.product_id: self._set(index, item)
            for index, item in sorted(enumerate(data.items), key=lambda each: each[1].product_id)
        }
        return AvailabilityList(items=[done[item.product_id] for item in data.items])

    def _records(self) -> Any:
        # sudo: the scope is checked by the runner and every search names the company
        return self.env["fynlo.availability"].sudo()

    def _check(self, items: list[AvailabilityItem]) -> None:
        # sudo: staff set what the till sells without reading products in Odoo
        products = self.env["product.product"].sudo()
        known = products.search(
            [
                *products._check_company_domain(self._caller.company_id),
                ("id", "in", [item.product_id for item in items]),
                ("available_in_pos", "=", True),
            ]
        )
        seen = set()
        for index, item in enumerate(items):
            field = f"items.{index}.product_id"
            if item.product_id not in known._ids:
                raise Invalid(f"No till sells a product {item.product_id}.", field=field)
            if item.product_id in seen:
                raise Invalid(f"Product {item.product_id} is named twice.", field=field)
            seen.add(item.product_id)
            self._check_remaining(index, item)

    def _check_remaining(self, index: int, item: AvailabilityItem) -> None:
        counts = item.state is AvailabilityState.COUNTDOWN
        if counts == (item.remaining is not None):
            return
        raise Invalid(
            "Send how many are left." if counts else "Only a countdown has a remaining amount.",
            field=f"items.{index}.remaining",
        )

    def _set(self, index: int, item: AvailabilityItem) -> Availability:
        caller = self._caller
        self.env.cr.execute(_ADD, [item.product_id, caller.company_id])
        record = self._records().search(
            [("product_id", "=", item.product_id), ("company_id", "=", caller.company_id)]
        )
        self._hold(record, item.base_version, Availability.from_record)
        remaining = item.remaining
        record._fynlo_put(
            AvailabilityState.OUT if remaining == 0 else item.state,
            is_counted=remaining is not None,
            remaining=float(remaining or 0),
            employee_id=caller.employee_id,
            user_id=caller.user_id,
        )
        self._emit("menu.availability_changed", record, availability_payload(record))
        return Availability.from_record(record)
