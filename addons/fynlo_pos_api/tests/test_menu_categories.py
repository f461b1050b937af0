import base64
import io
from typing import Any

from PIL import Image

from odoo.tests import tagged

from ..exceptions import Conflict, Invalid, NotFound, VersionConflict
from .menu_case import MenuCase


@tagged("post_install", "-at_install")
class TestMenuCategories(MenuCase):
    """Categories are changed and archived, each company's its own."""

    def change(self, **values: Any) -> dict[str, Any]:
        """Change the mains."""
        return self.edit("menu.change_category", category_id=self.mains.id, **values)

    def listed(self, **values: Any) -> list[dict[str, Any]]:
        """The categories as the API lists them."""
        return self.query("menu.categories", **values)["items"]

    def last(self, name: str) -> Any:
        """The last event of this name."""
        return self.env["fynlo.event"].search([("name", "=", name)], limit=1)

    def test_changed(self) -> None:
        """What was sent, with a version and an event that names it; null clears."""
        changed = self.change(name="Main dishes", kitchen_name="HOT", course=2, color=5)
        self.assertEqual(
            (changed["name"], changed["kitchen_name"], changed["course"], changed["color"]),
            ("Main dishes", "HOT", 2, 5),
        )
        self.assertEqual((changed["sequence"], changed["version"]), (7, 1))
        self.assertEqual(self.last("menu.category_changed").payload["changed"],
                         ["name", "color", "kitchen_name", "course"])  # fmt: skip
        self.assertIn(changed, self.menu()["categories"])
        self.assertEqual(self.product(self.burger)["course"], 2)
        cleared = self.change(kitchen_name=None, course=None, base_version=1)
        self.assertEqual((cleared["kitchen_name"], cleared["course"]), (None, None))
        self.assertEqual(self.change(name="Main dishes")["version"], 2)

    def test_stale(self) -> None:
        """Who saw an older version gets the newer one, and changes nothing."""
        self.change(name="Hot")
        with self.assertRaises(VersionConflict) as caught:
            self.change(name="Cold", base_version=0)
        self.assertEqual(caught.exception.extra["current"]["name"], "Hot")
        self.assertEqual(self.mains.name, "Hot")

    def test_below_itself(self) -> None:
        """Neither directly nor by way of another."""
        grill = self.edit("menu.create_category", name="Grill", parent_id=self.mains.id)
        for parent_id in (self.mains.id, grill["id"]):
            with self.assertRaises(Invalid) as caught:
                self.change(parent_id=parent_id)
            self.assertEqual(caught.exception.errors[0]["field"], "parent_id")
        self.assertFalse(self.mains.parent_id)

    def test_archived(self) -> None:
        """Not while it holds dishes or categories; then it is off the menu, and may come back."""
        archive = {"category_id": self.mains.id}
        with self.assertRaises(Conflict):
            self.runner()._command("menu.archive_category", archive)
        self.burger.pos_categ_ids = False
        grill = self.edit("menu.create_category", name="Grill", parent_id=self.mains.id)
        with self.assertRaises(Conflict):
            self.runner()._command("menu.archive_category", archive)
        self.assertTrue(self.mains.active)
        self.runner()._command("menu.archive_category", {"category_id": grill["id"]})
        self.runner()._command("menu.archive_category", archive)
        ids = [item["id"] for item in self.listed()]
        self.assertNotIn(self.mains.id, ids)
        self.assertIn(self.mains.id, [item["id"] for item in self.listed(archived=True)])
        self.assertEqual(self.last("menu.category_archived").payload["name"], "Mains")
        self.assertTrue(self.change(active=True)["active"])
        self.assertIn(self.mains.id, [item["id"] for item in self.listed()])

    def test_of_another_company(self) -> None:
        """It is neither found, nor named, nor on the menu; one of all companies is."""
        other = self.env["res.company"].create({"name": "Elsewhere"})
        theirs = self.env["pos.category"].create({"name": "Theirs", "company_id": other.id})
        with self.assertRaises(NotFound):
            self.edit("menu.change_category", category_id=theirs.id, name="Ours")
        with self.assertRaises(NotFound):
            self.runner()._command("menu.archive_category", {"category_id": theirs.id})
        with self.assertRaises(Invalid):
            self.change(parent_id=theirs.id)
        with self.assertRaises(Invalid):
            self.edit("menu.change_product", product_id=self.bread.id, category_ids=[theirs.id])
        self.assertEqual((theirs.name, theirs.active), ("Theirs", True))
        self.assertNotIn(theirs.id, [item["id"] for item in self.menu()["categories"]])
        self.assertIn(self.mains.id, [item["id"] for item in self.menu()["categories"]])

    def test_picture(self) -> None:
        """Set, read and taken away; what is no picture is refused."""
        data = io.BytesIO()
        Image.new("RGB", (600, 300), "red").save(data, "PNG")
        image = base64.b64encode(data.getvalue()).decode()
        command = "menu.set_category_image"
        done = self.edit(command, category_id=self.mains.id, image=image)
        path = f"/api/v1/menu/categories/{self.mains.id}/image"
        self.assertEqual((done["image_url"], done["version"]), (path, 1))
        reply = self.runner()._query("menu.category_image", {"category_id": self.mains.id})
        self.assertEqual(reply.headers["Content-Type"], "image/png")
        self.assertEqual(Image.open(io.BytesIO(reply.body)).size, (512, 256))
        broken = base64.b64encode(b"\x89PNG\r\n\x1a\nbroken").decode()
        for wrong in ("no base64", base64.b64encode(b"<svg/>").decode(), broken):
            with self.subTest(wrong[:10]), self.assertRaises(Invalid) as caught:
                self.edit(command, category_id=self.mains.id, image=wrong)
            self.assertEqual(caught.exception.errors[0]["field"], "image")
        self.assertIsNone(self.edit(command, category_id=self.mains.id, image=None)["image_url"])
        with self.assertRaises(NotFound):
            self.runner()._query("menu.category_image", {"category_id": self.mains.id})
