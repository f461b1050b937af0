from odoo.tests import tagged

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.exceptions import MalformedRequest, NotFound

from .kitchen_case import KitchenCase


@tagged("post_install", "-at_install")
class TestKitchenTickets(KitchenCase):
    """What the screens show."""

    def shown(self, station: object, **values: object) -> list[dict]:
        """The tickets of a station, as a cook sees them."""
        found = self.query("kitchen.orders", self.cook(), station_id=station.id, **values)
        return found["items"]

    def test_a_ticket(self) -> None:
        """All that it says."""
        guest = self.env["res.partner"].create({"name": "Ann", "fynlo_allergy_note": "Nuts"})
        order = self.order(
            (self.burger, 2), table_id=self.one.id, covers=3, customer_id=guest.id, note="Quick"
        )
        self.send(order)
        [ticket] = self.shown(self.grill)
        record = self.tickets(order, self.grill)
        expected = {
            "id": record.uuid,
            "version": 1,
            "station_id": self.grill.id,
            "state": "new",
            "send_number": 1,
            "course": None,
            "order_id": order["id"],
            "number": order["number"],
            "order_type": "dine_in",
            "table": self.one.display_name,
            "moved_from": None,
            "covers": 3,
            "employee": "Kim",
            "note": "Quick",
            "allergies": {"allergens": [], "note": "Nuts"},
            "age_seconds": 0,
            "age": "on_time",
            "is_rushed": False,
            "recalls": 0,
            "undo_until": None,
        }
        self.assertEqual({name: ticket[name] for name in expected}, expected)
        [line] = ticket["lines"]
        self.assertEqual(
            (line["name"], line["quantity"], line["kind"], line["state"], line["stations"]),
            ("Burger", 2, "added", "new", []),
        )
        self.assertEqual(line["order_line_id"], order["lines"][0]["id"])

    def test_the_oldest_first_with_its_age(self) -> None:
        """By the station's thresholds: 5 and 10 minutes."""
        ages = []
        for seconds in (300, 300, 0):
            self.sent((self.burger, 1))
            self.wait(seconds)
        for ticket in self.shown(self.grill):
            ages.append((ticket["age_seconds"], ticket["age"]))
        self.assertEqual(ages, [(600, "late"), (300, "warn"), (0, "on_time")])

    def test_pages(self) -> None:
        """A page at a time; a cursor that is none is refused."""
        orders = [self.sent((self.beer, 1)) for _ in range(3)]
        found = self.query("kitchen.orders", self.cook(), station_id=self.bar.id, limit=2)
        rest = self.query(
            "kitchen.orders",
            self.cook(),
            station_id=self.bar.id,
            limit=2,
            cursor=found["next_cursor"],
        )
        ids = [item["order_id"] for item in found["items"] + rest["items"]]
        self.assertEqual(ids, [order["id"] for order in orders])
        self.assertEqual(rest["next_cursor"], None)
        with self.assertRaises(MalformedRequest):
            self.query("kitchen.orders", self.cook(), cursor="x")

    def test_completed_and_held(self) -> None:
        """The recall list has the last one first."""
        orders = [self.sent((self.beer, 1)) for _ in range(2)]
        for order in orders:
            self.work("complete", self.tickets(order))
            self.wait(10)
        done = self.shown(self.bar, state="completed")
        self.assertEqual([item["order_id"] for item in done], [orders[1]["id"], orders[0]["id"]])
        self.assertEqual(self.shown(self.bar), [])
        lines = [{"product_id": self.beer.id, "course": course} for course in (1, 2)]
        meal = self.command("order.create", lines=lines)
        self.send(meal)
        [held] = self.shown(self.bar, state="held")
        self.assertEqual((held["course"], held["sent_at"], held["age_seconds"]), (2, None, 0))

    def test_the_expo_sees_how_far_the_others_are(self) -> None:
        """Each dish with the stations that make it."""
        order = self.sent((self.burger, 1), (self.bread, 1))
        self.work("start", self.tickets(order, self.grill))
        [ticket] = self.shown(self.expo)
        made = {line["name"]: line["stations"] for line in ticket["lines"]}
        grill = {"station_id": self.grill.id, "name": "Grill", "state": "started"}
        self.assertEqual(made, {"Burger": [grill], "Bread": []})

    def test_all_day_counts(self) -> None:
        """What is left to make, most first; what is on hold beside it."""
        lines = [{"product_id": self.beer.id, "course": course} for course in (1, 2)]
        self.send(self.command("order.create", lines=lines))
        order = self.sent((self.beer, 3))
        self.void(order, quantity=1)
        self.work("complete", self.tickets(self.sent((self.beer, 5))))
        summary = self.query("kitchen.summary", self.cook(), station_id=self.bar.id)
        beer = {"product_id": self.beer.id, "name": "Beer", "quantity": 3, "held": 1}
        self.assertEqual(summary["items"], [beer])
        self.assertEqual((summary["open_tickets"], summary["late_tickets"]), (2, 0))
        self.wait(self.bar.late_seconds)
        summary = self.query("kitchen.summary", self.cook(), station_id=self.bar.id)
        self.assertEqual(summary["late_tickets"], 2)

    def made(self) -> list[tuple[float, list[tuple[str, str]]]]:
        """(quantity, how far it is at which stations) of each line at the expo."""
        [ticket] = self.shown(self.expo)
        return [
            (line["quantity"], [(made["name"], made["state"]) for made in line["stations"]])
            for line in ticket["lines"]
        ]

    def test_more_of_a_dish_at_the_expo(self) -> None:
        """Each line says once how far it is at the grill: as far as what came with it."""
        order = self.sent((self.burger, 1))
        line_id = order["lines"][0]["id"]
        self.bump(self.tickets(order, self.grill).line_ids)
        self.run_command("order.change_line", order_id=order["id"], line_id=line_id, quantity=3)
        self.assertEqual(self.made(), [(1, [("Grill", "done")]), (2, [("Grill", "new")])])
        self.work("complete", self.tickets(order, self.grill)[-1])
        self.assertEqual(self.made(), [(1, [("Grill", "done")]), (2, [("Grill", "done")])])

    def test_stations(self) -> None:
        """All of the company; on a station's screen, its own."""
        self.sent((self.burger, 1))
        found = self.query("kitchen.stations", self.cook())
        self.assertEqual(
            [(item["name"], item["kind"], item["open_tickets"]) for item in found["items"]],
            [("Grill", "preparation", 1), ("Bar", "preparation", 0), ("Expo", "expo", 1)],
        )
        self.assertEqual(found["undo_seconds"], 30)
        own = self.query("kitchen.stations", self.cook(station_id=self.bar.id))
        self.assertEqual([item["name"] for item in own["items"]], ["Bar"])

    def test_a_screen_sees_its_own_station(self) -> None:
        """Nothing of the others, whatever it asks for."""
        order = self.sent((self.burger, 1), (self.beer, 1))
        screen = self.cook(station_id=self.bar.id)
        seen = self.query("kitchen.orders", screen)["items"]
        self.assertEqual([item["station_id"] for item in seen], [self.bar.id])
        with self.assertRaises(NotFound):
            self.query("kitchen.orders", screen, station_id=self.grill.id)
        with self.assertRaises(NotFound):
            self.query("kitchen.summary", screen, station_id=self.grill.id)
        of_order = self.query("kitchen.orders", screen, order_id=order["id"])["items"]
        self.assertEqual(len(of_order), 1)

    def test_a_till_sees_its_own_orders(self) -> None:
        """Of the same stations."""
        self.sent((self.beer, 1))
        elsewhere = self.caller(Role.SERVER, till_id=self._till("Elsewhere").id)
        self.assertEqual(self.query("kitchen.orders", elsewhere)["items"], [])
        self.assertEqual(len(self.query("kitchen.orders", self.caller(Role.SERVER))["items"]), 1)

    def test_pick_up(self) -> None:
        """Those that guests fetch: in the making, ready, and no other."""
        orders = [self.sent((self.beer, 1), order_type="takeaway") for _ in range(2)]
        self.sent((self.beer, 1))
        self.work("complete", self.tickets(orders[0]))
        found = self.query("kitchen.pickup", self.caller(Role.SERVER))
        self.assertEqual(
            found,
            {
                "preparing": [{"number": orders[1]["number"], "order_type": "takeaway"}],
                "ready": [{"number": orders[0]["number"], "order_type": "takeaway"}],
            },
        )
        self.run_command("order.set_status", order_id=orders[0]["id"], status="completed")
        self.assertEqual(self.query("kitchen.pickup", self.caller(Role.SERVER))["ready"], [])
