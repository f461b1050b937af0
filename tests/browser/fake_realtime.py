"""A server of the realtime protocol inside the browser, which does what a test tells it to."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, Route, WebSocketRoute

PAGE = "/realtime-client"
# Short, so that a test waits for little.
TIMINGS = {
    "connectMs": 1500,
    "pingMs": 400,
    "pongMs": 400,
    "quietMs": 100,
    "busyMs": 1000,
    "restMs": 60_000,
    "pollMs": 200,
    "stableMs": 300,
}
_SCRIPT = """
async ({ timings, options }) => {
    const module = await import("/fynlo_pos_api/static/src/realtime/client.js");
    const { Backoff } = await import("/fynlo_pos_api/static/src/realtime/backoff.js");
    Object.assign(window, { heard: [], states: [], resets: 0, hints: [], token: "first" });
    window.client = new module.RealtimeClient({
        token: async (hint) => {
            window.hints.push(hint.refused);
            return window.token;
        },
        onEvent: (event) => window.heard.push(event.id),
        onState: (state) => window.states.push(state),
        onReset: () => (window.resets += 1),
        backoff: new Backoff({ firstMs: 200, longestMs: 500 }),
        timings,
        ...options,
    });
    window.client.start().then(() => (window.hasPlace = true));
}
"""


def blank_page(page: Page) -> None:
    """A page of the server's origin with nothing on it."""
    body = "<!doctype html><title>Realtime</title>"
    page.route(f"**{PAGE}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(PAGE)


def start_client(page: Page, timings: dict[str, int] | None = None, **options: Any) -> None:
    """Make window.client and start it; what it says is in window.heard, states and resets."""
    page.evaluate(_SCRIPT, {"timings": timings or TIMINGS, "options": options})


def wait_for(page: Page, condition: str, value: Any = None) -> None:
    """Wait until an expression of the page holds; `value` is what it calls `value`."""
    page.wait_for_function(f"(value) => {condition}", arg=value)


def wait_for_state(page: Page, state: str) -> None:
    """Wait until the client is connecting, online or offline."""
    wait_for(page, "window.client.state === value", state)


def event(number: int, name: str = "order.created", **values: Any) -> dict[str, Any]:
    """An event's message."""
    return {"id": number, "name": name, "cursor": f"9{number}.{number}", **values}


class FakeServer:
    """The feed and the websocket, as the page sees them.

    feed        the events that the feed has, each a list of its own page
    sockets     the connections, the last one last
    heard       what they said
    asked       the cursors that the feed was asked with
    """

    def __init__(self, page: Page) -> None:
        """Take the place of the real feed and websocket on a page."""
        self.page = page
        self.feed: list[list[dict[str, Any]]] = []
        self.feed_status = 200
        self.has_websocket = True
        self.answers = True
        self.expires_in = timedelta(minutes=15)
        self.sockets: list[WebSocketRoute] = []
        self.heard: list[dict[str, Any]] = []
        self.asked: list[str | None] = []
        page.route("**/api/v1/events?*", self._read)
        page.route_web_socket("**/websocket/fynlo", self._open)
        blank_page(page)

    def push(self, *events: dict[str, Any]) -> None:
        """Send events on the last connection."""
        self.sockets[-1].send(json.dumps({"type": "events", "items": events}))

    def said(self, kind: str) -> list[dict[str, Any]]:
        """What was said on any connection, of one type."""
        return [message for message in self.heard if message["type"] == kind]

    def wait_until(self, condition: Any, seconds: float = 15) -> None:
        """Let the page work until something holds here."""
        deadline = datetime.now(UTC) + timedelta(seconds=seconds)
        while not condition():
            assert datetime.now(UTC) < deadline, "it did not come"
            self.page.wait_for_timeout(50)

    def _read(self, route: Route) -> None:
        cursor = route.request.url.partition("cursor=")[2] or None
        self.asked.append(cursor)
        if self.feed_status != 200:
            route.fulfill(status=self.feed_status, json={})
            return
        # The cursor is the number of the page; without one, nothing is missed.
        place = len(self.feed) if cursor is None else int(cursor)
        items = self.feed[place] if place < len(self.feed) else []
        after = min(place + 1, len(self.feed))
        more = after < len(self.feed)
        page = {"items": items, "cursor": str(after), "has_more": more, "lag_seconds": 0}
        route.fulfill(json=page)

    def _open(self, socket: WebSocketRoute) -> None:
        self.sockets.append(socket)
        socket.on_message(lambda text: self._hear(socket, json.loads(str(text))))
        if not self.has_websocket:
            socket.close(code=1011, reason="none")

    def _hear(self, socket: WebSocketRoute, message: dict[str, Any]) -> None:
        self.heard.append(message)
        if not self.answers:
            return
        if message["type"] == "ping":
            socket.send('{"type": "pong"}')
        else:
            ends = (datetime.now(UTC) + self.expires_in).isoformat()
            reply = {"type": "authenticated", "expires_at": ends, "channels": []}
            socket.send(json.dumps(reply))
