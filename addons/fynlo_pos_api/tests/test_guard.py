from types import SimpleNamespace

from odoo.tests import TransactionCase, tagged
from odoo.tools import mute_logger

from ..realtime import guard


@tagged("post_install", "-at_install")
class TestGuard(TransactionCase):
    """The thread that watches over websockets. That it closes them is proved in tests/e2e."""

    @mute_logger("odoo.addons.fynlo_pos_api.realtime.guard")
    def test_a_database_that_fails_keeps_no_other_from_being_looked_at(self) -> None:
        sockets = [SimpleNamespace(database=name) for name in ("gone", "here", "gone", "there")]
        looked_at = []

        def check(database: str, group: list[SimpleNamespace]) -> None:
            if database == "gone":
                raise KeyError(database)
            looked_at.append((database, len(group)))

        self.assertEqual(list(guard._each(sockets, check)), [False, True, True])
        self.assertEqual(looked_at, [("here", 1), ("there", 1)])
