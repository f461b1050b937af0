from datetime import timedelta

from psycopg2.errors import InsufficientPrivilege

from odoo import fields
from odoo.tools import mute_logger

from ..models.fynlo_event import RETENTION_PARAMETER
from .common import RestaurantCase


class TestEvents(RestaurantCase):
    """The outbox: written once, counted per record, deleted by nobody but the retention job."""

    def event(self) -> int:
        self.run_command("menu.create_category", {"name": "Soups"})
        return self.events("menu.category_created")[-1].id

    def age(self, event_id: int, days: int) -> None:
        """Make an event older, past the trigger that forbids it to everybody."""
        self.env.cr.execute("ALTER TABLE fynlo_event DISABLE TRIGGER fynlo_event_no_change")
        self.env.cr.execute(
            "UPDATE fynlo_event SET occurred_at = %s WHERE id = %s",
            [fields.Datetime.now() - timedelta(days=days), event_id],
        )
        self.env.cr.execute("ALTER TABLE fynlo_event ENABLE TRIGGER fynlo_event_no_change")

    def there(self, event_id: int) -> bool:
        self.env.cr.execute("SELECT 1 FROM fynlo_event WHERE id = %s", [event_id])
        return bool(self.env.cr.fetchone())

    def test_the_database_refuses_every_change(self) -> None:
        event_id = self.event()
        for statement in (
            "UPDATE fynlo_event SET name = 'other' WHERE id = %s",
            "DELETE FROM fynlo_event WHERE id = %s",
            "TRUNCATE fynlo_event -- %s",
        ):
            with (
                self.subTest(statement),
                mute_logger("odoo.sql_db"),
                self.assertRaises(InsufficientPrivilege),
                self.cr.savepoint(),
            ):
                self.env.cr.execute(statement, [event_id])
        self.env.cr.execute("SELECT name FROM fynlo_event WHERE id = %s", [event_id])
        self.assertEqual(self.env.cr.fetchone()[0], "menu.category_created")

    def test_the_retention_job_takes_the_old_ones_only(self) -> None:
        old, new = self.event(), self.event()
        self.env["ir.config_parameter"].set_param(RETENTION_PARAMETER, "30")
        self.age(old, 31)
        self.age(new, 29)
        self.env["fynlo.event"]._delete_expired()
        self.assertEqual((self.there(old), self.there(new)), (False, True))
        deleted_to = self.env["fynlo.event"]._deleted_to()
        self.env.cr.execute("SELECT xid FROM fynlo_event WHERE id = %s", [new])
        # One transaction made both.
        self.assertEqual(self.env.cr.fetchone()[0], deleted_to)

    def test_after_the_retention_job_nothing_can_be_deleted_again(self) -> None:
        event_id = self.event()
        self.env["fynlo.event"]._delete_expired()
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(InsufficientPrivilege),
            self.cr.savepoint(),
        ):
            self.env.cr.execute("DELETE FROM fynlo_event WHERE id = %s", [event_id])
        self.assertTrue(self.there(event_id))

    def test_versions_count_the_events_of_a_record(self) -> None:
        category = self.env["pos.category"].create({"name": "Soups"})
        service = self.service("fynlo.menu")
        for _ in range(3):
            service._emit("menu.category_created", category, {})
        self.env["fynlo.outbox"]._publish(service._run.events)
        found = self.events("menu.category_created")
        self.assertEqual([event.version for event in found], [1, 2, 3])
        self.assertEqual(category.fynlo_version, 3)
        self.assertEqual([event.id for event in found], sorted(event.id for event in found))
