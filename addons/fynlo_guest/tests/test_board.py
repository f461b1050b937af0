from typing import Any

from odoo.addons.fynlo_pos_api.const import Role
from odoo.addons.fynlo_pos_api.domain.roles import STAFF
from odoo.addons.fynlo_pos_api.exceptions import Conflict, Forbidden, NotFound

from .guest_case import GuestCase

SERVICE = (Role.OWNER, Role.MANAGER, Role.CASHIER, Role.SERVER)
OTHERS = (Role.KITCHEN, Role.ACCOUNTANT, Role.CUSTOMER)


class TestBoard(GuestCase):
    """The board of service requests, for all who may see to them and nobody else."""

    def board(self, user: Any) -> Any:
        """The board as a user of Odoo has it."""
        return self.env["fynlo.service.request.screen"].with_user(user)

    def states(self) -> list[str]:
        """How far each request is, in the order in which they were made."""
        return self.env["fynlo.service.request"].search([], order="id").mapped("state")

    def test_it_shows_what_the_api_lists(self) -> None:
        for kind in ("water", "bill"):
            self.ask(kind)
        done = self.ask("help", self.server(), table_id=self.two.id)
        self.run_command("service_request.close", self.server(), request_id=done["id"])
        listed = self.query("service_request.list", self.server())["items"]
        self.assertEqual([item["kind"] for item in listed], ["water", "bill"])
        for role in SERVICE:
            shown = self.board(self.user_in(role)).read_waiting()
            self.assertEqual(shown["items"], listed, role)
            self.assertGreaterEqual(shown["now"], listed[0]["asked_at"])

    def test_it_names_the_table_and_the_floor(self) -> None:
        asked = self.ask("water")
        place = {"id": self.one.id, "name": "Hall, 1", "number": 1, "floor": "Hall"}
        self.assertEqual(asked["table"], place)

    def test_its_buttons_run_the_commands(self) -> None:
        """Each gives back what waits then."""
        asked = self.ask("waiter")
        server = self.user_in(Role.SERVER, "Ewan")
        [item] = self.board(server).take(asked["id"])["items"]
        self.assertEqual(item["taken_by_user"], {"id": server.id, "name": "Ewan"})
        self.assertEqual(self.board(server).take(asked["id"])["items"], [item])
        cashier = self.board(self.user_in(Role.CASHIER))
        with self.assertRaises(Conflict) as caught:
            cashier.take(asked["id"])
        self.assertEqual(caught.exception.detail, "Ewan is on the way.")
        self.assertEqual(cashier.close_request(asked["id"])["items"], [])
        self.assertEqual(self.states(), ["closed"])
        events = self.event("service_request.taken") + self.event("service_request.closed")
        self.assertEqual(len(events), 2)

    def test_who_may_not(self) -> None:
        """Without the scope it shows nothing and does nothing."""
        asked = self.ask("waiter")
        for role in OTHERS:
            board = self.board(self.user_in(role))
            calls = board.read_waiting, board.take, board.close_request
            for call, values in zip(calls, ([], [asked["id"]], [asked["id"]]), strict=True):
                with self.assertRaises(Forbidden) as caught:
                    call(*values)
                self.assertEqual(caught.exception.code, "scope_missing")
        self.assertEqual(self.states(), ["open"])

    def test_another_company(self) -> None:
        asked = self.ask("waiter")
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.board(self.user_in(Role.OWNER, company=other))
        self.assertEqual(stranger.read_waiting()["items"], [])
        for call in (stranger.take, stranger.close_request):
            with self.assertRaises(NotFound):
                call(asked["id"])
        self.assertEqual(self.states(), ["open"])

    def test_the_menu(self) -> None:
        """A server finds the board in the Fynlo app, and nothing that is not for servers."""
        board, history = (
            self.env.ref(f"fynlo_guest.menu_service_request{name}") for name in ("s", "_history")
        )
        for role in STAFF:
            seen = self.menus(role)
            self.assertEqual(board in seen, role in SERVICE, role)
            self.assertEqual(history in seen, role in {Role.OWNER, Role.MANAGER}, role)
        for role in (Role.SERVER, Role.CASHIER):
            names = self.menus(role).mapped("name")
            self.assertEqual(sorted(names), ["Fynlo", "Service requests"], role)

    def menus(self, role: Role) -> Any:
        """What somebody in a role sees of the Fynlo app's menu (ir.ui.menu)."""
        menus = self.env["ir.ui.menu"]
        seen = menus.with_user(self.user_in(role))._visible_menu_ids()
        root = self.env.ref("fynlo_pos_api.menu_fynlo")
        return menus.browse(seen).filtered_domain([("id", "child_of", root.id)])
