from collections.abc import Callable

from odoo.tests import tagged

from .session_case import SessionCase

# What an order without discounts, charges and reasons never asks for.
NOT_READ = ("fynlo_order_adjustment", "fynlo_service_charge", "fynlo_reason", "fynlo_role_limit")


@tagged("post_install", "-at_install")
class TestOrderQueries(SessionCase):
    """How many statements a plain order costs, once the catalogue is kept."""

    def statements(self, work: Callable[[], object]) -> list[str]:
        """What a command sends to the database as a request of its own."""
        self.env.flush_all()
        self.env.invalidate_all()
        found: list[str] = []
        execute = type(self.env.cr).execute

        def recording(cursor: object, query: object, *args: object, **values: object) -> object:
            found.append(str(getattr(query, "code", query)))
            return execute(cursor, query, *args, **values)

        self.patch(type(self.env.cr), "execute", recording)
        work()
        self.env.flush_all()
        self.patch(type(self.env.cr), "execute", execute)
        return found

    def check(self, work: Callable[[], object], most: int) -> None:
        """At most so many, and none of what only discounts and charges need."""
        found = self.statements(work)
        self.assertLessEqual(len(found), most, "\n".join(found))
        read = [item for item in found if any(f' FROM "{name}"' in item for name in NOT_READ)]
        self.assertEqual(read, [])

    def test_a_plain_order_costs_what_it_did(self) -> None:
        """Though the company has a rule for service charges that the order does not meet."""
        self.env["fynlo.service.charge"].create({"minimum_covers": 6})
        self.open()
        paid = [{"method_id": self.card.id, "amount": self.money(1295)}]
        # The first order gives the till its sequence, and the next ones keep the catalogue.
        for payments in ([], paid, paid):
            self.order((self.burger, 1), payments=payments)
            self.order((self.bread, 1))
            self.env.flush_all()
            self.env.invalidate_all()
        made = self.order((self.burger, 1))
        more = [{"product_id": self.bread.id}]
        for most, work in (
            (14, lambda: self.order((self.burger, 1), (self.bread, 1))),
            (22, lambda: self.order((self.burger, 1), payments=paid)),
            (17, lambda: self.command("order.add_lines", order_id=made["id"], lines=more)),
        ):
            self.check(work, most)
