import json
from datetime import timedelta
from typing import Any
from unittest.mock import patch

from odoo import fields

from odoo.addons.fynlo_pos_api.const import Scope
from odoo.addons.fynlo_pos_api.exceptions import Forbidden, Unauthenticated

from .guest_case import GuestCase


class TestTracking(GuestCase):
    """What the guest of an order sees."""

    def test_an_order(self) -> None:
        seen = self.track()
        self.assertEqual(
            {name: seen[name] for name in ("number", "restaurant", "order_type", "table")},
            {
                "number": self.ordered["number"],
                "restaurant": self.company.name,
                "order_type": "dine_in",
                "table": "1",
            },
        )
        self.assertEqual(
            (seen["status"], seen["label"], seen["progress"]), ("pending", "Pending", 10)
        )
        self.assertEqual(
            seen["items"],
            [
                {
                    "name": "Bread",
                    "quantity": 2.0,
                    "modifiers": [],
                    "note": None,
                    "is_part": False,
                    "is_comped": False,
                    "price": self.money(620),
                }
            ],
        )
        sums = [seen[name] for name in ("total", "paid", "due", "discount", "service_charge")]
        self.assertEqual(sums, [self.money(amount) for amount in (620, 0, 620, 0, 0)])
        self.assertEqual([step["status"] for step in seen["timeline"]], ["pending"])
        self.assertEqual((seen["promised_at"], seen["requests"]), (None, []))

    def test_nothing_of_the_staff(self) -> None:
        """Neither who did it, nor any id, nor what the kitchen was told."""
        order = self.order_at(self.two, kitchen_note="Rude guest", note="Window seat")
        self.set_status(order, "confirmed", note="Soon")
        seen = json.dumps(self.track(self.guest_of(order)))
        for word in ("Kim", "Rude", "waiter_id", "employee", "user", order["id"], "till"):
            self.assertNotIn(word, seen)

    def test_the_timeline(self) -> None:
        self.set_status(self.ordered, "confirmed", "preparing", note="Ten minutes")
        seen = self.track()
        self.assertEqual((seen["status"], seen["progress"]), ("preparing", 40))
        told = [(step["status"], step["note"]) for step in seen["timeline"]]
        self.assertEqual(
            told, [("pending", None), ("confirmed", None), ("preparing", "Ten minutes")]
        )
        self.assertEqual(set(seen["timeline"][0]), {"status", "label", "at", "note"})

    def test_what_is_paid(self) -> None:
        self.pay(self.ordered, self.cash, 200)
        seen = self.track()
        self.assertEqual((seen["paid"], seen["due"]), (self.money(200), self.money(420)))
        self.pay(self.ordered, self.cash, 420)
        seen = self.track()
        self.assertEqual((seen["paid"], seen["due"]), (self.money(620), self.money(0)))

    def test_what_was_voided_is_not_there(self) -> None:
        line = self.ordered["lines"][0]["id"]
        reason = self.reason("void")
        self.run_command(
            "order.void_line", order_id=self.ordered["id"], line_id=line, reason_id=reason
        )
        seen = self.track()
        self.assertEqual((seen["items"], seen["total"]), ([], self.money(0)))

    def test_the_estimate(self) -> None:
        """The kitchen's, where an addon can tell."""
        at = fields.Datetime.now().replace(microsecond=0) + timedelta(minutes=12)
        status = type(self.env["fynlo.order.status"])
        with patch.object(status, "_estimate", lambda service, order: at):
            self.assertEqual(self.track()["estimated_at"], at.isoformat() + "Z")

    def test_only_a_guest(self) -> None:
        """Staff read orders elsewhere, and a guest's token reads nothing else."""
        with self.assertRaises(Forbidden) as caught:
            self.track(self.caller())
        self.assertEqual(caught.exception.code, "role_forbidden")
        self.assertEqual(self.guest.scopes, {Scope.ORDER_STATUS_READ, Scope.SERVICE_REQUESTS_WRITE})
        for name, values in (("order.get", {"order_id": self.ordered["id"]}), ("order.list", {})):
            with self.assertRaises(Forbidden):
                self.query(name, self.guest, **values)

    def test_each_sees_its_own(self) -> None:
        other = self.guest_of(self.order_at(self.two, 5))
        self.assertEqual(self.track(other)["total"], self.money(1550))
        self.assertEqual(self.track()["total"], self.money(620))

    def test_another_company_in_the_token(self) -> None:
        """A caller whose company is not the order's finds nothing."""
        stranger = self.env["res.company"].create({"name": "Other"})
        values: dict[str, Any] = {"company_id": stranger.id, "order_id": self.guest.order_id}
        with self.assertRaises(Exception) as caught:
            self.track(self.caller(till_id=None, employee_id=None, **values))
        self.assertEqual(caught.exception.code, "not_found")

    def test_a_link_ends_after_a_day(self) -> None:
        token = self.link(self.ordered)["token"]
        tokens = self.env["fynlo.order.token"].sudo()
        newest = tokens.search([("order_id", "=", self.guest.order_id)], order="id desc", limit=1)
        newest.expires_at = self.env.cr.now() - timedelta(seconds=1)
        self.env.flush_all()
        with self.assertRaises(Unauthenticated):
            self.env["fynlo.authentication"].caller_of(token, "test")
        self.assertEqual(self.track()["status"], "pending")
