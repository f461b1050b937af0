from typing import Any

from odoo.tests import tagged

from ..const import ErrorCode, Role
from ..exceptions import Conflict, Invalid
from .session_case import SessionCase


@tagged("post_install", "-at_install")
class TestSettingsBooks(SessionCase):
    """An owner sets up taxes, ways to pay and the safe, in Odoo's own fields."""

    @classmethod
    def setUpClass(cls) -> None:
        """A second till, and another company with what it could be mistaken for."""
        super().setUpClass()
        cls.terrace = cls._till("Terrace")
        cls.other_company = cls.env["res.company"].create({"name": "Another restaurant"})
        positions = [
            {"name": "Takeaway", "company_id": cls.company.id},
            {"name": "Theirs", "company_id": cls.other_company.id},
        ]
        cls.takeaway, cls.theirs = cls.env["account.fiscal.position"].create(positions)

    def seen(self, role: Role = Role.OWNER, **changes: Any) -> dict[str, Any]:
        """The settings as somebody in a role sees them."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.query("settings.read", self.caller(role, **changes))

    def change(self, **sections: Any) -> dict[str, Any]:
        """Change settings as an owner."""
        return self.command("settings.change", self.caller(Role.OWNER, till_id=None), **sections)

    def assert_refused(self, field: str, **sections: Any) -> None:
        """The refusal names the field, and nothing changes."""
        before = self.seen(till_id=None)
        with self.assertRaises(Invalid) as caught:
            self.change(**sections)
        self.assertEqual([error["field"] for error in caught.exception.errors], [field])
        self.assertEqual(self.seen(till_id=None), before)

    def test_taxes(self) -> None:
        """The tax of new products; what is not sent stays."""
        shown = self.seen()["taxes"]
        self.assertIn(self.standard.id, [tax["id"] for tax in shown["items"]])
        position = {"id": self.takeaway.id, "name": "Takeaway"}
        self.assertIn(position, shown["fiscal_positions"])
        self.assertNotIn("Theirs", [item["name"] for item in shown["fiscal_positions"]])
        changed = self.change(taxes={"default_tax_id": self.zero.id})["taxes"]
        self.assertEqual(changed, shown | {"default_tax_id": self.zero.id})
        self.assertEqual(self.company.account_sale_tax_id, self.zero)
        [event] = self.env["fynlo.event"].search(
            [("name", "=", "settings.changed"), ("company_id", "=", self.company.id)], limit=1
        )
        self.assertEqual(event.payload, {"changed": ["taxes.default_tax_id"]})
        self.assertIsNone(self.change(taxes={"default_tax_id": None})["taxes"]["default_tax_id"])
        bought = self.zero.copy({"type_tax_use": "purchase"})
        self.assert_refused("taxes.default_tax_id", taxes={"default_tax_id": bought.id})
        self.assert_refused("taxes.prices_include_tax", taxes={"prices_include_tax": True})

    def test_taxes_by_type_of_order(self) -> None:
        """The whole list: a type that is not on it is taxed as dining in."""
        taxed = {"order_type": "takeaway", "fiscal_position_id": self.takeaway.id}
        changed = self.change(taxes={"by_order_type": [taxed]})["taxes"]
        self.assertEqual(changed["by_order_type"], [taxed | {"name": "Takeaway"}])
        self.assertEqual(self.company.fynlo_takeaway_fiscal_position_id, self.takeaway)
        wrong = [taxed, {"order_type": "delivery", "fiscal_position_id": self.theirs.id}]
        field = "taxes.by_order_type.1.fiscal_position_id"
        self.assert_refused(field, taxes={"by_order_type": wrong})
        self.assert_refused("taxes.by_order_type", taxes={"by_order_type": [taxed, taxed]})
        dine_in = [taxed | {"order_type": "dine_in"}]
        field = "taxes.by_order_type.0.order_type"
        self.assert_refused(field, taxes={"by_order_type": dine_in})
        pick_up = [taxed | {"order_type": "pick_up"}]
        changed = self.change(taxes={"by_order_type": pick_up})["taxes"]
        self.assertEqual(changed["by_order_type"], [pick_up[0] | {"name": "Takeaway"}])
        self.assertFalse(self.company.fynlo_takeaway_fiscal_position_id)

    def test_ways_to_pay(self) -> None:
        """Renamed, and taken by these tills from now on."""
        patch = {"id": self.card.id, "name": "Cards", "till_ids": [self.till.id, self.terrace.id]}
        methods = {
            item["id"]: item for item in self.change(payment_methods=[patch])["payment_methods"]
        }
        self.assertEqual(methods[self.card.id], patch | {"kind": "card"})
        self.assertIn(self.card, self.terrace.payment_method_ids)
        self.change(payment_methods=[{"id": self.card.id, "till_ids": [self.terrace.id]}])
        own = self.seen(Role.SERVER)["payment_methods"]
        self.assertEqual([item["id"] for item in own], [self.cash.id])
        self.assertEqual(self.card.name, "Cards")

    def test_ways_to_pay_that_are_refused(self) -> None:
        """Cash is of one till alone, each till has one, and no one is of another company."""
        both = [self.till.id, self.terrace.id]
        cash = {"id": self.cash.id, "till_ids": both}
        self.assert_refused("payment_methods.0", payment_methods=[cash])
        none = [{"id": method.id, "till_ids": []} for method in (self.cash, self.card)]
        self.assert_refused("payment_methods.1.till_ids", payment_methods=none)
        their_till = (
            self.env["pos.config"]
            .with_company(self.other_company)
            .create(
                {
                    "name": "Their till",
                    "company_id": self.other_company.id,
                    "payment_method_ids": [],
                }
            )
        )
        wrong = [{"id": self.card.id, "till_ids": [their_till.id]}]
        self.assert_refused("payment_methods.0.till_ids", payment_methods=wrong)
        self.card.company_id = self.other_company
        self.till.payment_method_ids = self.cash
        wrong = [{"id": self.card.id, "name": "Ours"}]
        self.assert_refused("payment_methods.0.id", payment_methods=wrong)

    def test_not_while_a_till_that_takes_it_is_open(self) -> None:
        """Nor one that is to take it; what changes nothing passes."""
        self.open()
        before = self.seen(till_id=None)
        card = {"id": self.card.id}
        their_card = {"id": self.terrace.payment_method_ids[1].id}
        for patch in (
            card | {"name": "Cards"},
            card | {"till_ids": []},
            their_card | {"till_ids": [self.till.id, self.terrace.id]},
        ):
            with self.assertRaises(Conflict) as caught:
                self.change(payment_methods=[patch])
            self.assertEqual(caught.exception.code, ErrorCode.OPERATION_REFUSED)
            self.assertEqual(self.seen(till_id=None), before)
        same = card | {"name": "Card", "till_ids": [self.till.id]}
        self.assertEqual(self.change(payment_methods=[same]), before)

    def test_the_safe(self) -> None:
        """Its account takes what is dropped into it; null takes it away."""
        account = self._account("asset_cash", "Safe")
        changed = self.change(sessions={"safe_account_id": account.id})
        self.assertEqual(changed["sessions"]["safe_account_id"], account.id)
        self.assertEqual(self.company.fynlo_safe_account_id, account)
        self.change(sessions={"blind_close": True})
        self.assertEqual(self.company.fynlo_safe_account_id, account)
        theirs = account.with_company(self.other_company).create(
            {"name": "Safe", "code": "SAFE9", "company_ids": self.other_company.ids}
        )
        self.assert_refused("sessions.safe_account_id", sessions={"safe_account_id": theirs.id})
        changed = self.change(sessions={"safe_account_id": None})
        self.assertIsNone(changed["sessions"]["safe_account_id"])
