"""A kitchen screen whose connection is cut: it says so, and misses nothing and doubles nothing."""

from collections.abc import Callable
from typing import Any

from kitchen import Kitchen, card_of, is_live, shown_numbers
from playwright.sync_api import Page, expect

# How the store of tickets comes to what the server has, whatever order replies come in: a made up
# server, and 400 random evenings of reads and replies that overtake one another.
STORE = """
async () => {
    const { TicketStore } = await import("/fynlo_kitchen/static/src/core/ticket_store.js");
    let seed = 7;
    const random = (most) => {
        seed = (seed * 1103515245 + 12345) % 2147483648;
        return seed % most;
    };
    const problems = [];
    for (let evening = 0; evening < 400; evening++) {
        const server = new Map();
        const store = new TicketStore((ticket) => ticket.state === "new");
        const reads = [], replies = [];
        const gone = new Set();
        const read = () => {
            const items = [...server.values()].filter((ticket) => ticket.state === "new");
            reads.push({ began: store.beginRead(), items: structuredClone(items) });
        };
        for (let step = 0; step < 40; step++) {
            const ids = [...server.keys()];
            const id = ids[random(ids.length || 1)];
            const chance = random(6);
            if (chance === 0) {
                const made = `t${server.size}`;
                server.set(made, { id: made, version: 1, state: "new", sentAt: step });
            } else if (chance === 1 && id) {
                const ticket = server.get(id);
                Object.assign(ticket, { version: ticket.version + 1, state: "completed" });
                replies.push(structuredClone(ticket));
            } else if (chance === 2 && id) {
                const ticket = server.get(id);
                Object.assign(ticket, { version: ticket.version + 1, state: "new" });
                replies.push(structuredClone(ticket));
            } else if (chance === 3 && !reads.length) {
                read();
            } else if (chance === 4 && reads.length) {
                const { began, items } = reads.shift();
                store.endRead(began, items);
            } else if (chance === 5 && replies.length) {
                store.learn(replies.splice(random(replies.length), 1)[0]);
            }
            const shown = store.shown().map((ticket) => ticket.id);
            if (new Set(shown).size !== shown.length) {
                problems.push(`evening ${evening}: a ticket twice`);
            }
        }
        replies.forEach((ticket) => store.learn(ticket));
        reads.forEach(({ began, items }) => store.endRead(began, items));
        reads.length = 0;
        read();
        store.endRead(reads[0].began, reads[0].items);
        const wanted = [...server.values()].filter((ticket) => ticket.state === "new");
        const shown = store.shown();
        if (JSON.stringify(shown.map((t) => [t.id, t.version])) !==
            JSON.stringify(wanted.map((t) => [t.id, t.version]))) {
            problems.push(`evening ${evening}: not equal to the server`);
        }
    }
    return problems;
}
"""


def test_offline_and_back(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    orders = kitchen.rush_hour(6)
    page = screen()
    kitchen.open(page, "Grill")
    expect(page.locator(".k-ticket")).to_have_count(6)
    is_live(page)
    page.context.set_offline(True)
    banner = page.locator(".k-offline")
    expect(banner).to_contain_text("No connection since", timeout=30_000)
    expect(page.locator(".k-ticket")).to_have_count(6)
    # What is done now is not kept in the dark.
    card_of(page, orders[1]["number"]).get_by_role("button", name="Done", exact=True).click()
    expect(page.locator(".k-toast_refusal")).to_contain_text("no connection")
    expect(card_of(page, orders[1]["number"])).to_be_visible()
    # Meanwhile another screen completes one, and two more come in.
    cook = kitchen.cook("Grill")
    done = cook.get("/kitchen/orders")["items"][0]
    cook.post(f"/kitchen/orders/{done['id']}/complete", {})
    new = [kitchen.order(kitchen.line("Chips")) for _ in range(2)]
    page.context.set_offline(False)
    for order in new:
        expect(card_of(page, order["number"])).to_have_count(1, timeout=40_000)
    expect(banner).to_have_count(0)
    expect(card_of(page, done["number"])).to_have_count(0)
    assert shown_numbers(page) == kitchen.numbers("Grill")


def test_it_is_photographed_offline(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    kitchen.rush_hour(7)
    page = screen()
    kitchen.open(page, "Grill")
    is_live(page)
    page.context.set_offline(True)
    expect(page.locator(".k-offline")).to_be_visible(timeout=30_000)


def test_two_screens_of_a_station_stay_equal(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    one, other = screen(), screen()
    for page in (one, other):
        kitchen.open(page, "Grill")
        is_live(page)
    orders = [kitchen.order(kitchen.line("Chips")) for _ in range(5)]
    for page in (one, other):
        expect(page.locator(".k-ticket")).to_have_count(5, timeout=15_000)
    for number, order in enumerate(orders[:4]):
        page = (one, other)[number % 2]
        card_of(page, order["number"]).get_by_role("button", name="Done", exact=True).click()
    for page in (one, other):
        expect(page.locator(".k-ticket .k-number")).to_have_text([orders[4]["number"]])


def test_replies_that_overtake_one_another(kitchen: Kitchen, screen: Callable[..., Page]) -> None:
    page = screen()
    page.goto(f"/kitchen/{kitchen.stations['Grill']}")
    problems: list[Any] = page.evaluate(STORE)
    assert problems == []
