from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import Forbidden, Invalid, NotFound, VersionConflict
from .common import RestaurantCase


@tagged("post_install", "-at_install")
class TestServiceChargeRules(RestaurantCase):
    """The rules of service charges, as the owner keeps them."""

    def add(self, role: Role = Role.OWNER, **values: Any) -> Any:
        """Make a rule: 12.5 %."""
        values = {"name": "Service", "percent": 12.5, **values}
        return self.run_command("service_charge.create", values, role)

    def change(self, rule: dict[str, Any], **values: Any) -> Any:
        """Change a rule."""
        values["service_charge_id"] = rule["id"]
        return self.run_command("service_charge.change", values, Role.OWNER)

    def money(self, amount: int, currency: str | None = None) -> dict[str, Any]:
        """An amount in the company's currency."""
        return {"amount": amount, "currency": currency or self.company.currency_id.name}

    def listed(self) -> list[dict[str, Any]]:
        """The rules as a server sees them."""
        items: list[dict[str, Any]] = self.run_query("service_charge.list", {}, Role.SERVER)[
            "items"
        ]
        return items

    def test_a_rule_is_made_and_changed(self) -> None:
        before = self.listed()
        rule = self.add(minimum_covers=6, order_types=["dine_in", "delivery"])
        expected = {
            "percent": 12.5,
            "amount": None,
            "amount_per_cover": None,
            "minimum_covers": 6,
            "order_types": ["dine_in", "delivery"],
            "tax_ids": [],
            "removable": True,
            "active": True,
            "version": 1,
        }
        self.assertEqual({name: rule[name] for name in expected}, expected)
        changed = self.change(rule, amount_per_cover=self.money(150), base_version=1)
        self.assertEqual((changed["percent"], changed["amount_per_cover"]), (None, self.money(150)))
        self.assertEqual((changed["minimum_covers"], changed["version"]), (6, 2))
        off = self.change(rule, active=False)
        self.assertEqual(self.listed(), [*before, off])
        self.assertEqual(len(self.events("service_charge.changed")), 2)

    def test_a_stale_change_is_refused(self) -> None:
        rule = self.add()
        current = self.change(rule, name="Optional service")
        with self.assertRaises(VersionConflict) as caught:
            self.change(rule, name="Service", base_version=1)
        self.assertEqual(caught.exception.extra["current"], current)
        self.assertIn(current, self.listed())

    def test_what_is_wrong_is_named(self) -> None:
        before = self.listed()
        for field, values in (
            ("body", {"percent": None}),
            ("body", {"amount": self.money(1)}),
            ("percent", {"percent": 101}),
            ("order_types", {"order_types": []}),
            ("tax_ids.0", {"tax_ids": [2_000_000_000]}),
            ("amount.currency", {"percent": None, "amount": self.money(1, "XAF")}),
            ("amount.amount", {"percent": None, "amount": self.money(0)}),
        ):
            with self.assertRaises(Invalid) as caught:
                self.add(**values)
            self.assertEqual(caught.exception.errors[0]["field"], field)
        self.assertEqual(self.listed(), before)

    def test_only_an_owner_and_only_ones_own(self) -> None:
        before = self.listed()
        with self.assertRaises(Forbidden):
            self.add(Role.MANAGER)
        theirs = self.env["fynlo.service.charge"].create({"company_id": self.other_company.id})
        with self.assertRaises(NotFound):
            self.change({"id": theirs.id}, active=False)
        self.assertTrue(theirs.active)
        self.assertEqual(self.listed(), before)
