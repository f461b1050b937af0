import json
from typing import Any

from odoo.tests import BaseCase, tagged
from odoo.tools import mute_logger

from ..const import Role
from ..domain.token_bucket import Rate
from ..http import limits, metrics, redis_client
from ..http.limit_store import LocalBuckets, take
from .common import RestaurantHttpCase
from .redis_away import redis_away


class TestPolicies(BaseCase):
    """The rates, and the parameter that replaces them."""

    def test_the_parameter_replaces_what_it_names_only(self) -> None:
        known = limits.policies('{"login": {"address": [2, 7]}}')
        self.assertEqual(known["login"].address, Rate(2, 7))
        self.assertEqual(known["login"].caller, limits.POLICIES["login"].caller)
        self.assertEqual(known["default"], limits.POLICIES["default"])

    def test_a_parameter_that_cannot_be_read_stops_no_till(self) -> None:
        for text in ("{", "[1]", '{"nobody": {}}', '{"login": {"address": [0, 7]}}', '{"pin": 1}'):
            with self.subTest(text), self.assertLogs("odoo.addons.fynlo_pos_api.http.limits"):
                self.assertEqual(limits.policies(text), limits.POLICIES)

    def test_one_customer_of_ipv6_is_one_address(self) -> None:
        self.assertEqual(limits._network("192.0.2.7"), "192.0.2.7")
        self.assertEqual(limits._network("::ffff:192.0.2.7"), "192.0.2.7")
        self.assertEqual(limits._network("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::")
        self.assertEqual(limits._network("2001:db8:1:2::9"), "2001:db8:1:2::")
        self.assertEqual(limits._network("2001:db8:1:3::9"), "2001:db8:1:3::")
        self.assertEqual(limits._network(None), "unknown")


@tagged("post_install", "-at_install")
class TestLimits(RestaurantHttpCase):
    """Limits as callers meet them, and Redis as it counts."""

    def setUp(self) -> None:
        super().setUp()
        self.forget()

    def forget(self) -> None:
        """Start with full buckets: Redis does not roll back with the test."""
        pattern = f"fynlo:{self.env.cr.dbname}:limit:*"
        redis_client.link().attempt(
            lambda client: [client.delete(key) for key in client.scan_iter(pattern)]
        )

    def allow(self, **policies: dict[str, tuple[float, int]]) -> None:
        self.env["ir.config_parameter"].set_param(limits.PARAMETER, json.dumps(policies))

    def limit_headers(self, response: Any) -> list[str]:
        return [response.headers[f"RateLimit-{name}"] for name in ("Limit", "Remaining", "Reset")]

    def test_a_device_is_told_how_much_is_left_and_then_to_wait(self) -> None:
        self.allow(default={"caller": (0.1, 2), "address": (100, 100)})
        token = self.token(Role.SERVER)

        replies = [self.call("GET", "/tills", token=token) for _ in range(3)]

        self.assertEqual([reply.status_code for reply in replies], [200, 200, 429])
        self.assertEqual(self.limit_headers(replies[0]), ["2", "1", "10"])
        self.assertEqual(self.limit_headers(replies[2])[:2], ["2", "0"])
        self.assertEqual(replies[2].json()["code"], "rate_limited")
        self.assertLessEqual(int(replies[2].headers["Retry-After"]), 10)
        self.assertGreaterEqual(int(replies[2].headers["Retry-After"]), 9)

    def test_one_device_does_not_use_up_what_another_has(self) -> None:
        self.allow(default={"caller": (0.1, 1), "address": (100, 100)})
        first = self.token(Role.SERVER)
        self.device, _ = self.make_device(self.till, "Second iPad")
        second = self.token(Role.SERVER)

        statuses = [
            self.call("GET", "/tills", token=token).status_code for token in (first, first, second)
        ]

        self.assertEqual(statuses, [200, 429, 200])

    def test_all_devices_together_have_the_address(self) -> None:
        self.allow(default={"caller": (100, 100), "address": (0.1, 1)})
        first = self.token(Role.SERVER)
        self.device, _ = self.make_device(self.till, "Second iPad")
        statuses = [
            self.call("GET", "/tills", token=token).status_code
            for token in (first, self.token(Role.SERVER))
        ]
        self.assertEqual(statuses, [200, 429])

    def test_who_proves_nothing_counts_apart(self) -> None:
        self.allow(unproved={"address": (0.1, 2)})
        wrong = [self.call("GET", "/tills", token="x.y.z").status_code for _ in range(3)]
        right = self.call("GET", "/tills", token=self.token(Role.SERVER)).status_code
        self.assertEqual((wrong, right), ([401, 401, 429], 200))

    def test_a_refused_command_is_not_run(self) -> None:
        self.allow(default={"caller": (0.1, 1), "address": (100, 100)})
        token = self.token(Role.MANAGER)
        before = metrics._LIMITED.labels("default")._value.get()
        for name in ("Soups", "Salads"):
            self.call("POST", "/menu/categories", {"name": name}, token)
        found = self.env["pos.category"].search([("name", "in", ("Soups", "Salads"))])
        self.assertEqual(found.mapped("name"), ["Soups"])
        self.assertEqual(metrics._LIMITED.labels("default")._value.get(), before + 1)

    def test_off_lifts_all_limits(self) -> None:
        self.env["ir.config_parameter"].set_param(limits.PARAMETER, limits.OFF)
        reply = self.call("GET", "/health/ready")
        self.assertEqual(reply.status_code, 200)
        self.assertNotIn("RateLimit-Limit", reply.headers)

    @mute_logger("odoo.addons.fynlo_pos_api.http.redis_client")
    def test_without_redis_the_process_counts(self) -> None:
        self.allow(default={"caller": (0.1, 2), "address": (100, 100)})
        token = self.token(Role.SERVER)
        with redis_away():
            statuses = [self.call("GET", "/tills", token=token).status_code for _ in range(3)]
        self.assertEqual(statuses, [200, 200, 429])

    def test_redis_counts_as_the_process_does(self) -> None:
        """The script in Redis and the arithmetic of the fallback give the same."""
        prefix = f"fynlo:{self.env.cr.dbname}:limit:test"
        buckets = {f"{prefix}:wide": Rate(0.001, 5), f"{prefix}:narrow": Rate(0.001, 3)}
        local = LocalBuckets()
        for _ in range(5):
            in_redis, here = take(buckets), local.take(buckets, now=0.0)
            self.assertEqual(in_redis.allowed, here.allowed)
            for left, expected in zip(in_redis.left, here.left, strict=True):
                self.assertAlmostEqual(left, expected, delta=0.01)
            self.assertAlmostEqual(in_redis.wait_seconds, here.wait_seconds, delta=10)
        lives = redis_client.link().attempt(lambda client: client.ttl(f"{prefix}:narrow"))
        self.assertGreater(lives, 0)
