"""Employees, as the PIN screen shows them."""

from ..const import Role
from .common import Id, Schema


class Employee(Schema):
    """An employee who may sign in."""

    id: Id
    name: str
    role: Role


class Employees(Schema):
    """Employees; there are few, so there is one page."""

    items: list[Employee]
    next_cursor: str | None = None
