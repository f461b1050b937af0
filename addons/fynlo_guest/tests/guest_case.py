"""What the tests of guests share: an order at a table, and the guest who has the link to it."""

from typing import Any
from uuid import uuid4

from odoo.fields import Command

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.caller import Caller
from odoo.addons.fynlo_pos_api.domain.roles import group_of
from odoo.addons.fynlo_pos_api.tests.table_case import TableCase


class GuestCase(TableCase):
    """An order of bread at table one, and its guest."""

    def setUp(self) -> None:
        """Order."""
        super().setUp()
        self.ordered = self.order_at(self.one, 2)
        self.guest = self.guest_of(self.ordered)

    def link(self, order: dict[str, Any]) -> dict[str, Any]:
        """A new link to an order: `token`, `url`, `expires_at`."""
        made: dict[str, Any] = self.run_command("order.make_tracking_link", order_id=order["id"])
        return made

    def guest_of(self, order: dict[str, Any]) -> Caller:
        """Whoever has the link to an order."""
        token = self.link(order)["token"]
        caller: Caller = self.env["fynlo.authentication"].caller_of(token, "test")
        return caller

    def set_status(self, order: dict[str, Any], *statuses: str, note: str | None = None) -> None:
        """Let the kitchen go on; the note is of the last step."""
        for status in statuses:
            told = note if status == statuses[-1] else None
            self.run_command("order.set_status", order_id=order["id"], status=status, note=told)

    def track(self, caller: Caller | None = None) -> dict[str, Any]:
        """What a guest sees."""
        seen: dict[str, Any] = self.query("order.track", caller or self.guest)
        return seen

    def ask(self, kind: str, caller: Caller | None = None, **values: Any) -> dict[str, Any]:
        """Ask for something."""
        asked: dict[str, Any] = self.run_command(
            "service_request.create", caller or self.guest, kind=kind, **values
        )
        return asked

    def server(self) -> Caller:
        """A waiter at the till."""
        return self.caller(Role.SERVER)

    def user_in(self, role: Role, name: str = "Somebody", company: Any = None) -> Any:
        """A user of Odoo (res.users) in a role, who is no employee."""
        company = company or self.company
        return self.env["res.users"].create(
            {
                "name": name,
                "login": str(uuid4()),
                "company_id": company.id,
                "company_ids": [Command.set(company.ids)],
                "group_ids": [Command.set(self.env.ref(group_of(role)).ids)],
            }
        )
