from odoo.tests import TransactionCase
from odoo.tools import mute_logger

from ..const import CALLER
from ..domain.caller import Caller
from ..http import metrics
from .redis_away import redis_away


class TestCache(TransactionCase):
    """The Redis cache forgets, and never tells what is not so."""

    def setUp(self) -> None:
        super().setUp()
        self.cache = self.env["fynlo.cache"]
        # Redis does not roll back with the test.
        self.key = f"{self.id()}-{id(self)}"

    def store(self, value: bytes) -> None:
        self.cache._set("test", self.key, value, 60)
        self.env.cr.postcommit.run()

    def reads(self, result: str) -> float:
        return metrics._CACHE.labels("test", result)._value.get()

    def test_what_was_committed_is_read_back(self) -> None:
        self.store(b"\x00menu\xff")
        hits = self.reads("hit")
        self.assertEqual(self.cache._get("test", self.key), b"\x00menu\xff")
        self.assertEqual(self.reads("hit"), hits + 1)

    def test_what_is_not_committed_is_not_stored(self) -> None:
        self.cache._set("test", self.key, b"rolled back", 60)
        self.env.cr.postcommit.clear()
        misses = self.reads("miss")
        self.assertIsNone(self.cache._get("test", self.key))
        self.assertEqual(self.reads("miss"), misses + 1)

    def test_each_company_and_each_name_has_its_own(self) -> None:
        self.store(b"ours")
        other = self.env["res.company"].create({"name": "Another restaurant"})
        theirs = self.cache.with_context(
            **{CALLER: Caller(user_id=self.env.uid, company_id=other.id)}
        )
        self.assertIsNone(theirs._get("test", self.key))
        self.assertIsNone(self.cache._get("other", self.key))
        self.assertEqual(self.cache._get("test", self.key), b"ours")

    def test_a_database_of_the_same_name_is_another(self) -> None:
        self.env.cr.execute("SELECT oid FROM pg_database WHERE datname = current_database()")
        self.assertIn(f":{self.env.cr.fetchone()[0]}:", self.cache._address("test", self.key))

    @mute_logger("odoo.addons.fynlo_pos_api.http.redis_client")
    def test_without_redis_nothing_is_known_and_nothing_fails(self) -> None:
        self.store(b"known")
        with redis_away():
            self.assertIsNone(self.cache._get("test", self.key))
            self.store(b"lost")
        self.assertEqual(self.cache._get("test", self.key), b"known")
