from uuid import uuid4

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from .common import DemoCase

TILLS = {"till_bar": "Bar", "till_dining_room": "Dining room"}


@tagged("post_install", "-at_install")
class TestTills(DemoCase):
    def test_these_two_are_the_only_tills(self) -> None:
        tills = self.env["pos.config"].with_context(active_test=False).search([])
        self.assertEqual(tills.sorted("name").mapped("name"), list(TILLS.values()))

    def test_twenty_tables_on_two_floors(self) -> None:
        tables = self.records("restaurant.table")
        self.assertEqual(len(tables), 20)
        self.assertEqual(sum(tables.mapped("seats")), 74)
        ground, terrace = self.record("floor_ground"), self.record("floor_terrace")
        self.assertEqual((len(ground.table_ids), len(terrace.table_ids)), (12, 8))
        for name in TILLS:
            self.assertEqual(self.record(name).floor_ids, ground | terrace)

    def test_tables_do_not_overlap(self) -> None:
        for floor in self.records("restaurant.floor"):
            tables = list(floor.table_ids)
            for index, one in enumerate(tables):
                for other in tables[index + 1 :]:
                    self.assertFalse(_overlap(one, other), f"{one.display_name}, {other}")

    def test_cash_is_counted_per_till_and_card_is_shared(self) -> None:
        bar, dining_room = (self.record(name).payment_method_ids for name in TILLS)
        self.assertEqual(bar & dining_room, self.record("payment_method_card"))
        self.assertEqual(bar.mapped("type"), ["cash", "bank"])
        self.assertEqual(dining_room.mapped("type"), ["cash", "bank"])
        self.assertEqual(len((bar | dining_room).journal_id), 3)

    def test_who_may_use_a_till(self) -> None:
        for name in TILLS:
            till = self.record(name)
            self.assertEqual(
                set(till.advanced_employee_ids.mapped("fynlo_role")), {"owner", "manager"}
            )
            self.assertEqual(till.basic_employee_ids.mapped("fynlo_role"), ["cashier"])
            self.assertEqual(till.minimal_employee_ids.mapped("fynlo_role"), ["server"] * 2)

    def test_a_manager_opens_each_till(self) -> None:
        manager = self.record("user_manager")
        for name in TILLS:
            till = self.record(name).with_user(manager)
            till.open_ui()
            till.current_session_id.set_opening_control(100, "")
            self.assertEqual(till.current_session_id.state, "opened")

    def test_odoos_own_till_shows_who_may_use_it(self) -> None:
        cashier = self.record("user_cashier")
        till = self.record("till_bar").with_user(cashier)
        till.open_ui()
        people = till.current_session_id.load_data(["hr.employee"])["hr.employee"]
        self.assertEqual(
            {person["name"]: person["_role"] for person in people},
            {
                "Amara Okafor": "manager",
                "Tom Hartley": "manager",
                "Priya Shah": "cashier",
                "Ewan Murray": "minimal",
                "Sofia Rossi": "minimal",
            },
        )

    def test_a_day_reaches_the_books(self) -> None:
        till = self.record("till_dining_room")
        session = _open(till)
        self._sell(session, "dish_steak_ale_pie", "payment_method_cash_dining_room")
        self._sell(session, "dish_sourdough_loaf", "payment_method_card")
        session.post_closing_cash_details(115.00)
        session.update_closing_control_state_session("")
        self.assertTrue(session.close_session_from_ui()["successful"])
        self.assertEqual(session.state, "closed")
        lines = session.move_id.line_ids
        vat = lines.filtered(lambda line: line.tax_line_id)
        sales = lines.filtered(lambda line: line.account_id.code == "400000")
        self.assertEqual((sum(sales.mapped("credit")), sum(vat.mapped("credit"))), (17.00, 2.50))
        self.assertEqual(sum(lines.mapped("debit")), sum(lines.mapped("credit")))

    def _sell(self, session: BaseModel, dish_name: str, method_name: str) -> None:
        dish, method = self.record(dish_name), self.record(method_name)
        taxed = dish.taxes_id.compute_all(dish.list_price, dish.currency_id, 1.0, dish)
        line = {
            "product_id": dish.id,
            "qty": 1,
            "price_unit": dish.list_price,
            "tax_ids": [Command.set(dish.taxes_id.ids)],
            "price_subtotal": taxed["total_excluded"],
            "price_subtotal_incl": taxed["total_included"],
        }
        payment = {"amount": dish.list_price, "payment_method_id": method.id}
        order = {
            "uuid": str(uuid4()),
            "session_id": session.id,
            "lines": [Command.create(line)],
            "payment_ids": [Command.create(payment)],
            "amount_total": taxed["total_included"],
            "amount_tax": taxed["total_included"] - taxed["total_excluded"],
            "amount_paid": dish.list_price,
            "amount_return": 0,
        }
        self.env["pos.order"].sync_from_ui([order])


def _open(till: BaseModel) -> BaseModel:
    """Open a session with a float of £100."""
    till.open_ui()
    till.current_session_id.set_opening_control(100, "")
    return till.current_session_id


def _overlap(one: BaseModel, other: BaseModel) -> bool:
    across = abs(one.position_h - other.position_h) < (one.width + other.width) / 2
    down = abs(one.position_v - other.position_v) < (one.height + other.height) / 2
    return across and down
