"""The dining room's tables, at which somebody asks for something."""

from typing import Any

import psycopg2
from till_api import Api
from tracking import Followed

from cli.server import Server


class Hall:
    """The tables of the dining room, and Priya's till there."""

    def __init__(self, server: Server, office: Api, till: Api) -> None:
        """Know the tables."""
        self.server, self.office, self.till = server, office, till
        [floor, *_] = till.get("/floors")["items"]
        self.tables: list[dict[str, Any]] = floor["tables"]
        self.floor: str = floor["name"]
        # Who asks for the bill has ordered.
        Followed(server, till, order_type="dine_in", table_id=self.tables[0]["id"], covers=2)

    def ask(self, kind: str, place: int = 0, seconds: int = 0) -> dict[str, Any]:
        """As if a guest had asked, so many seconds ago."""
        body = {"kind": kind, "table_id": self.tables[place]["id"]}
        asked: dict[str, Any] = self.till.post("/service-requests", body)
        self._execute(
            "UPDATE fynlo_service_request SET by_guest = true,"
            " asked_at = asked_at - %s * interval '1 second' WHERE uuid = %s",
            [seconds, asked["id"]],
        )
        return asked

    def take(self, asked: dict[str, Any]) -> None:
        """Priya goes there."""
        self.till.post(f"/service-requests/{asked['id']}/take", {})

    def calm(self) -> None:
        """Nobody is waiting."""
        for asked in self.office.get("/service-requests")["items"]:
            self.office.post(f"/service-requests/{asked['id']}/close", {})

    def _execute(self, statement: str, values: list[Any]) -> None:
        connection = psycopg2.connect(self.server.dsn)
        with connection, connection.cursor() as cursor:
            cursor.execute(statement, values)
        connection.close()
