"""The JavaScript client of the events, against a server that misbehaves as the test tells it to."""

from datetime import timedelta

import pytest
from conftest import PHONE, NewPage
from fake_realtime import (
    TIMINGS,
    FakeServer,
    blank_page,
    event,
    start_client,
    wait_for,
    wait_for_state,
)
from playwright.sync_api import Page

_FILES = "/fynlo_pos_api/static/src/realtime"


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """A page of nobody."""
    return new_page(None, PHONE)


@pytest.fixture
def fake(page: Page) -> FakeServer:
    """The server as that page sees it."""
    return FakeServer(page)


def _online(page: Page) -> None:
    start_client(page)
    wait_for_state(page, "online")


def test_waits_double_up_to_a_limit_and_are_anything_below(page: Page) -> None:
    blank_page(page)
    waits = page.evaluate(
        """async (url) => {
            const { Backoff } = await import(url);
            const longest = new Backoff({ firstMs: 100, longestMs: 500, random: () => 0.5 });
            const waits = [1, 2, 3, 4, 5].map(() => longest.next());
            longest.reset();
            return [...waits, longest.next(), new Backoff({ random: () => 0 }).next()];
        }""",
        f"{_FILES}/backoff.js",
    )
    assert waits == [50, 100, 200, 250, 250, 50, 0]


def test_the_last_ids_are_remembered(page: Page) -> None:
    blank_page(page)
    new = page.evaluate(
        """async (url) => {
            const { Seen } = await import(url);
            const seen = new Seen(3);
            const new_ = [1, 2, 2, 3, 1, 4, 1].map((id) => seen.add(id));
            seen.clear();
            return [...new_, seen.add(4)];
        }""",
        f"{_FILES}/seen.js",
    )
    assert new == [True, True, False, True, False, True, True, True]


def test_the_token_is_the_first_message(page: Page, fake: FakeServer) -> None:
    start_client(page, language="en_GB")
    wait_for_state(page, "online")
    assert fake.heard[0] == {"type": "authenticate", "token": "first", "language": "en_GB"}
    assert page.evaluate("window.states") == ["connecting", "online"]
    assert page.evaluate("window.hasPlace")
    assert page.evaluate("window.resets") == 0


def test_an_event_counts_once_whichever_way_it_comes(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.feed.append([event(4), event(5), event(6)])
    fake.push(event(5))
    wait_for(page, "window.heard.length === 3")
    fake.push(event(6), event(7))
    wait_for(page, "window.heard.length === 4")
    assert page.evaluate("window.heard") == [5, 4, 6, 7]


def test_only_the_feed_moves_the_cursor(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.push(event(5))
    wait_for(page, "window.heard.length === 1")
    asked = len(fake.asked)
    fake.wait_until(lambda: len(fake.asked) > asked)
    assert set(fake.asked) == {None, "0"}
    fake.feed.append([event(5)])
    fake.push(event(6))
    fake.wait_until(lambda: page.evaluate("window.client.cursor") == "1")
    assert page.evaluate("window.heard") == [5, 6]


def test_messages_without_end_do_not_put_the_feed_off(page: Page, fake: FakeServer) -> None:
    start_client(page, {**TIMINGS, "quietMs": 2000, "busyMs": 1000})
    wait_for_state(page, "online")
    page.wait_for_timeout(3500)
    asked = len(fake.asked)
    for number in range(20):
        fake.push(event(number + 1))
        page.wait_for_timeout(100)
    assert len(fake.asked) > asked


def test_what_was_missed_comes_page_by_page(page: Page, fake: FakeServer) -> None:
    fake.feed = [[event(1), event(2)], [event(3)], [event(4)]]
    start_client(page, cursor="0")
    wait_for(page, "window.heard.length === 4")
    assert page.evaluate("window.heard") == [1, 2, 3, 4]
    assert fake.asked[:3] == ["0", "1", "2"]


def test_after_a_lost_connection_it_catches_up(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.feed.append([event(1), event(2)])
    fake.sockets[-1].close(code=1001, reason="restart")
    wait_for(page, "window.heard.length === 2")
    fake.wait_until(lambda: len(fake.sockets) == 2)
    wait_for_state(page, "online")
    assert page.evaluate("window.states") == ["connecting", "online", "connecting", "online"]


def test_it_hears_by_name(page: Page, fake: FakeServer) -> None:
    _online(page)
    page.evaluate(
        """() => {
            window.paid = [];
            window.off = window.client.on("order.paid", (event) => window.paid.push(event));
        }"""
    )
    fake.push(event(1, "order.paid", payload={"due": 0}), event(2))
    wait_for(page, "window.heard.length === 2")
    assert page.evaluate("window.paid") == [event(1, "order.paid", payload={"due": 0})]
    page.evaluate("window.off()")
    fake.push(event(3, "order.paid"))
    wait_for(page, "window.heard.length === 3")
    assert page.evaluate("window.paid.length") == 1


def test_a_handler_that_fails_is_reported_and_stops_no_other(page: Page, fake: FakeServer) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(error.message))
    _online(page)
    page.evaluate("void window.client.on('order.created', () => { throw new Error('broken'); })")
    fake.push(event(1), event(2))
    wait_for(page, "window.heard.length === 2")
    assert errors == ["broken", "broken"]


def test_it_authenticates_again_before_the_token_ends(page: Page, fake: FakeServer) -> None:
    fake.expires_in = timedelta(seconds=12)
    _online(page)
    page.evaluate("window.token = 'second'")
    fake.wait_until(lambda: len(fake.said("authenticate")) == 2)
    assert [message["token"] for message in fake.said("authenticate")] == ["first", "second"]
    assert len(fake.sockets) == 1


def test_a_changed_token_is_told_at_once(page: Page, fake: FakeServer) -> None:
    _online(page)
    page.evaluate("window.token = 'another'; window.client.tokenChanged()")
    fake.wait_until(lambda: len(fake.said("authenticate")) == 2)
    assert fake.heard[-1]["token"] == "another"
    assert len(fake.sockets) == 1


def test_a_refused_token_is_asked_for_anew(page: Page, fake: FakeServer) -> None:
    _online(page)
    assert set(page.evaluate("window.hints")) == {False}
    page.evaluate("window.token = 'second'")
    fake.sockets[-1].close(code=4001, reason="token_expired")
    fake.wait_until(lambda: len(fake.said("authenticate")) == 2)
    assert page.evaluate("window.hints").count(True) == 1
    assert fake.said("authenticate")[-1]["token"] == "second"


def test_the_feed_asks_for_another_token_too(page: Page, fake: FakeServer) -> None:
    fake.feed_status = 401
    start_client(page)
    fake.wait_until(lambda: True in page.evaluate("window.hints"))
    fake.feed_status = 200
    wait_for_state(page, "online")


def test_a_silent_server_is_given_up(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.wait_until(lambda: len(fake.said("ping")) >= 2)
    assert len(fake.sockets) == 1
    fake.answers = False
    fake.wait_until(lambda: len(fake.sockets) >= 2)
    fake.answers = True
    fake.wait_until(lambda: page.evaluate("window.client.connection?.isAuthenticated") is True)
    wait_for_state(page, "online")


def test_a_server_that_does_not_authenticate_is_given_up(page: Page, fake: FakeServer) -> None:
    fake.answers = False
    start_client(page)
    fake.wait_until(lambda: len(fake.sockets) >= 2)
    assert "authenticate" in {message["type"] for message in fake.heard}


def test_an_unknown_cursor_means_read_the_state_anew(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.push(event(7))
    wait_for(page, "window.heard.length === 1")
    fake.feed_status = 410
    fake.sockets[-1].close(code=1001, reason="restart")
    fake.wait_until(lambda: len(fake.asked) > 2 and fake.asked[-1] is None)
    assert page.evaluate("window.resets") == 0
    fake.feed_status = 200
    wait_for(page, "window.resets === 1")
    wait_for_state(page, "online")
    # The restored server counts from there again.
    fake.wait_until(lambda: page.evaluate("window.client.connection?.isAuthenticated") is True)
    fake.push(event(7))
    wait_for(page, "window.heard.length === 2")
    assert page.evaluate("window.resets") == 1


def test_without_a_websocket_the_feed_is_read_again_and_again(page: Page, fake: FakeServer) -> None:
    fake.has_websocket = False
    start_client(page)
    wait_for_state(page, "online")
    fake.feed.append([event(1)])
    wait_for(page, "window.heard.length === 1")
    fake.feed.append([event(2)])
    wait_for(page, "window.heard.length === 2")
    assert not fake.heard


def test_it_says_when_nothing_can_be_had(page: Page, fake: FakeServer) -> None:
    _online(page)
    fake.has_websocket, fake.feed_status = False, 503
    fake.sockets[-1].close(code=1001, reason="restart")
    wait_for_state(page, "offline")
    fake.feed.append([event(1)])
    fake.has_websocket, fake.feed_status = True, 200
    wait_for_state(page, "online")
    wait_for(page, "window.heard.length === 1")


def test_it_stops_and_goes_on_from_there(page: Page, fake: FakeServer) -> None:
    _online(page)
    page.evaluate("window.client.stop()")
    assert page.evaluate("window.client.state") == "offline"
    fake.feed.append([event(1)])
    asked, sockets = len(fake.asked), len(fake.sockets)
    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.wait_for_timeout(1500)
    assert (len(fake.asked), len(fake.sockets)) == (asked, sockets)
    page.evaluate("window.client.start()")
    wait_for(page, "window.heard.length === 1")
    wait_for_state(page, "online")


def test_an_event_may_stop_it(page: Page, fake: FakeServer) -> None:
    _online(page)
    page.evaluate("void window.client.on('order.paid', () => window.client.stop())")
    fake.feed.append([event(1, "order.paid"), event(2)])
    fake.push(event(1, "order.paid"), event(2))
    wait_for_state(page, "offline")
    assert page.evaluate("window.heard") == [1]
    page.evaluate("window.client.start()")
    wait_for(page, "window.heard.length === 2")
    assert page.evaluate("window.heard") == [1, 2]


def test_it_follows_what_the_browser_knows_of_the_network(page: Page, fake: FakeServer) -> None:
    start_client(page, {**TIMINGS, "pollMs": 30_000, "pingMs": 30_000})
    wait_for_state(page, "online")
    fake.feed_status = 503
    page.evaluate("window.dispatchEvent(new Event('offline'))")
    wait_for_state(page, "offline")
    fake.feed_status = 200
    page.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for_state(page, "online")


def test_a_page_that_is_seen_again_looks_after_its_connection(page: Page, fake: FakeServer) -> None:
    start_client(page, {**TIMINGS, "pingMs": 30_000})
    wait_for_state(page, "online")
    page.wait_for_timeout(500)
    asked = len(fake.asked)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    fake.wait_until(lambda: len(fake.said("ping")) == 1 and len(fake.asked) > asked)
    fake.answers = False
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    fake.wait_until(lambda: len(fake.sockets) == 2)
