import doctest
from unittest import TestCase

from ..const import Role, Scope
from ..domain import roles
from ..domain.roles import GUEST_SCOPES, SCOPES, STAFF


class TestRoles(TestCase):
    """Which scopes each role has."""

    def test_examples(self) -> None:
        self.assertEqual(doctest.testmod(roles).failed, 0)

    def test_who_does_not_work_here_reads_how_far_an_order_is(self) -> None:
        self.assertEqual(set(Role) - set(STAFF), {Role.CUSTOMER})
        self.assertEqual(SCOPES[Role.CUSTOMER], {Scope.ORDER_STATUS_READ})
        self.assertEqual(GUEST_SCOPES, {Scope.ORDER_STATUS_READ, Scope.SERVICE_REQUESTS_WRITE})

    def test_whoever_reads_orders_reads_how_far_they_are(self) -> None:
        for role in STAFF:
            reads = Scope.ORDERS_READ in SCOPES[role]
            self.assertEqual(reads, Scope.ORDER_STATUS_READ in SCOPES[role], role)
