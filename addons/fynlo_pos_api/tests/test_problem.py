import json
from typing import Any

import psycopg2
from pydantic import BaseModel, Field, ValidationError
from werkzeug.exceptions import MethodNotAllowed, NotFound

from odoo.exceptions import AccessDenied, AccessError, MissingError, UserError
from odoo.http import serialize_exception
from odoo.tests import BaseCase

from .. import exceptions
from ..const import ErrorCode
from ..http.problem import problem_response

LOGGER = "odoo.addons.fynlo_pos_api.http.problem"


class Dish(BaseModel):
    price: int = Field(ge=0)


class Menu(BaseModel):
    dishes: list[Dish]


class TestProblem(BaseCase):
    """Every exception as a problem document."""

    def problem(self, error: Exception) -> tuple[int, dict[str, Any], Any]:
        response = problem_response(error, "req-1")
        self.assertEqual(response.headers["Content-Type"], "application/problem+json")
        body = json.loads(response.data)
        self.assertEqual(body["status"], response.status_code)
        self.assertEqual(body["type"], f"urn:fynlo:problem:{body['code']}")
        self.assertEqual(body["request_id"], "req-1")
        return response.status_code, body, response.headers

    def test_odoos_pages_show_a_refusal_as_any_of_their_own(self) -> None:
        """By the exception's class they would show it as a fault of the software."""
        told = serialize_exception(exceptions.Conflict("It is paid."))
        self.assertEqual(told["arguments"], ("It is paid.",))
        self.assertEqual(told["context"]["exception_class"], "odoo.exceptions.UserError")

    def test_a_refusal_tells_field_and_code(self) -> None:
        error = exceptions.Invalid("Pay at most 12.95.", ErrorCode.OVERPAID, field="amount.amount")
        status, body, _ = self.problem(error)
        self.assertEqual(
            (status, body["code"], body["detail"]), (422, "overpaid", "Pay at most 12.95.")
        )
        self.assertEqual(
            body["errors"],
            [{"field": "amount.amount", "code": "overpaid", "detail": "Pay at most 12.95."}],
        )

    def test_a_conflict_carries_the_current_state(self) -> None:
        status, body, _ = self.problem(exceptions.VersionConflict("Stale.", {"version": 7}))
        self.assertEqual((status, body["current"]), (409, {"version": 7}))

    def test_a_field_error_has_the_dotted_path_and_not_the_input(self) -> None:
        with self.assertRaises(ValidationError) as refused:
            Menu.model_validate({"dishes": [{"price": 1}, {"price": "se-cret"}]})
        _, body, _ = self.problem(exceptions.Invalid.from_pydantic(refused.exception))
        self.assertEqual(body["errors"][0]["field"], "dishes.1.price")
        self.assertEqual(body["errors"][0]["code"], "int_parsing")
        self.assertNotIn("se-cret", json.dumps(body))

    def test_401_says_how_to_prove_oneself(self) -> None:
        for error in (
            exceptions.Unauthenticated("Sign in.", ErrorCode.TOKEN_EXPIRED),
            AccessDenied(),
        ):
            status, body, headers = self.problem(error)
            self.assertEqual(status, 401)
            self.assertEqual(headers["WWW-Authenticate"], f'Bearer error="{body["code"]}"')

    def test_limits_say_when(self) -> None:
        error = exceptions.RateLimited("Wait.", headers={"Retry-After": "7"})
        status, _, headers = self.problem(error)
        self.assertEqual((status, headers["Retry-After"]), (429, "7"))

    def test_odoo_and_werkzeug_speak_the_same(self) -> None:
        for error, status, code in (
            (AccessError("no"), 403, "role_forbidden"),
            (MissingError("gone"), 404, "not_found"),
            (UserError("The period is locked."), 422, "operation_refused"),
            (NotFound(), 404, "not_found"),
            (MethodNotAllowed(["POST", "GET"]), 405, "method_not_allowed"),
        ):
            found, body, _ = self.problem(error)
            self.assertEqual((found, body["code"]), (status, code))
        self.assertEqual(body["detail"], "This address answers GET, POST only.")

    def test_a_database_that_breaks_off_is_a_503(self) -> None:
        for error in (psycopg2.OperationalError("password=pw"), psycopg2.InterfaceError("closed")):
            with self.assertLogs(LOGGER, "WARNING") as logs:
                status, body, _ = self.problem(error)
            self.assertEqual((status, body["code"]), (503, "service_unavailable"))
            self.assertNotIn("password", logs.output[0] + json.dumps(body))

    def test_a_fault_of_ours_is_logged_and_not_told(self) -> None:
        with self.assertLogs(LOGGER, "ERROR") as logs:
            status, body, _ = self.problem(KeyError("inner-name"))
        self.assertEqual((status, body["code"]), (500, "internal_error"))
        self.assertNotIn("inner-name", json.dumps(body))
        self.assertNotIn("Traceback", json.dumps(body))
        self.assertIn("inner-name", logs.output[0])
