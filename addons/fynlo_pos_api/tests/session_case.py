"""What the tests of sessions and of payment reports share: a till, two dishes, people."""

import json
from typing import Any
from uuid import uuid4

from odoo.fields import Command
from odoo.models import BaseModel
from odoo.tests import TransactionCase

from ..const import CALLER, Role
from ..domain.caller import Caller
from ..domain.roles import SCOPES


class SessionCase(TransactionCase):
    """A till that takes cash and card, with a dish at 20 % tax and one at 0 %, tax included."""

    @classmethod
    def setUpClass(cls) -> None:
        """Make the till, the dishes, and a person without any right in Odoo."""
        super().setUpClass()
        cls.company = cls.env.company
        cls.company.write(
            {
                "fynlo_timezone": "Europe/London",
                "fynlo_business_day_hour": 4,
                "point_of_sale_update_stock_quantities": "closing",
            }
        )
        cls.standard = cls._tax("Standard", 20)
        cls.zero = cls._tax("Zero", 0)
        cls.burger = cls._dish("Burger", 12.95, cls.standard)
        cls.bread = cls._dish("Bread", 3.10, cls.zero)
        cls.till = cls._till("Bar")
        cls.cash, cls.card = cls.till.payment_method_ids
        cls.person = cls.env["res.users"].create({"name": "Kim", "login": f"kim-{uuid4()}"})
        cls.employee = cls.env["hr.employee"].create({"name": "Kim"})

    @classmethod
    def _tax(cls, name: str, rate: float) -> BaseModel:
        account = cls._account("liability_current", f"VAT {name}")
        repartition = [
            Command.clear(),
            Command.create({"repartition_type": "base"}),
            Command.create({"repartition_type": "tax", "account_id": account.id}),
        ]
        return cls.env["account.tax"].create(
            {
                "name": f"{name} of the test",
                "amount": rate,
                "price_include_override": "tax_included",
                "type_tax_use": "sale",
                "invoice_repartition_line_ids": repartition,
                "refund_repartition_line_ids": repartition,
            }
        )

    @classmethod
    def _account(cls, account_type: str, name: str) -> BaseModel:
        return cls.env["account.account"].create(
            {"name": name, "code": f"F{uuid4().hex[:9]}", "account_type": account_type}
        )

    @classmethod
    def _dish(cls, name: str, price: float, tax: BaseModel) -> BaseModel:
        template = cls.env["product.template"].create(
            {
                "name": name,
                "list_price": price,
                "taxes_id": [Command.set(tax.ids)],
                "available_in_pos": True,
                "type": "consu",
            }
        )
        return template.product_variant_id

    @classmethod
    def _till(cls, name: str) -> BaseModel:
        journals = cls.env["account.journal"]
        cash, card = (
            journals.create(
                {
                    "name": f"{kind} {name}",
                    "type": kind,
                    "code": uuid4().hex[:5],
                    "profit_account_id": cls._account("income_other", "Cash over").id,
                    "loss_account_id": cls._account("expense", "Cash short").id,
                }
            )
            for kind in ("cash", "bank")
        )
        outstanding = cls._account("asset_current", "Outstanding cards")
        outstanding.reconcile = True
        methods = cls.env["pos.payment.method"].create(
            [
                {"name": "Cash", "journal_id": cash.id},
                {
                    "name": "Card",
                    "journal_id": card.id,
                    "outstanding_account_id": outstanding.id,
                },
            ]
        )
        return cls.env["pos.config"].create(
            {"name": name, "payment_method_ids": [Command.set(methods.ids)]}
        )

    def caller(self, role: Role = Role.MANAGER, **changes: Any) -> Caller:
        """Whoever calls: an employee on the till, in a role."""
        values = {
            "user_id": self.person.id,
            "company_id": self.company.id,
            "scopes": SCOPES[role],
            "role": role,
            "till_id": self.till.id,
            "employee_id": self.employee.id,
        }
        return Caller(**{**values, **changes})

    def runner(self, caller: Caller | None = None) -> BaseModel:
        """The runner, for a caller."""
        caller = caller or self.caller()
        context = {CALLER: caller, "allowed_company_ids": [caller.company_id]}
        return self.env["fynlo.runner"].with_user(caller.user_id).with_context(**context)

    def command(self, name: str, caller: Caller | None = None, **values: Any) -> dict[str, Any]:
        """Run a command under a new key and give back its reply."""
        reply = self.runner(caller)._command(name, values, str(uuid4()))
        return json.loads(reply.body)

    def query(self, name: str, caller: Caller | None = None, **values: Any) -> dict[str, Any]:
        """Run a query and give back its reply."""
        return self.runner(caller)._query(name, values).model_dump(mode="json", by_alias=True)

    def money(self, amount: int) -> dict[str, Any]:
        """An amount in pence, or in what the till takes."""
        return {"amount": amount, "currency": self.till.currency_id.name}

    def open(self, opening_float: int = 10000, **values: Any) -> BaseModel:
        """Open the till; the session's record."""
        session = self.command("session.open", opening_float=self.money(opening_float), **values)
        return self.env["pos.session"].browse(session["id"])

    def close(self, session: BaseModel, counted: int, **values: Any) -> dict[str, Any]:
        """Close the session with so much cash in the drawer."""
        counted_cash = self.money(counted)
        return self.command(
            "session.close", session_id=session.id, counted_cash=counted_cash, **values
        )

    def order(self, *dishes: tuple[BaseModel, int], **values: Any) -> dict[str, Any]:
        """Order so many of each dish."""
        lines = [{"product_id": dish.id, "quantity": quantity} for dish, quantity in dishes]
        return self.command("order.create", lines=lines, **values)

    def pay(
        self, order: dict[str, Any], method: BaseModel, amount: int, **values: Any
    ) -> dict[str, Any]:
        """Pay so much of the order."""
        return self.command(
            "payment.pay",
            order_id=order["id"],
            method_id=method.id,
            amount=self.money(amount),
            **values,
        )

    def reason(self, kind: str, company: Any = None) -> int:
        """The first reason of a kind on a company's list; none given: the test's company."""
        company = company or self.company
        domain = [("kind", "=", kind), ("company_id", "=", company.id)]
        return self.env["fynlo.reason"].search(domain, limit=1).id

    def events(self, name: str) -> list[dict[str, Any]]:
        """Payloads of the events with this name, the latest first."""
        return self.event(name).mapped("payload")

    def event(self, name: str) -> BaseModel:
        """The test till's events with this name, the latest first."""
        domain = [("name", "=", name), ("config_id", "=", self.till.id)]
        return self.env["fynlo.event"].search(domain)
