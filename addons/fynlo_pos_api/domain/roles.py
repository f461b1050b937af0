"""Which scopes each role has. A device without a person has only DEVICE_SCOPES, and a guest with
the token of his order only GUEST_SCOPES.
"""

from ..const import Role, Scope

_SERVER = frozenset(
    {
        Scope.AVAILABILITY_WRITE,
        Scope.CUSTOMERS_READ,
        Scope.CUSTOMERS_WRITE,
        Scope.EMPLOYEES_READ,
        Scope.KITCHEN_READ,
        Scope.KITCHEN_WRITE,
        Scope.MENU_READ,
        Scope.ORDER_STATUS_READ,
        Scope.ORDER_STATUS_WRITE,
        Scope.ORDERS_READ,
        Scope.ORDERS_WRITE,
        Scope.PAYMENTS_READ,
        Scope.SERVICE_REQUESTS_READ,
        Scope.SERVICE_REQUESTS_WRITE,
        Scope.SESSIONS_READ,
        Scope.SETTINGS_READ,
        Scope.TABLES_READ,
        Scope.TABLES_WRITE,
    }
)
_CASHIER = _SERVER | {Scope.PAYMENTS_WRITE, Scope.SESSIONS_WRITE}
_MANAGER = _CASHIER | {
    Scope.DEVICES_READ,
    Scope.DEVICES_WRITE,
    Scope.EMPLOYEES_WRITE,
    Scope.MENU_WRITE,
    Scope.REPORTS_READ,
}

DEVICE_SCOPES = frozenset(
    {
        Scope.EMPLOYEES_READ,
        Scope.MENU_READ,
        Scope.SERVICE_REQUESTS_READ,
        Scope.SESSIONS_READ,
        Scope.SETTINGS_READ,
        Scope.TABLES_READ,
    }
)

GUEST_SCOPES = frozenset({Scope.ORDER_STATUS_READ, Scope.SERVICE_REQUESTS_WRITE})

SCOPES: dict[Role, frozenset[Scope]] = {
    Role.OWNER: frozenset(Scope),
    Role.MANAGER: _MANAGER,
    Role.CASHIER: _CASHIER,
    Role.SERVER: _SERVER,
    Role.KITCHEN: frozenset(
        {
            Scope.AVAILABILITY_WRITE,
            Scope.KITCHEN_READ,
            Scope.KITCHEN_WRITE,
            Scope.MENU_READ,
            Scope.ORDER_STATUS_READ,
            Scope.ORDER_STATUS_WRITE,
            Scope.ORDERS_READ,
            Scope.SETTINGS_READ,
        }
    ),
    Role.ACCOUNTANT: frozenset(
        {
            Scope.CUSTOMERS_READ,
            Scope.ORDER_STATUS_READ,
            Scope.ORDERS_READ,
            Scope.PAYMENTS_READ,
            Scope.REPORTS_READ,
            Scope.SESSIONS_READ,
            Scope.SETTINGS_READ,
        }
    ),
    Role.CUSTOMER: frozenset({Scope.ORDER_STATUS_READ}),
}

# Those who work here.
STAFF: tuple[Role, ...] = tuple(role for role in Role if role is not Role.CUSTOMER)


def group_of(role: Role) -> str:
    """The Odoo group (XML id) that the role is; a customer is a user of Odoo's portal.

    >>> group_of(Role.OWNER), group_of(Role.CUSTOMER)
    ('fynlo_pos_api.group_owner', 'base.group_portal')
    """
    return "base.group_portal" if role is Role.CUSTOMER else f"fynlo_pos_api.group_{role}"


def strongest(roles: set[Role]) -> Role | None:
    """The role that counts for somebody in several groups: the first in the order of Role."""
    return next((role for role in Role if role in roles), None)
