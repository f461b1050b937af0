"""The session of one day: found where an earlier run left it, opened, closed."""

from collections.abc import Iterator
from datetime import datetime

from .api import Api, Json
from .errors import Refused, ReplayError
from .identity import key
from .plan import CARD, CASH, Day
from .sale import find_order
from .terms import Terms, money

POSTED = "posted"
PAGE = 200


class DaySession:
    """A day's session on the till of `api`."""

    def __init__(self, api: Api, day: Day, terms: Terms, source: str) -> None:
        self._api = api
        self._day = day
        self._terms = terms
        self._source = source

    def find(self) -> tuple[int, bool] | None:
        """Return the id of the day's session and whether it is closed, None when there is none.

        Raises ReplayError when the till has an open session that is not this day's.
        """
        first = find_order(self._api, self._day.orders[0])
        if first and first["state"] == POSTED:
            return int(first["session_id"]), True
        current = self.current()
        if current is None:
            return None
        if not self._is_ours(current):
            raise ReplayError(
                f"The till {current['till']['name']} has an open session of"
                f" {current['business_date']}; close it, or name another till with --till."
            )
        return int(current["id"]), False

    def _is_ours(self, session: Json) -> bool:
        """Whether an earlier run opened the till's open session for this day."""
        if not self._terms.is_today:
            return datetime.fromisoformat(session["opened_at"]) == self._day.opened_at
        ours = {str(order.id) for order in self._day.orders}
        if any(order["id"] in ours for order in self.orders(session["id"])):
            return True
        # Killed before its first order; to its own key the server gives the session once more.
        try:
            return self._open() == session["id"]
        except Refused:
            return False

    def current(self) -> Json | None:
        """Return the till's open session."""
        try:
            return self._api.get("session.current", "/sessions/current")
        except Refused as refusal:
            if refusal.status == 404:
                return None
            raise

    def methods(self) -> dict[str, int]:
        """Return the id of a way to pay by its kind; raises ReplayError when one is missing."""
        current = self.current()
        listed = current["payment_methods"] if current else []
        methods = {item["kind"]: item["id"] for item in reversed(listed)}
        missing = {CASH, CARD} - methods.keys()
        if missing:
            raise ReplayError(f"The till takes no {' and no '.join(sorted(missing))} payments.")
        return methods

    def open(self) -> int:
        """Open the session with the day's float and time; return its id."""
        try:
            return self._open()
        except Refused as refusal:
            # A run that was killed may have opened it after we looked.
            found = self.find() if refusal.status == 409 else None
            if found is None:
                raise
            return found[0]

    def _open(self) -> int:
        body = {
            "opening_float": money(self._day.opening_float, self._terms.currency),
            **self._terms.at("at", self._day.opened_at),
        }
        key_of_day = key(self._source, "session.open", self._day.date)
        return int(self._api.post("session.open", "/sessions", body, key_of_day)["id"])

    def close(self, session_id: int) -> Json:
        """Close the session with the cash that has to be there; return its Z report."""
        body = {
            "counted_cash": money(self._day.counted_cash, self._terms.currency),
            **self._terms.at("at", self._day.closed_at),
        }
        path = f"/sessions/{session_id}/close"
        key_of_day = key(self._source, "session.close", self._day.date)
        try:
            report: Json = self._api.post("session.close", path, body, key_of_day)["report"]
        except Refused as refusal:
            # A run that was killed may have closed it, from another device, after we looked.
            if refusal.code != "session_not_open":
                raise
            return self.report(session_id)
        return report

    def report(self, session_id: int) -> Json:
        """Return the Z report of the session, which is closed already."""
        reply = self._api.get("session.report", f"/sessions/{session_id}/report")
        report: Json = reply["report"]
        return report

    def orders(self, session_id: int) -> Iterator[Json]:
        """Yield the session's orders, page by page."""
        cursor: dict[str, str] = {}
        while True:
            page = self._api.get(
                "order.list", "/orders", session_id=session_id, limit=PAGE, **cursor
            )
            yield from page["items"]
            if not page["next_cursor"]:
                return
            cursor = {"cursor": page["next_cursor"]}

    def daily_total(self) -> Json | None:
        """Return the till's total of the business date, None when nothing was sold."""
        query = {"from": self._day.date.isoformat(), "to": self._day.date.isoformat()}
        items = self._api.get("payment.daily_totals", "/payments/daily-totals", **query)["items"]
        return next(iter(items), None)
