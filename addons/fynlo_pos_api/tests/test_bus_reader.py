import time
from unittest.mock import patch

from odoo.tests import BaseCase

from ..realtime.history import KEPT_SECONDS
from ..realtime.reader import MOST_ROWS, BusReader, Row


def row(number: int) -> Row:
    """A row of the bus."""
    return Row(number, '["db","a"]', "{}")


class TestBusReader(BaseCase):
    """Which ids the hub still waits for. That it reads them is proved on a running server."""

    def setUp(self) -> None:
        super().setUp()
        self.reader = BusReader("nowhere")
        self.reader._highest = 10

    def note(self, *numbers: int) -> None:
        self.reader._note([row(number) for number in numbers], time.monotonic())

    def missing(self) -> list[int]:
        return sorted(self.reader._missing)

    def test_ids_that_are_passed_over_are_waited_for(self) -> None:
        self.note(11, 14)
        self.assertEqual((self.reader._highest, self.missing()), (14, [12, 13]))
        self.note(13, 15)
        self.assertEqual((self.reader._highest, self.missing()), (15, [12]))

    def test_a_jump_of_the_sequence_is_not_waited_for(self) -> None:
        self.note(1_000_000)
        self.assertEqual((self.reader._highest, self.missing()), (1_000_000, []))

    def test_a_reading_forgets_what_can_hardly_come_any_more(self) -> None:
        self.reader._missing = {7: time.monotonic() - KEPT_SECONDS - 1, 8: time.monotonic()}
        with patch.object(self.reader, "_connected") as connected:
            cursor = connected.return_value.cursor.return_value.__enter__.return_value
            cursor.fetchall.return_value = [(8, '["db","a"]', "{}")]
            self.assertEqual(self.reader.new_rows(), [row(8)])
        self.assertEqual(cursor.execute.call_args.args[1], [10, [8], MOST_ROWS])
        self.assertEqual(self.missing(), [])
