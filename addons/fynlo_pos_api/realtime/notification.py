"""A message on Odoo's bus, as it is in the database."""

from typing import NamedTuple


class Notification(NamedTuple):
    """A row of bus_bus; `message` is JSON text: {"type": ..., "payload": ...}."""

    id: int
    message: str
