import time

import redis

from odoo.tests import BaseCase

from ..http import redis_client
from .redis_away import redis_away

LOGGER = "odoo.addons.fynlo_pos_api.http.redis_client"


class TestRedisClient(BaseCase):
    """A Redis that is away costs one try, not one for each call."""

    def test_it_answers(self) -> None:
        self.assertTrue(redis_client.link().attempt(lambda client: client.ping()))
        self.assertFalse(redis_client.link().is_away)

    def test_an_outage_is_tried_once(self) -> None:
        tried = []
        with redis_away() as link, self.assertLogs(LOGGER, "WARNING") as logs:
            for _ in range(3):
                answer = link.attempt(lambda client: tried.append(1) or client.ping())
                self.assertIsNone(answer)
            self.assertTrue(link.is_away)
        self.assertEqual(len(tried), 1)
        self.assertEqual(len(logs.output), 1)

    def test_the_log_names_no_address(self) -> None:
        with redis_away() as link, self.assertLogs(LOGGER, "WARNING") as logs:
            link.attempt(lambda client: client.ping())
        self.assertNotIn("127.0.0.1", logs.output[0])

    def test_after_a_while_it_is_tried_again_and_found(self) -> None:
        link = redis_client.RedisLink(redis_client.address())

        def fail(client: redis.Redis) -> None:
            raise redis.ConnectionError

        with self.assertLogs(LOGGER, "WARNING"):
            link.attempt(fail)
        self.assertIsNone(link.attempt(lambda client: client.ping()))
        link._away_until = time.monotonic() - 1
        self.assertTrue(link.attempt(lambda client: client.ping()))
        self.assertFalse(link.is_away)
