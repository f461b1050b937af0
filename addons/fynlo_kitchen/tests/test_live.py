from typing import Any

from odoo.addons.fynlo_pos_api.const import Role

from .kitchen_case import KitchenCase


class TestLive(KitchenCase):
    """Late tickets among the live figures. The grill is late after ten minutes."""

    def late(self, till_id: int | None = None, **changes: Any) -> int:
        """How many the owner is told of."""
        caller = self.caller(Role.OWNER, till_id=None, **changes)
        found: int = self.query("dashboard.live", caller, till_id=till_id)["late_tickets"]
        return found

    def test_a_late_ticket_counts_once_until_it_is_made(self) -> None:
        before = self.late()
        self.assertEqual(self.late(self.till.id), 0)
        order = self.sent((self.burger, 1), (self.bread, 1))
        self.wait(599)
        self.assertEqual(self.late(self.till.id), 0)
        self.wait(1)
        # The expo has the burger too, and is late with the bread.
        self.assertEqual(self.late(self.till.id), 1)
        self.assertEqual(self.late(), before + 1)
        self.work("complete", self.tickets(order, self.grill))
        self.assertEqual(self.late(self.till.id), 0)

    def test_another_till_s_and_another_company_s_do_not_count(self) -> None:
        self.sent((self.burger, 1))
        self.wait(600)
        self.assertEqual(self.late(self._till("Terrace").id), 0)
        company = self.env["res.company"].create({"name": "Other"})
        self.person.company_ids |= company
        self.assertEqual(self.late(company_id=company.id), 0)
