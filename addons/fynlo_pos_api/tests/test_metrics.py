import re
from time import perf_counter
from typing import Any

from odoo.tests import tagged

from ..const import Role
from ..exceptions import Invalid
from ..http import metrics
from ..services.metrics import TOKEN_PARAMETER
from .common import RestaurantHttpCase


@tagged("post_install", "-at_install")
class TestMetrics(RestaurantHttpCase):
    """Metrics as Prometheus scrapes them."""

    def value(self, line: str) -> float:
        """The value of a metric, given with its labels; 0 where it is not there yet."""
        text = self.call("GET", "/metrics").text
        found = re.search(rf"^{re.escape(line)} (\S+)$", text, re.MULTILINE)
        return float(found[1]) if found else 0.0

    def scrape(self, **headers: str) -> Any:
        return self.call("GET", "/metrics", **headers)

    def test_requests_count_by_template_method_and_status(self) -> None:
        line = 'fynlo_request_seconds_count{method="GET",route="/orders/{order_id}",status="401"}'
        before = self.value(line)
        for order in (
            "11111111-1111-1111-1111-111111111111",
            "2" * 8 + "-2222-2222-2222-" + "2" * 12,
        ):
            self.call("GET", f"/orders/{order}")
        self.assertEqual(self.value(line), before + 2)

    def test_addresses_that_are_none_do_not_make_labels(self) -> None:
        line = 'fynlo_request_seconds_count{method="GET",route="(no route)",status="404"}'
        before = self.value(line)
        self.call("GET", "/no-such-route")
        self.assertEqual(self.value(line), before + 1)
        self.assertNotIn("no-such-route", self.scrape().text)

    def test_commands_count_by_result(self) -> None:
        name = "menu.create_category"
        lines = {
            result: f'fynlo_commands_total{{command="{name}",result="{result}"}}'
            for result in ("done", "replayed", "validation_failed", "idempotency_key_reused")
        }
        before = {result: self.value(line) for result, line in lines.items()}
        event = 'fynlo_events_total{event="menu.category_created"}'
        events = self.value(event)
        self.run_command(name, {"name": "Soups"}, key="one")
        self.run_command(name, {"name": "Soups"}, key="one")
        for values, key in (({"name": "Salads"}, "one"), ({"nome": ""}, "two")):
            with self.assertRaises(Invalid):
                self.run_command(name, values, key=key)
        self.env.cr.postcommit.run()
        after = {result: self.value(line) for result, line in lines.items()}
        self.assertEqual(after, {result: count + 1 for result, count in before.items()})
        self.assertEqual(self.value(event), events + 1)

    def test_an_event_counts_once_it_is_committed(self) -> None:
        """What a collision made to start again was no event; the run that stays is one."""
        event = 'fynlo_events_total{event="menu.category_created"}'
        events = self.value(event)
        hooks = self.env.cr.postcommit
        self.run_command("menu.create_category", {"name": "Soups"})
        self.assertEqual(self.value(event), events)
        # As cr.rollback() does, which a test's own cursor may not.
        hooks.clear()
        self.run_command("menu.create_category", {"name": "Soups"})
        hooks.run()
        self.assertEqual(self.value(event), events + 1)

    def test_readings_are_of_now(self) -> None:
        text = self.scrape().text
        self.assertRegex(text, r"(?m)^fynlo_feed_lag_seconds \d")
        self.assertEqual(self.value("fynlo_redis_up"), 1.0)

    def test_only_this_machine_may_scrape(self) -> None:
        reply = self.scrape()
        self.assertEqual(reply.status_code, 200)
        self.assertEqual(reply.headers["Content-Type"], metrics.CONTENT_TYPE)
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            refused = self.scrape(**{name: "127.0.0.1"})
            self.assertEqual(refused.status_code, 403, name)
            self.assertNotIn("fynlo_request_seconds", refused.text)

    def test_with_a_token_only_the_token(self) -> None:
        self.env["ir.config_parameter"].set_param(TOKEN_PARAMETER, "s3cret-of-the-test")
        self.assertEqual(self.scrape().status_code, 403)
        self.assertEqual(self.scrape(Authorization="Bearer wrong").status_code, 403)
        proxied = {"X-Forwarded-For": "192.0.2.1", "Authorization": "Bearer s3cret-of-the-test"}
        self.assertEqual(self.scrape(**proxied).status_code, 200)

    def test_a_request_costs_less_than_a_tenth_of_a_millisecond(self) -> None:
        rounds = 2000
        start = perf_counter()
        for _ in range(rounds):
            metrics.request_answered("/orders", "GET", 200, 0.01)
            metrics.command_ran("order.create", "done")
            metrics.event_written("order.created")
        self.assertLess((perf_counter() - start) / rounds, 0.0001)

    def test_a_role_is_no_pass_to_the_metrics(self) -> None:
        self.env["ir.config_parameter"].set_param(TOKEN_PARAMETER, "s3cret-of-the-test")
        token = self.token(Role.OWNER)
        self.assertEqual(self.call("GET", "/metrics", token=token).status_code, 403)
