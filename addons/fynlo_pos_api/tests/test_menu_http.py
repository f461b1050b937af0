import base64
import gzip
import io
from typing import Any
from uuid import uuid4

from PIL import Image

from odoo.fields import Command
from odoo.tests import HttpCase, new_test_user, tagged

PASSWORD = "menu-of-the-day-1"
MENU = "/api/v1/menu"


@tagged("post_install", "-at_install")
class TestMenuHttp(HttpCase):
    """The menu's addresses: headers, conditional requests, pictures, new dishes."""

    def setUp(self) -> None:
        """Sign in as an owner; a dish with a picture and one without."""
        super().setUp()
        login = f"owner-{uuid4()}"
        new_test_user(self.env, login=login, password=PASSWORD, groups="fynlo_pos_api.group_owner")
        self.dish, self.plain = self.env["product.product"].create(
            [
                {"name": name, "available_in_pos": True, "image_1920": picture, "list_price": 5}
                for name, picture in (("Soup", self.picture("red")), ("Bread", False))
            ]
        )
        signed_in = self.url_open("/api/v1/auth/login", json={"login": login, "password": PASSWORD})
        self.token = signed_in.json()["access_token"]

    def picture(self, color: str) -> bytes:
        """A picture of one colour."""
        data = io.BytesIO()
        Image.new("RGB", (600, 600), color).save(data, "PNG")
        return base64.b64encode(data.getvalue())

    def get(self, path: str, **headers: str) -> Any:
        """A GET; the body as it was sent, not unpacked."""
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.url_open(path, headers={"Authorization": f"Bearer {self.token}"} | names)

    def test_conditional(self) -> None:
        """The tag, also a weak one in a list, gives 304; another gives the menu."""
        first = self.get(MENU, Accept_Encoding="identity")
        self.assertEqual(first.status_code, 200)
        self.assertEqual(first.headers["Content-Type"], "application/json")
        self.assertEqual(first.headers["Cache-Control"], "private, no-cache")
        self.assertIn("Accept-Encoding", first.headers["Vary"])
        tag = first.headers["ETag"]
        for sent in (tag, f'"other", W/{tag}', "*"):
            with self.subTest(sent):
                again = self.get(MENU, If_None_Match=sent, Accept_Encoding="identity")
                self.assertEqual((again.status_code, again.content), (304, b""))
                self.assertEqual(again.headers["ETag"], tag)
        self.assertEqual(self.get(MENU, If_None_Match='"other"').status_code, 200)

    def test_gzip(self) -> None:
        """Packed only for whom it may be; both are the same menu under their own tags."""
        plain = self.get(MENU, Accept_Encoding="gzip;q=0")
        packed = self.get(MENU, Accept_Encoding="br, gzip;q=0.5")
        self.assertNotIn("Content-Encoding", plain.headers)
        self.assertEqual(packed.headers["Content-Encoding"], "gzip")
        self.assertEqual(packed.json(), plain.json())
        self.assertLess(int(packed.headers["Content-Length"]), len(plain.content))
        self.assertEqual(
            len(gzip.compress(plain.content, 4, mtime=0)), int(packed.headers["Content-Length"])
        )
        self.assertNotEqual(packed.headers["ETag"], plain.headers["ETag"])

    def test_picture(self) -> None:
        """A dish's picture, smaller than it was given; known it is 304, changed it is new."""
        products = {item["id"]: item for item in self.get(MENU).json()["products"]}
        path = products[self.dish.id]["image_url"]
        self.assertEqual(path, f"/api/v1/menu/products/{self.dish.id}/image")
        self.assertIsNone(products[self.plain.id]["image_url"])
        first = self.get(path)
        self.assertEqual((first.status_code, first.headers["Content-Type"]), (200, "image/png"))
        self.assertEqual(Image.open(io.BytesIO(first.content)).size, (512, 512))
        tag = first.headers["ETag"]
        again = self.get(path, If_None_Match=tag)
        self.assertEqual((again.status_code, again.content), (304, b""))
        self.dish.image_1920 = self.picture("blue")
        self.env.flush_all()
        changed = self.get(path, If_None_Match=tag)
        self.assertEqual(changed.status_code, 200)
        pixel = Image.open(io.BytesIO(changed.content)).convert("RGB").getpixel((0, 0))
        self.assertEqual(pixel, (0, 0, 255))

    def test_no_picture(self) -> None:
        """Without a picture, and of another company's dish, it is 404."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.dish.product_tmpl_id.write({"company_id": other.id, "taxes_id": [Command.clear()]})
        self.env.flush_all()
        for dish in (self.plain, self.dish):
            reply = self.get(f"/api/v1/menu/products/{dish.id}/image")
            self.assertEqual((reply.status_code, reply.json()["code"]), (404, "not_found"))

    def test_create(self) -> None:
        """201 with the new category and dish; the next menu has both."""
        headers = {"Authorization": f"Bearer {self.token}"}
        category = self.url_open(f"{MENU}/categories", json={"name": "Soups"}, headers=headers)
        self.assertEqual(category.status_code, 201)
        currency = self.env.company.currency_id.name
        dish = self.url_open(
            f"{MENU}/products",
            json={
                "name": "Leek soup",
                "price": {"amount": 650, "currency": currency},
                "category_ids": [category.json()["id"]],
            },
            headers=headers,
        )
        self.assertEqual(dish.status_code, 201)
        menu = self.get(MENU).json()
        self.assertIn(category.json(), menu["categories"])
        shown = {item["id"]: item["name"] for item in menu["products"]}
        self.assertEqual(shown[dish.json()["id"]], "Leek soup")

    def test_without_a_token(self) -> None:
        """Nobody reads a menu without saying who he is."""
        reply = self.url_open(MENU)
        self.assertEqual((reply.status_code, reply.json()["code"]), (401, "token_missing"))
