import logging
from uuid import UUID, uuid4

from odoo.tests import tagged

from ..const import Role
from .online_case import OnlineCase


@tagged("post_install", "-at_install")
class TestOnlineOrders(OnlineCase):
    """Orders that staff move on and customers follow."""

    # === STAFF === #

    def test_staff_move_an_order_on(self) -> None:
        reply = self.update(self.own, self.staff, status="confirmed", note="Twenty minutes")
        self.assertEqual(reply.status_code, 200, reply.text)
        standing = reply.json()
        self.assertEqual(UUID(standing["id"]), UUID(self.own))
        self.assertEqual(
            (standing["status"], standing["progress"], standing["label"], standing["next"]),
            ("confirmed", 20, "Confirmed", ["preparing", "cancelled"]),
        )
        put = self.call("PUT", f"/orders/{self.own}/status", {"status": "preparing"}, self.staff)
        self.assertEqual((put.status_code, put.json()["version"]), (200, 3))

    def test_a_status_that_may_not_follow(self) -> None:
        """400 with those that may; nothing changes."""
        for wrong in ("ready", "burnt"):
            for reply in (
                self.update(self.own, self.staff, status=wrong),
                self.call("PUT", f"/orders/{self.own}/status", {"status": wrong}, self.staff),
            ):
                self.assertEqual(self.told(reply), (400, "status_invalid"))
                problem = reply.json()
                self.assertEqual(
                    (problem["current"], problem["allowed"], problem["errors"][0]["field"]),
                    ("pending", ["confirmed", "cancelled"], "status"),
                )
        self.assertFalse(self.events("order.status_changed"))

    def test_a_stale_version(self) -> None:
        headers = {"If-Match": '"1"'}
        path = f"/orders/{self.own}/status"
        first = self.call("PUT", path, {"status": "confirmed"}, self.staff, **headers)
        again = self.call("PUT", path, {"status": "preparing"}, self.staff, **headers)
        self.assertEqual((first.status_code, self.told(again)), (200, (409, "version_conflict")))
        self.assertEqual(again.json()["current"]["status"], "confirmed")

    def test_the_timeline(self) -> None:
        """Who did what when, what happened first at first; in one query, whatever there is."""
        self.update(self.own, self.staff, status="confirmed", note="Twenty minutes")
        self.update(self.own, self.staff, status="preparing")
        reply = self.status(self.own, self.staff).json()
        name = self.employees[Role.MANAGER].name
        self.assertEqual(
            [
                (item["status"], item["label"], item["note"], item["who"])
                for item in reply["timeline"]
            ],
            [
                ("pending", "Pending", None, name),
                ("confirmed", "Confirmed", "Twenty minutes", name),
                ("preparing", "Preparing", None, name),
            ],
        )
        self.assertEqual((reply["status"], reply["progress"]), ("preparing", 40))
        self.assertEqual(reply["total"], self.money(0))
        self.assertIsNone(reply["estimated_at"])
        times = [item["at"] for item in reply["timeline"]]
        self.assertEqual(times, sorted(times))

    def test_an_order_without_events(self) -> None:
        """Odoo's own till leaves none: it began when it was ordered, and is what it is."""
        self.env.cr.execute("ALTER TABLE fynlo_event DISABLE TRIGGER fynlo_event_no_change")
        self.env.cr.execute("DELETE FROM fynlo_event WHERE aggregate_uuid = %s", [self.own])
        self.env.cr.execute("ALTER TABLE fynlo_event ENABLE TRIGGER fynlo_event_no_change")
        timeline = self.status(self.own, self.staff).json()["timeline"]
        self.assertEqual([(item["status"], item["who"]) for item in timeline], [("pending", None)])

    def test_odoos_own_cancelling_ends_the_timeline(self) -> None:
        self.record(self.own).state = "cancel"
        timeline = self.status(self.own, self.staff).json()["timeline"]
        self.assertEqual([item["status"] for item in timeline], ["pending", "cancelled"])

    def test_a_device_alone_follows_nothing(self) -> None:
        device = self.token(None)
        for reply in (self.status(self.own, device), self.history(device)):
            self.assertEqual(self.told(reply), (403, "scope_missing"))

    def test_addresses_without_the_last_slash(self) -> None:
        path = f"/online/orders/{self.own}"
        self.assertEqual(self.call("GET", f"{path}/status", token=self.staff).status_code, 200)
        self.assertEqual(
            self.call("GET", "/online/orders/history", token=self.staff).status_code, 200
        )
        body = {"status": "confirmed"}
        reply = self.call("POST", f"{path}/update-status", body, self.staff)
        self.assertEqual(reply.status_code, 200)

    # === CUSTOMERS === #

    def test_a_customer_reads_his_own(self) -> None:
        self.update(self.own, self.staff, status="confirmed", note="Soon")
        reply = self.status(self.own, self.customer_token)
        self.assertEqual(reply.status_code, 200, reply.text)
        followed = reply.json()
        self.assertEqual((followed["status"], followed["label"]), ("confirmed", "Confirmed"))
        # Who works here is nobody's business outside.
        told = [(item["note"], item["who"]) for item in followed["timeline"]]
        self.assertEqual(told, [(None, None), ("Soon", None)])

    def test_a_customer_changes_nothing(self) -> None:
        with self.assertLogs("fynlo.refused", logging.INFO) as caught:
            replies = [
                self.update(self.own, self.customer_token, status="confirmed"),
                self.call(
                    "PUT",
                    f"/orders/{self.own}/status",
                    {"status": "confirmed"},
                    self.customer_token,
                ),
                self.call("POST", f"/orders/{self.own}/tracking-link", token=self.customer_token),
            ]
        self.assertEqual([self.told(reply) for reply in replies], [(403, "scope_missing")] * 3)
        self.assertFalse(self.events("order.status_changed"))
        self.assertEqual(self.record(self.own).fynlo_status, "pending")
        [first, *_] = caught.records
        self.assertEqual(
            (first.fynlo_facts["code"], first.fynlo_facts["user_id"]),
            ("scope_missing", self.customer.id),
        )
        self.assertIn(self.own, first.getMessage())

    def test_somebody_elses_order(self) -> None:
        """Another guest's is forbidden, another company's is not there; both are logged or not."""
        strange = self.order(customer_id=self.env["res.partner"].create({"name": "Eve"}).id)
        nobodys = self.order()
        with self.assertLogs("fynlo.refused", logging.INFO) as caught:
            for order_id in (strange, nobodys):
                reply = self.status(order_id, self.customer_token)
                self.assertEqual(self.told(reply), (403, "order_forbidden"))
                self.assertNotIn("Eve", reply.text)
        self.assertEqual(len(caught.records), 2)
        self.record(strange).company_id = self.other_company
        for order_id in (strange, str(uuid4())):
            reply = self.status(order_id, self.customer_token)
            self.assertEqual(self.told(reply), (404, "not_found"))

    def test_a_customers_history_is_his_own(self) -> None:
        self.order()
        newer = self.order(customer_id=self.customer.partner_id.id)
        listed = self.history(self.customer_token).json()
        self.assertEqual([item["id"] for item in listed["items"]], [newer, self.own])
        self.assertIsNone(listed["next_cursor"])
        first = self.history(self.customer_token, "?limit=1").json()
        second = self.history(self.customer_token, f"?limit=1&cursor={first['next_cursor']}").json()
        self.assertEqual([item["id"] for item in first["items"]], [newer])
        self.assertEqual([item["id"] for item in second["items"]], [self.own])
        self.assertIsNone(second["next_cursor"])
        [item] = second["items"]
        self.assertEqual([step["status"] for step in item["timeline"]], ["pending"])
        broken = self.history(self.customer_token, "?cursor=nonsense")
        self.assertEqual(self.told(broken), (400, "malformed_request"))

    def test_staff_see_the_companys(self) -> None:
        other = self.order()
        listed = self.history(self.staff, "?limit=2").json()
        self.assertEqual([item["id"] for item in listed["items"]], [other, self.own])

    def test_nobody_without_a_token(self) -> None:
        with self.assertLogs("fynlo.refused", logging.INFO) as caught:
            for reply in (
                self.update(self.own, None, status="confirmed"),
                self.status(self.own, None),
                self.history(None),
            ):
                self.assertEqual(self.told(reply), (401, "token_missing"))
        self.assertEqual(
            [item.fynlo_facts for item in caught.records], [{"code": "token_missing"}] * 3
        )

    def test_a_customer_may_nothing_else(self) -> None:
        me = self.call("GET", "/auth/me", token=self.customer_token).json()
        self.assertEqual((me["role"], me["scopes"]), ("customer", ["order_status:read"]))
        for path in ("/orders", f"/orders/{self.own}", "/menu", "/customers", "/employees"):
            reply = self.call("GET", path, token=self.customer_token)
            self.assertEqual(self.told(reply), (403, "scope_missing"), path)
