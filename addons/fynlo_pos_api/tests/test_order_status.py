import itertools
from typing import Any

from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..domain.order_status import ENDED, OrderStatus
from ..domain.roles import SCOPES
from ..exceptions import Forbidden, NotFound, StatusInvalid, VersionConflict
from ..services.run import RUN, Run
from .session_case import SessionCase
from .test_order_status_table import TABLE

# Who may set a status.
MAY = {Role.OWNER, Role.MANAGER, Role.CASHIER, Role.SERVER, Role.KITCHEN}


@tagged("post_install", "-at_install")
class TestOrderStatus(SessionCase):
    """order.set_status, and what moves an order along by itself."""

    def setUp(self) -> None:
        super().setUp()
        self.session = self.open()

    def made(self, status: str = "pending") -> dict[str, Any]:
        """An order with that status."""
        order = self.order((self.burger, 1))
        self.record(order).fynlo_status = status
        return order

    def record(self, order: dict[str, Any]) -> Any:
        """The pos.order."""
        return self.env["pos.order"].search([("uuid", "=", order["id"])])

    def set(
        self, order: dict[str, Any], status: str, caller: Any = None, **values: Any
    ) -> dict[str, Any]:
        """Set the status of an order."""
        return self.command(
            "order.set_status", caller, order_id=order["id"], status=status, **values
        )

    def follow(self, order: dict[str, Any], status: OrderStatus) -> bool:
        """Let an order follow the kitchen to a status."""
        run = Run(self.caller(), "kitchen.start")
        statuses = self.runner().env["fynlo.order.status"].with_context(**{RUN: run})
        is_moved: bool = statuses._follow(statuses._find(order["id"]), status)
        self.env.flush_all()
        self.env["fynlo.outbox"]._publish(run.events)
        return is_moved

    def changes(self, order: dict[str, Any]) -> list[tuple[str, str]]:
        """The changes of an order's status, the first at first."""
        domain = [("name", "=", "order.status_changed"), ("aggregate_uuid", "=", order["id"])]
        found = self.env["fynlo.event"].search(domain, order="id")
        return [(event.payload["previous"], event.payload["status"]) for event in found]

    def test_every_status_to_every_status_by_every_role(self) -> None:
        """9 x 9, and each role: by the table, and only by those who may."""
        order = self.made()
        for role, current, wanted in itertools.product(Role, TABLE, TABLE):
            with self.subTest(role=role, current=current, wanted=wanted):
                self.check(order, self.caller(role), current, wanted)

    def check(self, order: dict[str, Any], caller: Any, current: str, wanted: str) -> None:
        """One step by one caller."""
        record, following = self.record(order), TABLE[current][2]
        record.fynlo_status = current
        before, version = self.changes(order), record.fynlo_version
        if caller.role not in MAY:
            with self.assertRaises(Forbidden) as refused:
                self.set(order, wanted, caller)
            self.assertEqual(refused.exception.code, ErrorCode.SCOPE_MISSING)
        elif wanted != current and wanted not in following:
            with self.assertRaises(StatusInvalid) as invalid:
                self.set(order, wanted, caller)
            extra = invalid.exception.extra
            self.assertEqual((extra["current"], set(extra["allowed"])), (current, following))
        else:
            reply = self.set(order, wanted, caller)
            progress, label, after = TABLE[wanted]
            self.assertEqual(
                (reply["status"], reply["progress"], reply["label"], set(reply["next"])),
                (wanted, progress, label, after),
            )
        is_changed = caller.role in MAY and wanted in following
        change = [(current, wanted)] if is_changed else []
        self.assertEqual(self.changes(order), before + change)
        self.assertEqual(record.fynlo_status, wanted if is_changed else current)
        self.assertEqual(record.fynlo_version, version + is_changed)

    def test_who_may(self) -> None:
        may = {role for role in Role if "order_status:write" in SCOPES[role]}
        self.assertEqual(may, MAY)
        self.assertEqual({role for role in Role if "order_status:read" in SCOPES[role]}, set(Role))

    def test_an_order_tells_how_far_it_is(self) -> None:
        order = self.order((self.burger, 1))
        self.assertEqual(
            (order["status"], order["progress"], order["state"]), ("pending", 10, "open")
        )
        self.set(order, "confirmed", note="Twenty minutes")
        now = self.query("order.get", order_id=order["id"])
        self.assertEqual((now["status"], now["progress"], now["version"]), ("confirmed", 20, 2))
        [event] = self.event("order.status_changed")
        self.assertEqual(
            event.payload,
            {
                "status": "confirmed",
                "previous": "pending",
                "progress": 20,
                "note": "Twenty minutes",
            },
        )
        self.assertEqual(
            (event.employee_id, event.config_id, event.version), (self.employee, self.till, 2)
        )

    def test_an_unknown_status(self) -> None:
        order = self.made("preparing")
        for wrong in ("burnt", "Ready", "ready "):
            with self.assertRaises(StatusInvalid) as caught:
                self.set(order, wrong)
            self.assertEqual(
                caught.exception.extra,
                {"current": "preparing", "allowed": ["cooking", "ready", "cancelled"]},
            )
            self.assertEqual(caught.exception.errors[0]["field"], "status")
        self.assertEqual(self.changes(order), [])

    def test_a_status_stays(self) -> None:
        """The same one again, as by a repeated call, is no change."""
        order = self.made("ready")
        self.assertEqual(self.set(order, "ready")["version"], 1)
        self.assertEqual(self.changes(order), [])

    def test_a_stale_version(self) -> None:
        order = self.made()
        self.set(order, "confirmed", base_version=1)
        with self.assertRaises(VersionConflict) as caught:
            self.set(order, "preparing", base_version=1)
        self.assertEqual(caught.exception.extra["current"]["status"], "confirmed")
        self.assertEqual(self.changes(order), [("pending", "confirmed")])

    def test_orders_of_others_are_not_there(self) -> None:
        order = self.made()
        elsewhere = self.caller(till_id=self._till("Garden").id)
        theirs = self.env["res.company"].create({"name": "Another restaurant"})
        for caller in (elsewhere, self.caller(till_id=None, company_id=theirs.id)):
            with self.assertRaises(NotFound):
                self.set(order, "confirmed", caller)
        self.assertEqual(self.changes(order), [])

    def test_a_paid_order_goes_on(self) -> None:
        """The money is another side: a take-away is paid first."""
        order = self.made()
        self.pay(order, self.card, 1295)
        self.assertEqual(self.set(order, "confirmed")["status"], "confirmed")
        self.close(self.session, 10000)
        self.assertEqual(self.set(order, "preparing")["status"], "preparing")

    # === FOLLOWING THE KITCHEN === #

    def test_following(self) -> None:
        """Each step on the way is an event; what is behind changes nothing."""
        order = self.made()
        self.assertTrue(self.follow(order, OrderStatus.COOKING))
        steps = [("pending", "confirmed"), ("confirmed", "preparing"), ("preparing", "cooking")]
        self.assertEqual(self.changes(order), steps)
        for behind in (
            OrderStatus.COOKING,
            OrderStatus.PREPARING,
            OrderStatus.CONFIRMED,
            OrderStatus.PENDING,
        ):
            self.assertFalse(self.follow(order, behind))
        self.assertEqual(self.record(order).fynlo_status, "cooking")
        self.assertEqual(self.changes(order), steps)

    def test_nothing_follows_an_end(self) -> None:
        for end in ENDED:
            order = self.made(end)
            for status in OrderStatus:
                self.assertFalse(self.follow(order, status))
            self.assertEqual(self.record(order).fynlo_status, end)
            self.assertEqual(self.changes(order), [])

    # === THE MONEY SIDE === #

    def test_cancelling_and_opening_again(self) -> None:
        """Whatever its status, a cancelled order is cancelled; opened again it begins anew."""
        order = self.made("ready")
        gone = self.command("order.cancel", order_id=order["id"], reason_id=self.reason("void"))
        self.assertEqual(
            (gone["state"], gone["status"], gone["progress"]), ("cancelled", "cancelled", 0)
        )
        [event] = self.event("order.status_changed")
        # The reason is the staff's.
        self.assertEqual((event.payload["previous"], event.payload["note"]), ("ready", None))
        back = self.command("order.reopen", order_id=order["id"], reason_id=self.reason("reopen"))
        self.assertEqual((back["state"], back["status"]), ("open", "pending"))
        self.assertEqual(self.changes(order), [("ready", "cancelled"), ("cancelled", "pending")])

    def test_a_paid_order_that_is_opened_again_stays_where_it_is(self) -> None:
        order = self.made("ready")
        self.pay(order, self.card, 1295)
        back = self.command("order.reopen", order_id=order["id"], reason_id=self.reason("reopen"))
        self.assertEqual((back["state"], back["status"]), ("open", "ready"))

    def test_merging(self) -> None:
        target, other = self.made("preparing"), self.made("confirmed")
        values = {"target_id": target["id"], "orders": [{"order_id": other["id"]}]}
        self.assertEqual(self.command("order.merge", **values)["status"], "preparing")
        self.assertEqual(self.changes(other), [("confirmed", "cancelled")])
        self.assertEqual(self.query("order.get", order_id=other["id"])["status"], "cancelled")

    def test_what_is_split_off_is_as_far(self) -> None:
        order = self.order((self.burger, 1), (self.bread, 1))
        self.record(order).fynlo_status = "preparing"
        checks = [{"lines": [{"line_id": order["lines"][1]["id"]}]}]
        done = self.command("order.split", order_id=order["id"], checks=checks)
        self.assertEqual([item["status"] for item in done["orders"]], ["preparing"])
        [made] = self.events("order.created")[:1]
        self.assertEqual(made["status"], "preparing")

    def test_a_refund_is_completed(self) -> None:
        order = self.order((self.burger, 1))
        self.pay(order, self.card, 1295)
        made = self.command(
            "payment.refund",
            order_id=order["id"],
            amount=self.money(100),
            reason_id=self.reason("refund"),
        )
        refund = self.query("order.get", order_id=made["refund"]["id"])
        self.assertEqual((refund["status"], refund["progress"]), ("completed", 100))

    # === IN ODOO === #

    def test_no_user_writes_it(self) -> None:
        """The events are the history: a status without one cannot be written over RPC."""
        self.person.group_ids += self.env.ref("fynlo_pos_api.group_manager")
        order = self.record(self.made()).with_user(self.person)
        with self.assertRaises(AccessError):
            order.write({"fynlo_status": "completed"})
        with self.assertRaises(AccessError):
            order.copy({"fynlo_status": "completed"})
        self.assertEqual(order.fynlo_status, "pending")

    def test_odoos_own_screens_cancel_it_too(self) -> None:
        self.person.group_ids += self.env.ref("fynlo_pos_api.group_manager")
        order = self.record(self.made("confirmed")).with_user(self.person)
        order.write({"state": "cancel"})
        self.assertEqual(order.fynlo_status, "cancelled")

    def test_orders_from_before_there_was_a_status(self) -> None:
        """The new column holds what the money side tells, and pending for what is open."""
        records = self.env["pos.order"].union(*(self.record(self.made()) for _ in range(4)))
        states = ["draft", "paid", "done", "cancel"]
        self.env.flush_all()
        self.env.cr.execute("ALTER TABLE pos_order ALTER COLUMN fynlo_status DROP NOT NULL")
        for record, state in zip(records, states, strict=True):
            self.env.cr.execute(
                "UPDATE pos_order SET state = %s, fynlo_status = NULL WHERE id = %s",
                [state, record.id],
            )
        self.env["pos.order"]._init_column("fynlo_status")
        self.env.invalidate_all()
        self.assertEqual(
            [record.fynlo_status for record in records],
            ["pending", "completed", "completed", "cancelled"],
        )
