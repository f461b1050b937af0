"""Which scopes each role has. A device without a person has only DEVICE_SCOPES."""

from ..const import Role, Scope

_SERVER = frozenset(
    {
        Scope.EMPLOYEES_READ,
        Scope.MENU_READ,
        Scope.ORDERS_READ,
        Scope.ORDERS_WRITE,
        Scope.PAYMENTS_READ,
        Scope.SESSIONS_READ,
    }
)
_CASHIER = _SERVER | {Scope.PAYMENTS_WRITE, Scope.SESSIONS_WRITE}
_MANAGER = _CASHIER | {
    Scope.DEVICES_READ,
    Scope.DEVICES_WRITE,
    Scope.MENU_WRITE,
    Scope.REPORTS_READ,
}

DEVICE_SCOPES = frozenset({Scope.EMPLOYEES_READ, Scope.MENU_READ, Scope.SESSIONS_READ})

SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: frozenset(Scope),
    Role.MANAGER: _MANAGER,
    Role.CASHIER: _CASHIER,
    Role.SERVER: _SERVER,
    Role.KITCHEN: frozenset({Scope.MENU_READ, Scope.ORDERS_READ}),
    Role.ACCOUNTANT: frozenset(
        {Scope.ORDERS_READ, Scope.PAYMENTS_READ, Scope.REPORTS_READ, Scope.SESSIONS_READ}
    ),
}


def strongest(roles: set[Role]) -> Role | None:
    """The role that counts for somebody in several groups: the first in the order of Role."""
    return next((role for role in Role if role in roles), None)
