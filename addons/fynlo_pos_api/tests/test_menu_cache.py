import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect
from odoo.tests import TransactionCase, tagged

from ..const import CALLER, Scope
from ..domain.caller import Caller
from ..http.reply import Reply


@tagged("post_install", "-at_install")
class TestMenuCache(TransactionCase):
    """What one transaction committed, another reads: on real connections and the real Redis."""

    @contextmanager
    def transaction(self) -> Iterator[api.Environment]:
        """A transaction of its own, committed at the end."""
        with db_connect(self.env.cr.dbname).cursor() as cursor:
            yield api.Environment(cursor, SUPERUSER_ID, {})

    def read_menu(self, env: api.Environment, **values: Any) -> tuple[Reply, int]:
        """The reply and how many SQL queries it took."""
        caller = Caller(SUPERUSER_ID, self.env.company.id, frozenset(Scope))
        runner = env["fynlo.runner"].with_context(**{CALLER: caller})
        before = env.cr.sql_log_count
        reply = runner._query("menu.read", values)
        return reply, env.cr.sql_log_count - before

    def add_category(self) -> int:
        """A new category, committed; taken away again after the test."""
        with self.transaction() as env:
            category_id = env["pos.category"].create({"name": "Committed"}).id
        self.addCleanup(self.remove_category, category_id)
        return category_id

    def remove_category(self, category_id: int) -> None:
        """Undo add_category."""
        with self.transaction() as env:
            env["pos.category"].browse(category_id).unlink()

    def test_warm(self) -> None:
        """Whoever comes second asks the database one question and gets the same bytes."""
        self.add_category()
        with self.transaction() as env:
            cold, many = self.read_menu(env)
        with self.transaction() as env:
            warm, one = self.read_menu(env)
        self.assertGreater(many, 5)
        self.assertEqual(one, 1)
        self.assertEqual((warm.body, warm.headers), (cold.body, cold.headers))

    def test_not_modified(self) -> None:
        """The tag that the caller has is answered with 304, no body, one question."""
        with self.transaction() as env:
            tag = self.read_menu(env)[0].headers["ETag"]
        for known in ({"other", tag.strip('"')}, {"*"}):
            with self.transaction() as env:
                reply, queries = self.read_menu(env, known_tags=known)
                self.assertEqual((reply.status, reply.body, queries), (304, b"", 1))
                self.assertEqual(reply.headers["ETag"], tag)

    def test_gzip(self) -> None:
        """The packed menu is the same menu under another tag, and is kept as well."""
        self.add_category()
        with self.transaction() as env:
            plain = self.read_menu(env)[0]
        with self.transaction() as env:
            packed, queries = self.read_menu(env, gzip=True)
        self.assertEqual(queries, 1)
        self.assertEqual(gzip.decompress(packed.body), plain.body)
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertNotEqual(packed.headers["ETag"], plain.headers["ETag"])
        self.assertEqual(packed.headers["Vary"], "Accept-Encoding")

    def test_a_committed_change_is_read_at_once(self) -> None:
        """The kept menu is not served once a change is committed."""
        with self.transaction() as env:
            old, _ = self.read_menu(env)
        category_id = self.add_category()
        with self.transaction() as env:
            new, _ = self.read_menu(env, known_tags={old.headers["ETag"].strip('"')})
        ids = [item["id"] for item in json.loads(new.body)["categories"]]
        self.assertIn(category_id, ids)
        self.assertEqual(json.loads(new.body)["version"], json.loads(old.body)["version"] + 1)

    def test_an_uncommitted_change_is_not_kept(self) -> None:
        """What a transaction read of its own change stays with it, even when it commits."""
        with db_connect(self.env.cr.dbname).cursor() as cursor:
            env = api.Environment(cursor, SUPERUSER_ID, {})
            category = env["pos.category"].create({"name": "First name"})
            first, _ = self.read_menu(env)
            category.name = "Second name"
            cursor.commit()
        self.addCleanup(self.remove_category, category.id)
        with self.transaction() as env:
            then, _ = self.read_menu(env)
        self.assertEqual(first.headers["ETag"], then.headers["ETag"])
        self.assertIn(b"First name", first.body)
        self.assertNotIn(b"First name", then.body)
        self.assertIn(b"Second name", then.body)
