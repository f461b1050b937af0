from unittest.mock import patch

from odoo import http
from odoo.sql_db import db_connect
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..http.api_request import ApiRequest
from ..services import health
from .common import RestaurantHttpCase
from .redis_away import redis_away


@tagged("post_install", "-at_install")
class TestHealth(RestaurantHttpCase):
    """Health as a load balancer reads it."""

    def setUp(self) -> None:
        super().setUp()
        health._remembered.clear()
        self.addCleanup(health._remembered.clear)

    def test_ready_looks_at_every_part(self) -> None:
        reply = self.call("GET", "/health/ready")
        self.assertEqual(reply.status_code, 200)
        checks = reply.json()["checks"]
        self.assertEqual(set(checks), {"database", "redis", "bus", "feed"})
        self.assertEqual({checks[name]["status"] for name in ("database", "redis", "bus")}, {"ok"})

    @mute_logger("odoo.addons.fynlo_pos_api.http.redis_client")
    def test_without_redis_it_is_degraded_and_serves(self) -> None:
        with redis_away():
            reply = self.call("GET", "/health/ready")
        self.assertEqual((reply.status_code, reply.json()["status"]), (200, "degraded"))
        self.assertEqual(reply.json()["checks"]["redis"]["status"], "failed")
        self.assertEqual(reply.json()["checks"]["database"]["status"], "ok")

    def test_a_writer_that_stays_open_holds_the_feed_back(self) -> None:
        """Measured on a real transaction of another connection, in another database."""
        with db_connect("postgres").cursor() as writer:
            writer.execute("SELECT pg_current_xact_id(), pg_sleep(0.3)")
            lag = self.env["fynlo.health"]._feed_lag()
            self.assertGreater(lag, 0.3)
            with patch.object(health, "LONGEST_LAG_SECONDS", 0.2):
                reply = self.call("GET", "/health/ready")
        self.assertEqual(reply.json()["status"], "degraded")
        self.assertEqual(reply.json()["checks"]["feed"]["status"], "failed")

    def test_it_is_looked_at_once_a_second(self) -> None:
        first = self.call("GET", "/health/ready").json()
        self.assertEqual(self.call("GET", "/health/ready").json(), first)

    def test_live_needs_no_database(self) -> None:
        with patch("odoo.http.Registry", side_effect=AssertionError("asked for a database")):
            reply = self.call("GET", "/health/live")
        self.assertEqual((reply.status_code, reply.json()), (200, {"status": "alive"}))
        self.assertTrue(reply.headers["X-Request-Id"])

    def test_live_takes_get_only(self) -> None:
        self.assertEqual(self.call("POST", "/health/live", {}).status_code, 405)

    def test_a_database_that_is_away_is_a_503(self) -> None:
        with (
            patch("odoo.http.Registry", side_effect=AttributeError),
            mute_logger("odoo.http"),
        ):
            for path in ("/health/ready", "/orders", "/nothing"):
                reply = self.call("GET", path)
                self.assertEqual(reply.status_code, 503, path)
                self.assertEqual(reply.json()["code"], "service_unavailable")
                self.assertEqual(reply.headers["Retry-After"], "5")

    def test_odoo_makes_requests_of_ours(self) -> None:
        self.assertTrue(issubclass(http.Request, ApiRequest))
