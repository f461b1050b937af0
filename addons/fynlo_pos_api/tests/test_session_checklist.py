from typing import Any

from odoo.models import BaseModel

from ..exceptions import Conflict, NotFound
from .session_case import SessionCase


class TestChecklist(SessionCase):
    """What is left to do before the closing."""

    def _left(self, session: BaseModel) -> dict[str, tuple[int, bool]]:
        self.found = self.query("session.checklist", session_id=session.id)
        return {item["code"]: (item["count"], item["blocking"]) for item in self.found["items"]}

    def test_a_quiet_till_is_ready_once_it_is_counted(self) -> None:
        session = self.open(100)
        self.assertEqual(self._left(session), {"cash_not_counted": (1, False)})
        self.assertTrue(self.found["ready"])
        counted = self.money(100)
        self.command("session.count_cash", session_id=session.id, counted_cash=counted)
        self.assertEqual(self._left(session), {})

    def test_orders_block(self) -> None:
        session = self.open(0)
        self.order()
        open_order = self.order((self.burger, 1))
        part_paid = self.order((self.burger, 1))
        self.pay(part_paid, self.card, 500)
        left = self._left(session)
        self.assertEqual((left["open_orders"], left["part_paid_orders"]), ((1, True), (1, True)))
        self.assertFalse(self.found["ready"])

        self.pay(open_order, self.card, 1295)
        self.pay(part_paid, self.card, 795)
        self.assertEqual(self._left(session), {"cash_not_counted": (1, False)})
        self.close(session, 0)
        with self.assertRaises(Conflict):
            self._left(session)

    def test_payments_that_wait_are_told(self) -> None:
        session = self.open(0)
        self.pay(self.order((self.bread, 1)), self.card, 310)
        payment = session.order_ids.payment_ids
        payment.payment_status = "waiting"
        self.assertEqual(self._left(session)["unsettled_payments"], (1, False))
        payment.payment_status = "done"
        self.assertNotIn("unsettled_payments", self._left(session))

    def test_guests_at_a_table_are_told(self) -> None:
        self.till.module_pos_restaurant = True
        floor = self.env["restaurant.floor"].create({"name": "Hall"})
        floor.pos_config_ids = self.till
        values: dict[str, Any] = {"floor_id": floor.id, "table_number": 7, "seats": 4}
        table = self.env["restaurant.table"].create(values)
        session = self.open(0)
        self.assertNotIn("tables_seated", self._left(session))
        self.order((self.burger, 1), table_id=table.id)
        self.assertEqual(self._left(session)["tables_seated"], (1, False))

    def test_another_tills_session_is_not_found(self) -> None:
        session = self.open(0)
        self.till = self._till("Terrace")
        with self.assertRaises(NotFound):
            self._left(session)
