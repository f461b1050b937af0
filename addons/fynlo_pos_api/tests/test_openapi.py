import ast
import itertools
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jsonschema import validate as validate_json
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from pydantic import ValidationError

from odoo.tests import BaseCase, tagged
from odoo.tools import file_path

from .. import exceptions
from ..const import ErrorCode
from ..http.error_statuses import STATUSES
from ..http.limits import POLICIES
from ..http.openapi import endpoints
from ..services.definition import Access, definitions
from .common import RestaurantHttpCase

BOTH = ErrorCode.OPERATION_REFUSED


@tagged("post_install", "-at_install")
class TestOpenApi(RestaurantHttpCase):
    """The document says of each route what the route does."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        # Odoo's routing map goes by the database of the thread, which a request would set.
        thread = patch.object(threading.current_thread(), "dbname", cls.env.cr.dbname, create=True)
        cls.enterClassContext(thread)
        cls.document = cls.env["fynlo.openapi"]._document()
        published = endpoints(cls.env["ir.http"].routing_map())
        cls.operations = [endpoint.operation for endpoint in published]

    def described(self) -> Iterator[tuple[Any, Any, dict[str, Any]]]:
        known = definitions(self.env.registry)
        for operation in self.operations:
            definition = known[operation.calls] if operation.calls else None
            path = self.document["paths"][operation.path]
            yield operation, definition, path[operation.method.lower()]

    def test_the_validator_accepts_it(self) -> None:
        validate(self.document)

    def test_it_is_served_and_not_sent_twice(self) -> None:
        first = self.call("GET", "/openapi.json")
        self.assertEqual(first.json(), self.document)
        again = self.call("GET", "/openapi.json", **{"If-None-Match": first.headers["ETag"]})
        self.assertEqual((again.status_code, again.content), (304, b""))
        self.assertEqual(again.headers["ETag"], first.headers["ETag"])
        for other in ('"another"', '""', "", "junk"):
            reply = self.call("GET", "/openapi.json", **{"If-None-Match": other})
            self.assertEqual(reply.status_code, 200, other)

    def test_every_operation_has_a_name_of_its_own_and_a_text(self) -> None:
        names = [text["operationId"] for _, _, text in self.described()]
        self.assertEqual(sorted(names), sorted(set(names)))
        self.assertGreater(len(names), 20)
        self.assertEqual(
            [name for _, _, text in self.described() if not (name := text["summary"])], []
        )
        self.assertEqual([tag for tag in self.document["tags"] if not tag["description"]], [])

    def test_security_is_that_of_the_command(self) -> None:
        for operation, definition, text in self.described():
            with self.subTest(operation.name):
                if definition.access is Access.PUBLIC:
                    self.assertEqual(text["security"], [])
                    continue
                scopes = [] if definition.access is Access.SIGNED_IN else [definition.access]
                self.assertEqual(text["security"], [{"bearer": scopes}])
                self.assertIn("401", text["responses"])

    def test_keys_are_asked_for_as_the_runner_does(self) -> None:
        for operation, definition, text in self.described():
            references = [item.get("$ref", "") for item in text["parameters"]]
            keys = [item for item in references if "IdempotencyKey" in item]
            kind = str(definition.idempotency).capitalize()
            expected = [f"#/components/parameters/IdempotencyKey{kind}"] if kind != "None" else []
            self.assertEqual(keys, expected, operation.name)

    def test_paths_have_limits_and_a_404(self) -> None:
        for operation, _, text in self.described():
            if not operation.path_types:
                continue
            self.assertIn("404", text["responses"], operation.name)
            for item in text["parameters"][: len(operation.path_types)]:
                limited = not {"maximum", "maxLength", "format"}.isdisjoint(item["schema"])
                self.assertTrue(limited, f"{operation.name} {item['name']}")

    def test_every_body_has_an_example_that_holds(self) -> None:
        """A new route gets one in its addon's data/openapi_examples.json."""
        without, wrong = [], []
        for operation, _definition, text in self.described():
            if operation.body is None:
                continue
            [media] = text["requestBody"]["content"].values()
            if "example" not in media:
                without.append(operation.name)
                continue
            sent = json.dumps(media["example"])
            try:
                operation.body_adapter.validate_json(sent)
            except ValidationError as error:
                wrong.append(f"{operation.name}: {error}")
        self.assertEqual(without, [])
        self.assertEqual(wrong, [])

    def test_examples_of_replies_hold(self) -> None:
        """Those of problems too; and no example is of an operation that there is not."""
        checked = set()
        for operation, _definition, text in self.described():
            for status, response in text["responses"].items():
                for media in response.get("content", {}).values():
                    if "example" in media:
                        schema = {**media["schema"], "components": self.document["components"]}
                        validate_json(media["example"], schema, cls=OAS31Validator)
                        checked.add((operation.name, status))
        self.assertIn(("get_summary", "200"), checked)
        self.assertIn(("pair", "422"), checked)
        names = {operation.name for operation in self.operations}
        self.assertEqual(set(self.env["fynlo.openapi"]._examples()) - names, set())

    def test_a_query_is_its_fields(self) -> None:
        items = self.document["paths"]["/orders"]["get"]["parameters"]
        limit = next(item for item in items if item["name"] == "limit")
        self.assertEqual((limit["in"], limit["required"]), ("query", False))
        self.assertEqual(limit["schema"]["maximum"], 200)
        self.assertNotIn("null", str(items))

    def test_every_component_is_used(self) -> None:
        text = str(self.document["paths"]) + str(self.document["components"]["schemas"])
        names = self.document["components"]["schemas"]
        self.assertEqual([name for name in names if f"/schemas/{name}'" not in text], [])
        self.assertEqual([name for name in names if re.search(r"(Input|Output)$|__", name)], [])

    def test_every_limit_is_a_policy(self) -> None:
        self.assertEqual([o.name for o in self.operations if o.limit_name not in POLICIES], [])

    def test_the_page_is_ours_and_asks_nobody_else(self) -> None:
        page = self.opener.get(self.base_url() + "/api/docs", timeout=30)
        self.assertEqual(page.status_code, 200)
        policy = page.headers["Content-Security-Policy"]
        self.assertTrue(policy.startswith("default-src 'none'; script-src 'self';"))
        files = re.findall(r'(?:src|href)="(/fynlo[^"]+)"', page.text)
        self.assertEqual(len(files), 4)
        for name in files:
            self.assertEqual(self.opener.get(self.base_url() + name, timeout=30).status_code, 200)
        self.assertNotRegex(page.text, r"https?://")
        self.assertNotRegex(page.text, r"<script>|style=|onload")


class TestErrorStatuses(BaseCase):
    """The document's status of each code is the one that the code is raised with."""

    def test_every_code_has_a_status(self) -> None:
        self.assertEqual(set(STATUSES), set(ErrorCode))

    def test_codes_are_raised_with_their_status(self) -> None:
        wrong = [
            f"{path.name}: {error}({code})"
            for path, error, code in _raised()
            if getattr(exceptions, error).status != STATUSES[code]
            and not (code is BOTH and getattr(exceptions, error).status == 409)
        ]
        self.assertEqual(wrong, [])

    def test_defaults_of_the_errors_have_their_status(self) -> None:
        for error in vars(exceptions).values():
            if isinstance(error, type) and issubclass(error, exceptions.FynloError):
                self.assertEqual(error.status, STATUSES[error.code], error.__name__)


def _raised() -> Iterator[tuple[Path, str, ErrorCode]]:
    for path in Path(file_path("fynlo_pos_api")).rglob("*.py"):
        if "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            given = itertools.chain(node.args, (item.value for item in node.keywords))
            for value in given:
                is_code = isinstance(value, ast.Attribute) and isinstance(value.value, ast.Name)
                if is_code and value.value.id == "ErrorCode" and hasattr(exceptions, node.func.id):
                    yield path, node.func.id, ErrorCode[value.attr]
