from datetime import timedelta
from typing import Any

from lxml import html

from odoo.tests import HttpCase

from odoo.addons.fynlo_pos_api.http import limits

from .guest_case import GuestCase


class TestPages(GuestCase, HttpCase):
    """The page at the link to an order, as a browser gets it."""

    @classmethod
    def setUpClass(cls) -> None:
        """Lift the rate limits."""
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param(limits.PARAMETER, limits.OFF)

    def setUp(self) -> None:
        """Make a link."""
        super().setUp()
        self.token = self.link(self.ordered)["token"]

    def get(self, token: str, query: str = "", **headers: str) -> Any:
        """The reply for a page."""
        self.env.flush_all()
        url = f"{self.base_url()}/order/{token}{query}"
        return self.opener.get(url, headers=headers, timeout=30)

    def page(self, query: str = "", **headers: str) -> Any:
        """The page of the order, parsed."""
        reply = self.get(self.token, query, **headers)
        self.assertEqual(reply.status_code, 200)
        return html.fromstring(reply.text)

    def text(self, page: Any, path: str) -> str:
        """The text of the first element at a path, with single spaces."""
        return " ".join(page.xpath(path)[0].text_content().split())

    def test_the_page(self) -> None:
        page = self.page()
        self.assertEqual(self.text(page, "//h1"), "Received")
        self.assertIn("Table 1", self.text(page, "//p[@class='order']"))
        [bar] = page.xpath("//*[@role='progressbar']")
        values = [bar.get(f"aria-value{name}") for name in ("now", "min", "max", "text")]
        self.assertEqual(values, ["10", "0", "100", "Received, 10 %"])
        self.assertEqual(self.text(page, "//ul[@class='items']/li/div"), "Bread")
        self.assertIn("6.20", self.text(page, "//div[@class='total']"))
        self.assertEqual(len(page.xpath("//form//button[@type='submit']")), 4)
        [refresh] = page.xpath("//noscript/meta/@content")
        self.assertEqual(refresh, f"30;url=/order/{self.token}")

    def test_an_order_that_was_put_into_another(self) -> None:
        """Its guest is told so, and the bill of both is not on his page."""
        other = self.order((self.burger, 3), table_id=self.two.id)
        self.set_status(other, "confirmed", "preparing")
        orders = [{"order_id": self.ordered["id"]}]
        self.run_command("order.merge", target_id=other["id"], orders=orders)
        page = self.page()
        self.assertEqual(self.text(page, "//h1"), "Being prepared")
        self.assertIn("Table 2", self.text(page, "//p[@class='order']"))
        self.assertTrue(
            self.text(page, "//p[@id='joined']").startswith(
                "Your order was put together with another one and has its number now."
            )
        )
        self.assertEqual(page.xpath("//*[@class='items' or @class='sums']"), [])
        self.assertNotIn("Burger", html.tostring(page, encoding="unicode"))
        spanish, arabic = self.page("?lang=es"), self.page("?lang=ar")
        self.assertIn("Su pedido se ha juntado", self.text(spanish, "//p[@id='joined']"))
        self.assertIn("ضُمّ طلبك", self.text(arabic, "//p[@id='joined']"))

    def test_its_headers(self) -> None:
        reply = self.get(self.token)
        self.assertEqual(reply.headers["Referrer-Policy"], "no-referrer")
        self.assertIn("no-store", reply.headers["Cache-Control"])
        self.assertIn("noindex", reply.headers["X-Robots-Tag"])
        policy = reply.headers["Content-Security-Policy"]
        self.assertIn("default-src 'none'; script-src 'self';", policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("Set-Cookie", reply.headers)
        nonce = html.fromstring(reply.text).xpath("//style/@nonce")[0]
        self.assertIn(f"'nonce-{nonce}'", policy)
        self.assertNotEqual(nonce, self.page().xpath("//style/@nonce")[0])

    def test_links_that_do_not_work(self) -> None:
        """Wrong, ended and of another kind: the same page, which tells nothing."""
        ended = self.link(self.ordered)["token"]
        tokens = self.env["fynlo.order.token"].sudo()
        newest = tokens.search([("order_id", "=", self.guest.order_id)], order="id desc", limit=1)
        newest.expires_at = self.env.cr.now() - timedelta(seconds=1)
        replies = [self.get(token) for token in ("fyo_wrong", ended, "fyk_key", "a.b.c", "x" * 300)]
        for reply in replies:
            self.assertEqual(reply.status_code, 404)
            self.assertEqual(self.without_nonce(reply), self.without_nonce(replies[0]))
            self.assertIn("no-store", reply.headers["Cache-Control"])
            self.assertNotIn(self.company.name, reply.text)
        self.assertIn("This link does not work", replies[0].text)

    def without_nonce(self, reply: Any) -> str:
        """The page without what is new each time."""
        return reply.text.replace(html.fromstring(reply.text).xpath("//style/@nonce")[0], "")

    def test_languages(self) -> None:
        self.assertEqual(self.page().get("lang"), "en")
        spanish = self.page(**{"Accept-Language": "es-MX,es;q=0.9"})
        self.assertEqual((spanish.get("lang"), self.text(spanish, "//h1")), ("es", "Recibido"))
        arabic = self.page("?lang=ar", **{"Accept-Language": "es"})
        self.assertEqual((arabic.get("lang"), arabic.get("dir")), ("ar", "rtl"))
        self.assertEqual(self.text(arabic, "//h1"), "تم الاستلام")
        [refresh] = arabic.xpath("//noscript/meta/@content")
        self.assertTrue(refresh.endswith("?lang=ar"))

    def test_what_people_write_is_text(self) -> None:
        """No note, name or parameter becomes a part of the page."""
        self.company.name = "<b>Bar</b>"
        self.company.primary_color = "red; } body { display: none"
        self.set_status(self.ordered, "confirmed", note="<script>alert(1)</script>")
        reply = self.get(self.token, "?lang=%22%3E%3Cscript%3E&said=%3Cb%3E")
        self.assertNotIn("<script>", reply.text)
        self.assertNotIn("<b>", reply.text)
        self.assertNotIn("display: none", reply.text)
        note = self.text(html.fromstring(reply.text), "//p[@class='note']")
        self.assertEqual(note, "<script>alert(1)</script>")

    def test_a_call_without_javascript(self) -> None:
        form = self.page().xpath("//form[input[@value='water']]")[0]
        sent = {field.get("name"): field.get("value") for field in form.xpath("input")}
        self.assertEqual(set(sent), {"kind", "key"})
        for _ in range(2):
            reply = self.opener.post(
                self.base_url() + form.get("action"), data=sent, allow_redirects=False, timeout=30
            )
            self.assertEqual(reply.status_code, 303)
            self.assertTrue(reply.headers["Location"].endswith(f"/order/{self.token}"))
        requests = self.env["fynlo.service.request"].search([])
        self.assertEqual(requests.mapped("kind"), ["water"])
        page = self.page()
        self.assertIn("Asked for at", self.text(page, "//p[@id='state-water']"))
        [button] = page.xpath("//button[@aria-describedby='state-water']")
        self.assertEqual(button.get("aria-disabled"), "true")

    def test_a_call_that_is_refused(self) -> None:
        for sent in ({"kind": "champagne", "key": "k"}, {"kind": "water"}, {}):
            url = f"{self.base_url()}/order/{self.token}/call"
            reply = self.opener.post(url, data=sent, timeout=30)
            self.assertEqual(reply.status_code, 200)
            self.assertIn("Please ask the staff.", reply.text)
        self.assertFalse(self.env["fynlo.service.request"].search([]))

    def test_a_call_by_a_wrong_link(self) -> None:
        url = f"{self.base_url()}/order/fyo_wrong/call"
        reply = self.opener.post(url, data={"kind": "water", "key": "k"}, timeout=30)
        self.assertEqual(reply.status_code, 404)

    def test_too_often(self) -> None:
        """The page says so, and when to come again."""
        rates = '{"guest_page": {"caller": [0.01, 1]}}'
        self.env["ir.config_parameter"].set_param(limits.PARAMETER, rates)
        token = self.link(self.order_at(self.two))["token"]
        replies = [self.get(token) for _ in range(3)]
        self.assertEqual(replies[-1].status_code, 429)
        self.assertIn("Retry-After", replies[-1].headers)
        self.assertIn("One moment, please", replies[-1].text)

    def test_the_routes_of_the_api(self) -> None:
        self.env.flush_all()
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": "k"}
        api = f"{self.base_url()}/api/v1"
        seen = self.opener.get(f"{api}/guest/order", headers=headers, timeout=30)
        self.assertEqual((seen.status_code, seen.json()["status"]), (200, "pending"))
        asked = self.opener.post(
            f"{api}/service-requests", json={"kind": "help"}, headers=headers, timeout=30
        )
        self.assertEqual((asked.status_code, asked.json()["state"]), (201, "open"))
        listed = self.opener.get(f"{api}/service-requests", headers=headers, timeout=30)
        self.assertEqual((listed.status_code, listed.json()["code"]), (403, "scope_missing"))
