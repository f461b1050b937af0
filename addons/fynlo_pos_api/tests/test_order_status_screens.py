from typing import Any

from odoo.tests import tagged
from odoo.tools import file_path

from ..const import Role
from ..domain.order_status import OrderStatus
from .common import RestaurantCase

BUTTONS = set(OrderStatus) - {OrderStatus.PENDING}


@tagged("post_install", "-at_install")
class TestOrderStatusScreens(RestaurantCase):
    """The status on Odoo's own screens."""

    def setUp(self) -> None:
        super().setUp()
        currency = self.till.currency_id.name
        opening = {"opening_float": {"amount": 0, "currency": currency}}
        self.run_command("session.open", opening)
        made = self.run_command("order.create", {"lines": []})
        self.order = self.env["pos.order"].search([("uuid", "=", made["id"])])

    def as_role(self, role: Role) -> Any:
        """The order, as a user in the role sees it."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.order.with_user(self.users[role])

    def test_the_form_has_a_button_for_each_step(self) -> None:
        form = self.env.ref("fynlo_pos_api.view_order_form").arch
        for status in BUTTONS:
            self.assertIn(f"context=\"{{'fynlo_status': '{status}'}}\"", form)
            self.assertIn(f"invisible=\"'{status}' not in (fynlo_next or '')\"", form)

    def test_no_status_is_a_part_of_another_ones_name(self) -> None:
        """The buttons look for theirs in a text that names several."""
        for status in OrderStatus:
            others = set(OrderStatus) - {status}
            self.assertEqual([other for other in others if status in other], [])

    def test_odoos_till_names_each_status_and_step(self) -> None:
        path = file_path("fynlo_pos_api/static/src/order_status/texts.js")
        with open(path) as file:
            labels, steps = file.read().split("export const STEPS")
        for status in OrderStatus:
            self.assertIn(f"    {status}: _t(", labels)
            self.assertEqual(f"    {status}: _t(" in steps, status in BUTTONS)

    def test_next_is_for_those_who_may(self) -> None:
        for role in (Role.OWNER, Role.MANAGER, Role.CASHIER, Role.SERVER):
            self.assertEqual(self.as_role(role).fynlo_next, "confirmed,cancelled", role)
        self.assertEqual(self.as_role(Role.ACCOUNTANT).fynlo_next, "")

    def test_a_button_runs_the_command(self) -> None:
        order = self.as_role(Role.SERVER)
        order.with_context(fynlo_status="confirmed").action_set_status()
        self.assertEqual(
            (order.fynlo_status, order.fynlo_next), ("confirmed", "preparing,cancelled")
        )
        [event] = self.events("order.status_changed")
        self.assertEqual(
            (event.user_id, event.command), (self.users[Role.SERVER], "order.set_status")
        )

    def test_odoos_till_reads_the_order_after(self) -> None:
        read = self.as_role(Role.CASHIER).fynlo_move("confirmed")
        [order] = read["pos.order"]
        self.assertEqual(
            (order["id"], order["fynlo_status"], order["fynlo_next"]),
            (self.order.id, "confirmed", "preparing,cancelled"),
        )
