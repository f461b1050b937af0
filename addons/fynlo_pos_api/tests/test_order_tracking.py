from datetime import timedelta
from uuid import uuid4

from odoo import fields
from odoo.tests import tagged

from ..domain.roles import GUEST_SCOPES
from ..domain.secret_text import ORDER_PREFIX, fingerprint
from .online_case import OnlineCase


@tagged("post_install", "-at_install")
class TestOrderTracking(OnlineCase):
    """Guests who follow one order by its token."""

    def test_a_link(self) -> None:
        """Its token is told once, and kept as a hash; the order's own version stays."""
        made = self.link(self.own)
        token = made["token"]
        self.assertTrue(token.startswith(ORDER_PREFIX))
        self.assertGreater(len(token), 40)
        self.assertTrue(made["url"].endswith(f"/order/{token}"))
        record = self.env["fynlo.order.token"].search([("token_hash", "=", fingerprint(token))])
        order = self.record(self.own)
        self.assertEqual((record.order_id, order.fynlo_is_tracked), (order, True))
        day = record.expires_at - fields.Datetime.now()
        self.assertTrue(timedelta(hours=23, minutes=59) < day <= timedelta(hours=24), day)
        self.assertEqual(order.fynlo_version, 1)
        [event] = self.events("order_token.created")
        self.assertEqual(event.payload["order_id"], self.own)
        self.assertNotIn(token, str(event.payload))

    def test_a_guest_reads_the_one_order(self) -> None:
        token = self.link(self.own)["token"]
        reply = self.status(self.own, token)
        self.assertEqual((reply.status_code, reply.json()["status"]), (200, "pending"))
        listed = self.history(token).json()["items"]
        self.assertEqual([item["id"] for item in listed], [self.own])
        other = self.order(customer_id=self.customer.partner_id.id)
        self.assertEqual(self.told(self.status(other, token)), (403, "order_forbidden"))
        self.record(other).company_id = self.other_company
        self.assertEqual(self.told(self.status(other, token)), (404, "not_found"))

    def test_a_guest_changes_nothing(self) -> None:
        token = self.link(self.own)["token"]
        for reply in (
            self.update(self.own, token, status="confirmed"),
            self.call("POST", f"/orders/{self.own}/tracking-link", token=token),
            self.call("GET", f"/orders/{self.own}", token=token),
            self.call("GET", "/orders", token=token),
        ):
            self.assertEqual(self.told(reply), (403, "scope_missing"))
        self.assertFalse(self.events("order.status_changed"))

    def test_a_guests_token_ends(self) -> None:
        token = self.link(self.own)["token"]
        tokens = self.env["fynlo.order.token"]
        record = tokens.search([("token_hash", "=", fingerprint(token))])
        record.expires_at = fields.Datetime.now() - timedelta(days=1)
        for wrong in (token, ORDER_PREFIX, f"{ORDER_PREFIX}x", token[:-1]):
            self.assertEqual(self.told(self.status(self.own, wrong)), (401, "token_invalid"))
        tokens._delete_ended()
        self.assertFalse(record.exists())

    def test_who_a_guest_is(self) -> None:
        token = self.link(self.own)["token"]
        caller = self.env["fynlo.authentication"].caller_of(token, "r")
        order = self.record(self.own)
        self.assertEqual(
            (caller.order_id, caller.company_id, caller.role, caller.scopes, caller.owner_key),
            (order.id, self.company.id, None, GUEST_SCOPES, f"order:{order.id}"),
        )
        self.assertEqual(caller.user_id, self.env.ref("base.public_user").id)
        self.assertFalse(caller.may_approve)

    def test_nobody_makes_a_link_to_what_is_not_there(self) -> None:
        reply = self.call("POST", f"/orders/{uuid4()}/tracking-link", token=self.staff)
        self.assertEqual(self.told(reply), (404, "not_found"))
        for user in self.users.values():
            self.assertFalse(self.env["fynlo.order.token"].with_user(user).has_access("read"))
