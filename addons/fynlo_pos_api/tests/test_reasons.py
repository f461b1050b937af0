from odoo.tests import tagged

from ..const import Role
from ..domain.reasons import FIRST_REASONS, ReasonKind
from ..exceptions import Forbidden, Invalid, NotFound, VersionConflict
from .common import RestaurantCase


@tagged("post_install", "-at_install")
class TestReasons(RestaurantCase):
    """The list of reasons that the owner keeps."""

    def names(self, kind: str, **values: object) -> list[str]:
        """The names of the reasons of a kind."""
        items = self.run_query("reason.list", {"kind": kind, **values}, Role.SERVER)["items"]
        return [item["name"] for item in items]

    def test_each_company_begins_with_a_list(self) -> None:
        """A company that is made later too, and each has its own."""
        reasons = self.env["fynlo.reason"]
        for company in (self.company, self.other_company):
            for kind, names in FIRST_REASONS.items():
                found = reasons.search([("company_id", "=", company.id), ("kind", "=", kind)])
                self.assertEqual(tuple(found.mapped("name")), names)
        self.assertEqual(self.names("comp"), ["Complaint", "Long wait", "On the house"])

    def test_the_first_list_is_given_once(self) -> None:
        """An update of the addon puts back nothing that the owner took off."""
        reasons = self.env["fynlo.reason"].with_context(active_test=False)
        reasons.search([("company_id", "=", self.company.id), ("kind", "=", "comp")]).active = False
        before = reasons.search_count([])
        self.env["res.company"]._fynlo_add_defaults()
        self.assertEqual(reasons.search_count([]), before)
        self.assertEqual(self.names("comp"), [])

    def test_an_owner_adds_and_takes_off(self) -> None:
        """In the order of the list; what is off the list is shown on request only."""
        values = {"kind": "void", "name": "Wrong table", "sequence": 5}
        made = self.run_command("reason.create", values, Role.OWNER)
        self.assertEqual((made["name"], made["active"], made["version"]), ("Wrong table", True, 1))
        self.assertEqual(self.names("void")[0], "Wrong table")
        changed = {"reason_id": made["id"], "active": False, "base_version": 1}
        taken_off = self.run_command("reason.change", changed, Role.OWNER)
        self.assertEqual((taken_off["active"], taken_off["version"]), (False, 2))
        self.assertNotIn("Wrong table", self.names("void"))
        self.assertIn("Wrong table", self.names("void", archived=True))
        self.assertEqual(len(self.events("reason.created")), 1)
        [event] = self.events("reason.changed")
        self.assertEqual(event.payload, {"id": made["id"], "active": False})

    def test_a_stale_change_is_refused(self) -> None:
        made = self.run_command("reason.create", {"kind": "void", "name": "Spilt"}, Role.OWNER)
        renamed = {"reason_id": made["id"], "name": "Dropped", "base_version": 1}
        current = self.run_command("reason.change", renamed, Role.OWNER)
        with self.assertRaises(VersionConflict) as caught:
            self.run_command("reason.change", {**renamed, "name": "Fell"}, Role.OWNER)
        self.assertEqual(caught.exception.extra["current"], current)
        self.assertIn("Dropped", self.names("void"))

    def test_only_an_owner_changes_the_list(self) -> None:
        before = self.names("void")
        with self.assertRaises(Forbidden):
            self.run_command("reason.create", {"kind": "void", "name": "Mine"}, Role.MANAGER)
        self.assertEqual(self.names("void"), before)

    def test_another_companys_reasons_are_not_there(self) -> None:
        theirs = self.env["fynlo.reason"].search(
            [("company_id", "=", self.other_company.id), ("kind", "=", "void")], limit=1
        )
        with self.assertRaises(NotFound):
            changed = {"reason_id": theirs.id, "name": "Ours"}
            self.run_command("reason.change", changed, Role.OWNER)
        self.assertEqual(theirs.name, "Ordered by mistake")
        with self.assertRaises(Invalid) as caught:
            self.service("fynlo.reasons")._of(ReasonKind.VOID, theirs.id, "lines.0.reason_id")
        self.assertEqual(caught.exception.errors[0]["field"], "lines.0.reason_id")

    def test_a_reason_is_for_its_kind(self) -> None:
        own = self.env["fynlo.reason"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "void")], limit=1
        )
        service = self.service("fynlo.reasons")
        self.assertEqual(service._of(ReasonKind.VOID, own.id), own)
        with self.assertRaises(Invalid):
            service._of(ReasonKind.COMP, own.id)
        own.active = False
        with self.assertRaises(Invalid):
            service._of(ReasonKind.VOID, own.id)
