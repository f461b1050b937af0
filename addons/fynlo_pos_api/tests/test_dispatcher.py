from collections.abc import Iterator
from typing import Any
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.http import Response, request
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..const import Role
from ..http import cors, dispatcher, metrics
from .common import RestaurantHttpCase

LOGIN = "/auth/login"


@tagged("post_install", "-at_install")
class TestDispatcher(RestaurantHttpCase):
    """What clients send that is wrong, and how it is answered."""

    def raw(self, body: Any, path: str = LOGIN, **headers: str) -> Any:
        headers.setdefault("Content-Type", "application/json")
        url = f"{self.base_url()}/api/v1{path}"
        return self.opener.post(url, data=body, headers=headers, timeout=30)

    def assert_problem(self, reply: Any, status: int, code: str) -> dict[str, Any]:
        self.assertEqual((reply.status_code, reply.json()["code"]), (status, code), reply.text)
        self.assertEqual(reply.headers["Content-Type"], "application/problem+json")
        self.assertEqual(reply.headers["X-Request-Id"], reply.json()["request_id"])
        self.assertNotIn("Traceback", reply.text)
        return reply.json()

    def test_a_body_that_is_no_json(self) -> None:
        bodies = {
            "cut off": b'{"login": ',
            "empty": b"",
            "not UTF-8": b'{"login": "\xff"}',
            "too deep": b"[" * 3000 + b"]" * 3000,
            "a number too long": b"9" * 6000,
            "half a character": b'{"login": "\\ud800"}',
        }
        for name, body in bodies.items():
            with self.subTest(name):
                problem = self.assert_problem(self.raw(body), 400, "malformed_request")
                self.assertIn("The body is not JSON: ", problem["detail"])

    def test_a_body_that_is_wrong_names_the_field(self) -> None:
        reply = self.raw(b'{"login": 5, "password": "x", "colour": "red"}')
        errors = self.assert_problem(reply, 422, "validation_failed")["errors"]
        self.assertEqual([item["field"] for item in errors], ["login", "colour"])

    def test_nul_is_refused_and_a_text_about_it_is_not(self) -> None:
        self.assert_problem(
            self.raw(b'{"login": "a\\u0000", "password": "x"}'), 422, "validation_failed"
        )
        self.assert_problem(
            self.raw(b'{"login": "a\\\\u0000", "password": "x"}'), 401, "credentials_invalid"
        )
        reply = self.call("GET", "/orders?cursor=%00", token=self.token(Role.SERVER))
        self.assertEqual(
            self.assert_problem(reply, 422, "validation_failed")["errors"][0]["field"], "cursor"
        )
        self.assert_problem(self.call("GET", "/orders/%00"), 404, "not_found")

    def test_only_json_is_taken(self) -> None:
        for kind in (
            "application/x-www-form-urlencoded",
            "multipart/form-data; boundary=x",
            "text/plain",
            "",
        ):
            reply = self.raw(b"{}", **{"Content-Type": kind})
            self.assert_problem(reply, 415, "media_type_unsupported")

    def test_large_bodies_are_refused_with_and_without_a_length(self) -> None:
        large = b'{"login": "a", "password": "x"}' + b" " * 9000

        def chunks() -> Iterator[bytes]:
            yield from (large[start : start + 1000] for start in range(0, len(large), 1000))

        self.assert_problem(self.raw(large), 413, "body_too_large")
        self.assert_problem(self.raw(chunks()), 413, "body_too_large")
        self.assert_problem(self.raw(iter([large[:31]])), 401, "credentials_invalid")

    def test_addresses_and_methods_that_are_none(self) -> None:
        for path in ("/nothing", "/orders/not-a-uuid", "//orders"):
            self.assert_problem(self.call("GET", path), 404, "not_found")
        for session in ("0", "-1", "99999999999", "1.5"):
            reply = self.call("POST", f"/sessions/{session}/close", {})
            self.assert_problem(reply, 404, "not_found")
        for method in ("GET", "PATCH", "DELETE"):
            reply = self.call(method, "/customers/0", {} if method == "PATCH" else None)
            self.assert_problem(reply, 404, "not_found")
        reply = self.call("DELETE", "/orders")
        self.assert_problem(reply, 405, "method_not_allowed")
        self.assertIn("POST", reply.headers["Allow"])

    def test_a_parameter_sent_twice_is_told(self) -> None:
        reply = self.call("GET", "/orders?limit=1&limit=2", token=self.token(Role.SERVER))
        self.assertEqual(
            self.assert_problem(reply, 422, "validation_failed")["errors"][0]["field"], "limit"
        )

    def test_request_ids_are_the_clients_where_they_are_harmless(self) -> None:
        sent = {"fine-1": True, "x" * 65: False, "a b\tc": False, "\u00e9": False}
        for value, kept in sent.items():
            reply = self.call("GET", "/nothing", **{"X-Request-Id": value.encode("latin-1")})
            self.assertEqual(reply.headers["X-Request-Id"] == value, kept)

    def test_a_fault_of_ours_tells_nothing(self) -> None:
        service = type(self.env["fynlo.health"])
        with (
            patch.object(service, "ready", side_effect=RuntimeError("inner-name")),
            mute_logger("odoo.addons.fynlo_pos_api.http.problem"),
        ):
            reply = self.call("GET", "/health/ready")
        self.assert_problem(reply, 500, "internal_error")
        self.assertNotIn("inner-name", reply.text)

    def test_no_session_is_left_behind(self) -> None:
        reply = self.call("GET", "/tills", token=self.token(Role.SERVER))
        self.assertNotIn("Set-Cookie", reply.headers)
        self.assertEqual(reply.headers["Cache-Control"], "no-store")

    def test_other_origins_are_answered_by_the_list(self) -> None:
        self.env["ir.config_parameter"].set_param(cors.ORIGINS_PARAMETER, "https://till.example")
        for origin, allowed in (
            ("https://till.example", "https://till.example"),
            ("https://x.example", None),
        ):
            asked = self.call("OPTIONS", "/orders", Origin=origin)
            self.assertEqual(asked.status_code, 204)
            self.assertEqual(asked.headers.get("Access-Control-Allow-Origin"), allowed)
            self.assertEqual(
                "If-Match" in asked.headers.get("Access-Control-Allow-Headers", ""), bool(allowed)
            )
            reply = self.call("GET", "/health/ready", Origin=origin)
            self.assertEqual(reply.headers.get("Access-Control-Allow-Origin"), allowed)

    def test_transactions_that_collide_are_tried_again(self) -> None:
        """The second try runs on a new transaction; its reply is the only one."""
        plain, tries = dispatcher.FynloDispatcher._response, []
        service = type(self.env["fynlo.health"])
        ready = service.ready

        def collide(record: Any, data: Any) -> Any:
            tries.append(request.env.cr)
            if len(tries) < 3:
                raise SerializationFailure
            return ready(record, data)

        before = metrics._COLLISIONS._value.get()
        with (
            patch.object(service, "ready", collide),
            patch.object(
                dispatcher.FynloDispatcher, "_response", autospec=True, side_effect=plain
            ) as answered,
            mute_logger("odoo.addons.fynlo_pos_api.http.dispatcher"),
        ):
            reply = self.call("GET", "/health/ready")
        self.assertEqual((reply.status_code, len(tries)), (200, 3))
        self.assertEqual(answered.call_count, 1)
        self.assertEqual(metrics._COLLISIONS._value.get(), before + 2)

    def test_collisions_without_end_are_a_503(self) -> None:
        service = type(self.env["fynlo.health"])
        with (
            patch.object(service, "ready", side_effect=SerializationFailure),
            patch.object(dispatcher, "FIRST_WAIT_SECONDS", 0.0001),
            patch.object(dispatcher, "LONGEST_WAIT_SECONDS", 0.0001),
            mute_logger("odoo.addons.fynlo_pos_api.http.dispatcher"),
        ):
            reply = self.call("GET", "/health/ready")
        self.assert_problem(reply, 503, "service_unavailable")
        self.assertEqual(reply.headers["Retry-After"], "1")

    def test_responses_of_odoo_pass_through(self) -> None:
        given = Response(b"x", status=418)
        self.assertIs(dispatcher.FynloDispatcher._response(None, given, None), given)
