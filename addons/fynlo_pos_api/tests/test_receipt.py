import logging
from unittest.mock import patch
from uuid import uuid4

from lxml import html

from odoo.tests import tagged

from ..exceptions import Invalid, NotFound, Unavailable
from ..services import pdf
from .refund_case import RefundCase

# A PNG of one pixel.
DOT = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    b"awAAAABJRU5ErkJggg=="
)
NASTY = "</td></table><script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestReceipt(RefundCase):
    """order.receipt: what was sold, its taxes, and how it was paid."""

    def receipt(self, order: dict) -> dict:
        """The receipt as JSON."""
        return self.query("order.receipt", order_id=order["id"])

    def page(self, order: dict) -> str:
        """The receipt as HTML."""
        reply = self.runner()._query("order.receipt_html", {"order_id": order["id"]})
        self.assertEqual(reply.headers["Content-Type"], "text/html; charset=utf-8")
        self.assertIn("default-src 'none'", reply.headers["Content-Security-Policy"])
        return reply.body.decode()

    def text(self, page: str) -> str:
        """What a guest reads on the page."""
        return " ".join(html.fromstring(page).text_content().split())

    def test_two_rates_change_and_a_tip(self) -> None:
        """29.00 with a tip of 3.00 from 40.00: 21.58 and 4.32 at 20 %, 3.10 at 0 %."""
        self.company.write(
            {"name": "The Copper Kettle", "vat": "GB123456782", "street": "1 High St"}
        )
        self.till.write({"receipt_header": "Hello", "receipt_footer": "Bye"})
        order = self.order((self.burger, 2), (self.bread, 1), covers=2)
        self.pay(order, self.cash, 2900, tip=self.money(300), tendered=self.money(4000))
        found = self.receipt(order)
        self.assertEqual(
            (found["kind"], found["header"], found["footer"], found["covers"]),
            ("receipt", "Hello", "Bye", 2),
        )
        business = found["business"]
        self.assertEqual(
            (business["name"], business["vat_number"]), ("The Copper Kettle", "GB123456782")
        )
        self.assertIn("1 High St", business["address"])
        lines = [(x["name"], x["quantity"], x["total"], x["tax_code"]) for x in found["lines"]]
        self.assertEqual(
            lines,
            [
                ("Burger", 2.0, self.money(2590), "A"),
                ("Bread", 1.0, self.money(310), "B"),
                ("Tip", 1.0, self.money(300), None),
            ],
        )
        taxes = [(x["code"], x["rate"], x["net"], x["tax"], x["total"]) for x in found["taxes"]]
        self.assertEqual(
            taxes,
            [
                ("A", 20.0, self.money(2158), self.money(432), self.money(2590)),
                ("B", 0.0, self.money(310), self.money(0), self.money(310)),
            ],
        )
        [payment] = found["payments"]
        self.assertEqual(
            (payment["amount"], payment["tip"], payment["tendered"], payment["change"]),
            (self.money(3200), self.money(300), self.money(4000), self.money(800)),
        )
        sums = {name: found[name]["amount"] for name in ("net", "tax", "tip", "total", "due")}
        self.assertEqual(sums, {"net": 2768, "tax": 432, "tip": 300, "total": 3200, "due": 0})

    def test_an_open_order_has_a_bill(self) -> None:
        """A cancelled payment is not on it."""
        order = self.order((self.burger, 1))
        cash = self.pay(order, self.cash, 500)["payment"]
        self.command("payment.cancel", payment_id=cash["id"], reason_id=self.reason.id)
        self.pay(order, self.card, 200)
        found = self.receipt(order)
        self.assertEqual((found["kind"], found["due"]), ("bill", self.money(1095)))
        self.assertEqual([item["method"] for item in found["payments"]], ["Card"])
        self.assertIn("To pay", self.text(self.page(order)))

    def test_a_refund_names_its_order(self) -> None:
        order = self.paid_order()
        burger = order["lines"][0]["id"]
        made = self.refund(order, lines=[{"line_id": burger, "quantity": 1}])["refund"]
        found = self.receipt(made)
        self.assertEqual((found["kind"], found["total"]), ("refund", self.money(1295)))
        self.assertEqual(found["refund_of"]["reference"], order["reference"])
        self.assertEqual(found["refund_of"]["total"], self.money(2900))
        [tax] = found["taxes"]
        self.assertEqual((tax["net"], tax["tax"]), (self.money(1079), self.money(216)))
        self.assertEqual([item["amount"] for item in found["payments"]], [self.money(1295)])
        self.assertEqual([item["quantity"] for item in found["lines"]], [1.0])
        self.assertIn(f"Refund of {order['reference']}", self.text(self.page(made)))
        [told] = self.receipt(order)["refunds"]
        self.assertEqual((told["id"], told["total"]), (made["id"], self.money(1295)))

    def test_what_was_taken_off(self) -> None:
        """10 % off two burgers: 23.31 instead of 25.90; and a bread on the house."""
        order = self.order((self.burger, 2), (self.bread, 1))
        record = self.record(order)
        record.lines[0].discount = 10.0
        record.lines[1].discount = 100.0
        service = self.env["fynlo.order.lines"].with_context(**self.runner().env.context)
        service._reprice(record, [])
        found = self.receipt(order)
        self.assertEqual(found["lines"][0]["total"], self.money(2331))
        self.assertEqual(found["lines"][0]["was"], self.money(2590))
        self.assertEqual(found["lines"][1]["was"], self.money(310))
        self.assertEqual((found["discount"], found["total"]), (self.money(569), self.money(2331)))

    def test_no_text_breaks_the_page(self) -> None:
        """Names and notes of guests, headers and dishes are text and nothing else."""
        guest = self.env["res.partner"].create({"name": f"Ann {NASTY}"})
        self.till.write({"receipt_header": NASTY, "receipt_footer": NASTY})
        self.burger.product_tmpl_id.name = f"Burger {NASTY}"
        self.company.logo = False
        order = self.order((self.burger, 1), customer_id=guest.id, note=f"Quick {NASTY}")
        page = self.page(order)
        self.assertNotIn("<script", page)
        self.assertEqual(self.text(page).count(NASTY), 5)
        tree = html.fromstring(page)
        self.assertEqual(len(tree.xpath("//table")), 4)
        self.assertEqual(tree.xpath("//*[@src or @href]"), [])

    def test_the_logo_is_inside_the_page(self) -> None:
        """A picture of the restaurant's own; Odoo's stock one is left out."""
        order = self.order((self.burger, 1))
        self.company.logo = self.company._get_logo()
        self.assertNotIn("<img", self.page(order))
        self.company.logo = DOT
        self.assertIn('src="data:image/png;base64,', self.page(order))

    def test_who_else_asks_finds_nothing(self) -> None:
        order = self.order((self.burger, 1))
        other = self.caller(till_id=self._till("Terrace").id)
        for name in ("order.receipt", "order.receipt_html", "order.receipt_pdf"):
            with self.assertRaises(NotFound):
                self.runner(other)._query(name, {"order_id": order["id"]})
        with self.assertRaises(NotFound):
            self.receipt({"id": str(uuid4())})


@tagged("post_install", "-at_install")
class TestReceiptSent(RefundCase):
    """Receipts as PDF and by e-mail."""

    def test_pdf_on_a_roll_of_80_mm(self) -> None:
        """One page, 80 mm wide, made by the program that is there."""
        reply = self.runner()._query("order.receipt_pdf", {"order_id": self.paid_order()["id"]})
        self.assertEqual(reply.headers["Content-Type"], "application/pdf")
        self.assertTrue(reply.body.startswith(b"%PDF-"))
        self.assertEqual(reply.body.count(b"/Type /Page\n"), 1)
        box = reply.body.split(b"/MediaBox [")[1].split(b"]")[0].split()
        self.assertAlmostEqual(float(box[2]) / 72 * 25.4, 80, delta=0.5)

    def test_no_program_for_pdf(self) -> None:
        """It is said at once; the search path of the server holds neither program."""
        order = self.paid_order()
        with (
            patch.dict("os.environ", {"PATH": "/nowhere"}),
            self.assertRaises(Unavailable) as caught,
        ):
            self.runner()._query("order.receipt_pdf", {"order_id": order["id"]})
        self.assertIn("wkhtmltopdf or chromium", caught.exception.detail)

    def test_the_program_fails(self) -> None:
        """No PDF is an answer, not a traceback, and the log says why."""
        with (
            patch.object(pdf, "_arguments", lambda *_args: ["false"]),
            self.assertLogs(pdf.__name__, logging.WARNING),
            self.assertRaises(Unavailable),
        ):
            self.env["fynlo.pdf"]._make("<html/>", 100)

    def test_both_programs_are_told_the_size(self) -> None:
        """wkhtmltopdf by its options; scripts and other files are closed to it."""
        command = pdf._wkhtmltopdf("wkhtmltopdf", pdf.Path("a.html"), pdf.Path("a.pdf"), 150)
        self.assertIn("--page-width 80mm --page-height 150mm", " ".join(command))
        self.assertLessEqual({"--disable-javascript", "--disable-local-file-access"}, set(command))

    def test_by_mail(self) -> None:
        """One mail waits in Odoo's queue, without pictures that readers would not show."""
        order = self.paid_order()
        self.company.email = "till@example.com"
        reply = self.command("order.email_receipt", order_id=order["id"], email=" Ann@Example.com ")
        self.assertEqual(reply, {"email": "ann@example.com"})
        mail = self.env["mail.mail"].search([("email_to", "=", "ann@example.com")])
        self.assertEqual((len(mail), mail.state), (1, "outgoing"))
        self.assertEqual(mail.subject, f"Receipt {order['reference']} from {self.company.name}")
        self.assertIn("till@example.com", mail.email_from)
        self.assertIn("Burger", mail.body_html)
        self.assertNotIn("<img", mail.body_html)
        [told] = self.events("order.receipt_emailed")
        self.assertEqual(told, {"mail_id": mail.id})

    def test_no_address(self) -> None:
        order = self.paid_order()
        before = self.env["mail.mail"].search_count([])
        for address in ("nobody", "a@example.com, b@example.com", "a@b@c"):
            with self.assertRaises(Invalid) as caught:
                self.command("order.email_receipt", order_id=order["id"], email=address)
            self.assertEqual(caught.exception.errors[0]["field"], "email")
        self.assertEqual(self.env["mail.mail"].search_count([]), before)
        self.assertFalse(self.events("order.receipt_emailed"))
