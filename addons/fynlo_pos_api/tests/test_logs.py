import json
import logging
import os
import threading
from typing import Any
from unittest.mock import patch

from odoo.tests import BaseCase, tagged

from ..const import Role
from ..http import logs
from .common import RestaurantHttpCase

LOGGER = logging.getLogger("fynlo.test")


def record(message: str = "Sold %s", *args: Any, **more: Any) -> logging.LogRecord:
    return LOGGER.makeRecord(
        LOGGER.name, logging.INFO, "", 1, message, args or ("soup",), None, **more
    )


class TestFormatters(BaseCase):
    """Lines of the log, for people and for programs."""

    def in_request(self, request_id: str | None) -> Any:
        return patch.object(threading.current_thread(), "fynlo_request_id", request_id, create=True)

    def test_each_line_of_a_request_carries_its_id(self) -> None:
        formatter = logs.RequestIdFormatter(logging.Formatter("%(message)s"))
        with self.in_request("req-1"):
            self.assertEqual(formatter.format(record()), "Sold soup [req-1]")
        with self.in_request(None):
            self.assertEqual(formatter.format(record()), "Sold soup")

    def test_json_is_one_object_on_one_line(self) -> None:
        with self.in_request("req-1"):
            line = logs.JsonFormatter().format(record("Sold\n%s", 'so"up'))
        self.assertNotIn("\n", line)
        found = json.loads(line)
        self.assertEqual((found["message"], found["request_id"]), ('Sold\nso"up', "req-1"))
        self.assertEqual((found["level"], found["logger"]), ("INFO", "fynlo.test"))
        self.assertRegex(found["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00$")

    def test_the_servers_access_line_gives_way_to_ours(self) -> None:
        line = record('192.0.2.1 - - [x] "%s" %s %s', "GET / HTTP/1.1", "200", "-")
        keep = logs._OwnLineOnly().filter
        with self.in_request("req-1"), patch.dict(os.environ, {logs.JSON_VARIABLE: "1"}):
            self.assertFalse(keep(line))
            self.assertTrue(keep(record("code 400, message Bad request")))
        with self.in_request(None), patch.dict(os.environ, {logs.JSON_VARIABLE: "1"}):
            self.assertTrue(keep(line))
        with self.in_request("req-1"), patch.dict(os.environ, {logs.JSON_VARIABLE: "0"}):
            self.assertTrue(keep(line))


@tagged("post_install", "-at_install")
class TestAccessLine(RestaurantHttpCase):
    """The line of an API request."""

    def line(self, method: str, path: str, **options: Any) -> tuple[dict[str, Any], str]:
        with (
            patch.dict(os.environ, {logs.JSON_VARIABLE: "1"}),
            self.assertLogs("fynlo.access", logging.INFO) as caught,
        ):
            self.call(method, path, **options)
        [entry] = caught.records
        return entry.fynlo_facts, logs.JsonFormatter().format(entry)

    def test_it_says_what_was_asked_and_by_whom(self) -> None:
        facts, _ = self.line("GET", "/tills", token=self.token(Role.SERVER))
        self.assertEqual((facts["method"], facts["route"], facts["status"]), ("GET", "/tills", 200))
        self.assertEqual((facts["device_id"], facts["till_id"]), (self.device.id, self.till.id))
        self.assertEqual(facts["employee_id"], self.employees[Role.SERVER].id)
        self.assertGreater(facts["queries"], 0)
        self.assertGreater(facts["ms"], 0)

    def test_it_holds_no_secret(self) -> None:
        body = {"login": "anna@example.com", "password": "se-cret-1", "totp": "654321"}
        _, line = self.line("POST", "/auth/login?password=se-cret-2", body=body, token="se-cret-3")
        for text in ("se-cret", "654321", "anna@example.com"):
            self.assertNotIn(text, line)

    def test_without_being_asked_there_is_none(self) -> None:
        with (
            patch.dict(os.environ, {logs.JSON_VARIABLE: ""}),
            self.assertNoLogs("fynlo.access", logging.INFO),
        ):
            self.call("GET", "/health/ready")
