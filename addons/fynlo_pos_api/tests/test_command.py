from typing import Any

from pydantic import SecretStr

from odoo.tests import BaseCase

from ..const import ErrorCode, Role, Scope
from ..exceptions import Forbidden, Invalid, MalformedRequest
from ..schemas.common import Empty
from ..services.definition import Access, Idempotency, _declaration, command, definitions
from .common import RestaurantCase

CREATE = "menu.create_category"


class TestCommand(RestaurantCase):
    """What the runner sees to for every command."""

    def categories(self, name: str) -> Any:
        return self.env["pos.category"].search([("name", "=", name)])

    def create_category(self, name: str, key: str | None = "", **options: Any) -> Any:
        return self.run_command(CREATE, {"name": name}, key=key, **options)

    def test_the_same_key_and_input_give_the_stored_reply(self) -> None:
        first = self.create_category("Soups", key="k1")
        self.assertEqual(self.create_category("Soups", key="k1"), first)
        self.assertEqual(len(self.categories("Soups")), 1)
        self.assertEqual(len(self.events("menu.category_created")), 1)

    def test_two_keys_are_two_actions(self) -> None:
        self.assertNotEqual(
            self.create_category("Soups", key="k1"), self.create_category("Soups", key="k2")
        )
        self.assertEqual(len(self.categories("Soups")), 2)

    def test_a_key_with_another_input_or_command_is_refused(self) -> None:
        self.create_category("Soups", key="k1")
        others = ((CREATE, {"name": "Salads"}), ("device.revoke", {"device_id": self.device.id}))
        for name, values in others:
            with self.assertRaises(Invalid) as refused:
                self.run_command(name, values, key="k1")
            self.assertEqual(refused.exception.code, ErrorCode.IDEMPOTENCY_KEY_REUSED)
        self.assertFalse(self.categories("Salads"))
        self.assertFalse(self.device.revoked_at)

    def test_the_key_of_another_device_is_another_key(self) -> None:
        self.create_category("Soups", key="k1")
        device, _ = self.make_device(self.till, "Second iPad")
        self.create_category("Soups", caller=self.caller(device_id=device.id), key="k1")
        self.assertEqual(len(self.categories("Soups")), 2)

    def test_a_refused_command_leaves_its_key_free(self) -> None:
        with self.assertRaises(Invalid):
            self.run_command(CREATE, {"name": "Soups", "parent_id": 2_000_000_000}, key="k1")
        self.assertFalse(self.categories("Soups"))
        self.create_category("Soups", key="k1")
        self.assertEqual(len(self.categories("Soups")), 1)

    def test_keys_that_are_required_or_no_keys_are_told(self) -> None:
        for key, code in (
            (None, ErrorCode.IDEMPOTENCY_KEY_MISSING),
            ("", ErrorCode.MALFORMED_REQUEST),
            ("x" * 201, ErrorCode.MALFORMED_REQUEST),
            ("a\nb", ErrorCode.MALFORMED_REQUEST),
        ):
            runner = self._for(self.caller(), "fynlo.runner")
            with self.assertRaises(MalformedRequest) as refused:
                runner._command("order.create", {"lines": []}, key)
            self.assertEqual(refused.exception.code, code)
            self.assertEqual(refused.exception.errors[0]["field"], "Idempotency-Key")

    def test_without_the_scope_nothing_is_done(self) -> None:
        with self.assertRaises(Forbidden) as refused:
            self.create_category("Soups", role=Role.SERVER)
        self.assertEqual(refused.exception.code, ErrorCode.SCOPE_MISSING)
        self.assertFalse(self.categories("Soups"))
        self.assertEqual(self.events("menu.category_created"), [])

    def test_a_key_does_not_open_what_the_scope_closes(self) -> None:
        self.create_category("Soups", key="k1")
        with self.assertRaises(Forbidden):
            self.create_category("Soups", key="k1", role=Role.SERVER)

    def test_an_error_names_the_field(self) -> None:
        with self.assertRaises(Invalid) as refused:
            self.run_command("order.create", {"lines": [{"product_id": 0}]})
        self.assertEqual(refused.exception.errors[0]["field"], "lines.0.product_id")

    def test_an_event_says_who_and_where(self) -> None:
        reply = self.create_category("Soups", role=Role.MANAGER)
        [event] = self.events("menu.category_created")
        self.assertEqual((event.aggregate_model, event.aggregate_id), ("pos.category", reply["id"]))
        self.assertEqual((event.command, event.version), (CREATE, 1))
        self.assertEqual((event.company_id, event.config_id), (self.company, self.till))
        self.assertEqual(event.employee_id, self.employees[Role.MANAGER])
        self.assertEqual(event.device_id, self.device)
        self.assertEqual(event.request_id, "test")
        self.env.cr.execute("SELECT pg_current_xact_id()::text::bigint")
        self.assertEqual(event.xid, self.env.cr.fetchone()[0])


class TestDefinition(BaseCase):
    """How commands are declared and found."""

    def test_an_override_is_still_the_command(self) -> None:
        class Service:
            _name = "fynlo.test"

            @command("test.run", Scope.MENU_WRITE, Idempotency.REQUIRED)
            def run_it(self, data: Empty) -> Empty:
                return data

        class Extended(Service):
            def run_it(self, data: Empty) -> Empty:
                return Service.run_it(self, data)

        _, declared = _declaration(Extended, "run_it")
        self.assertEqual(declared.name, "test.run")
        self.assertEqual(
            (declared.access, declared.idempotency), (Scope.MENU_WRITE, Idempotency.REQUIRED)
        )

    def test_what_is_built_on_a_service_does_not_take_its_commands(self) -> None:
        class Service:
            _name = "fynlo.test"

            @command("test.run", Access.PUBLIC)
            def run_it(self, data: Empty) -> Empty:
                return data

        class Another(Service):
            _name = "fynlo.another"

        self.assertEqual(_declaration(Another, "run_it"), (None, None))


class TestDefinitions(RestaurantCase):
    """The commands and queries of the installed addons."""

    def test_none_can_be_called_by_rpc(self) -> None:
        known = definitions(self.env.registry)
        self.assertGreater(len(known), 20)
        for item in known.values():
            method = getattr(type(self.env[item.model]), item.method)
            self.assertTrue(getattr(method, "_api_private", False), item.name)

    def test_secrets_of_inputs_do_not_print(self) -> None:
        for item in definitions(self.env.registry).values():
            for name, field in item.input.model_fields.items():
                if name in {"password", "pin", "totp", "credential", "refresh_token", "token"}:
                    self.assertIn(SecretStr.__name__, str(field.annotation), f"{item.name} {name}")
