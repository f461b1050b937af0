"""What is sent at Odoo's own web till comes to the kitchen's screens."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from conftest import TABLET, NewPage, cancel_open_orders
from kitchen import Kitchen, is_live
from playwright.sync_api import Page, expect
from stock_till import StockTill
from till_api import PINS, Api, find_till

pytestmark = pytest.mark.usefixtures("quiet")
TABLE, OTHER_TABLE = "7", "8"


@pytest.fixture
def till(new_page: NewPage, office: Api, kitchen: Kitchen) -> StockTill:
    """Odoo's own till of the dining room, where no order is open and nothing is to be made."""
    cancel_open_orders(office)
    opened = StockTill(new_page("owner", TABLET))
    opened.open(find_till(office, "Dining room"), "Tom Hartley", PINS["Tom Hartley"])
    return opened


@pytest.fixture
def grill(screen: Callable[..., Page], kitchen: Kitchen) -> Page:
    """The grill's screen."""
    page = screen()
    kitchen.open(page, "Grill")
    is_live(page)
    return page


def _tickets(kitchen: Kitchen) -> list[list[tuple[str, str, str, float]]]:
    items: list[dict[str, Any]] = kitchen.cook("Grill").get("/kitchen/orders")["items"]
    return [
        [(line["name"], line["kind"], line["state"], line["quantity"]) for line in item["lines"]]
        for item in items
    ]


def test_dishes_are_sent_added_and_taken_back(
    till: StockTill, grill: Page, kitchen: Kitchen
) -> None:
    till.sit_at(TABLE)
    till.add("Chips")
    till.submit()
    card = grill.locator(".k-ticket")
    expect(card.locator(".k-dish")).to_have_text("Chips")
    assert _tickets(kitchen) == [[("Chips", "added", "new", 1.0)]]
    till.sit_at(TABLE)
    # What was sent is not asked for again.
    expect(till.page.locator(".submit-order")).to_have_count(0)
    till.add("Onion rings")
    till.submit()
    expect(card).to_have_count(2)
    till.sit_at(TABLE)
    till.take_off("Chips")
    till.submit()
    expect(grill.locator(".k-ticket", has_text="Chips").locator(".k-kind_voided")).to_be_visible()
    assert sorted(_tickets(kitchen)) == [
        [("Chips", "added", "voided", 0.0), ("Chips", "voided", "new", 1.0)],
        [("Onion rings", "added", "new", 1.0)],
    ]


def test_an_order_that_is_cancelled_there_is_not_made(
    till: StockTill, grill: Page, kitchen: Kitchen, office: Api
) -> None:
    till.sit_at(TABLE)
    till.add("Chips")
    till.submit()
    expect(grill.locator(".k-ticket .k-dish")).to_have_text("Chips")
    [order] = office.get("/orders", state="open")["items"]
    till.page.evaluate(
        "reference => posmodel.deleteOrders([posmodel.models['pos.order']"
        ".find((order) => order.pos_reference === reference)])",
        order["reference"],
    )
    expect(grill.locator(".k-kind_voided")).to_be_visible()
    history = office.get("/online/orders/history/")["items"]
    [told] = [item for item in history if item["id"] == order["id"]]
    assert [step["status"] for step in told["timeline"]][-1] == "cancelled"


def test_a_check_that_is_split_is_not_made_anew(
    till: StockTill, grill: Page, kitchen: Kitchen, office: Api
) -> None:
    till.sit_at(TABLE)
    till.add("Chips")
    till.add("Onion rings")
    till.submit()
    expect(grill.locator(".k-ticket .k-dish")).to_have_count(2)
    before = _tickets(kitchen)
    till.sit_at(TABLE)
    till.split_off("Onion rings")
    _until(lambda: _dishes(office) == [["Chips"], ["Onion rings"]])
    # What the other check has ordered is all that the grill is told.
    till.add("Seasonal greens")
    till.submit()
    expect(grill.locator(".k-ticket .k-dish")).to_have_count(3)
    assert _tickets(kitchen) == [*before, [("Seasonal greens", "added", "new", 1.0)]]


def test_checks_that_are_joined_are_not_made_anew(
    till: StockTill, grill: Page, kitchen: Kitchen, office: Api
) -> None:
    for table, dish in ((TABLE, "Chips"), (OTHER_TABLE, "Onion rings")):
        till.sit_at(table)
        till.add(dish)
        till.submit()
    expect(grill.locator(".k-ticket .k-dish")).to_have_count(2)
    before = _tickets(kitchen)
    till.sit_at(OTHER_TABLE)
    till.transfer_to(TABLE)
    _until(lambda: _dishes(office) == [["Chips", "Onion rings"]])
    till.add("Seasonal greens")
    till.submit()
    expect(grill.locator(".k-ticket .k-dish")).to_have_count(3)
    assert _tickets(kitchen) == [*before, [("Seasonal greens", "added", "new", 1.0)]]
    [order] = office.get("/orders", state="open")["items"]
    items = kitchen.cook("Grill").get("/kitchen/orders")["items"]
    assert [item["order_id"] for item in items] == 3 * [order["id"]]


def _dishes(office: Api) -> list[list[str]]:
    """What is on each open order."""
    orders = office.get("/orders", state="open")["items"]
    found = [office.get(f"/orders/{order['id']}")["lines"] for order in orders]
    return sorted(sorted(line["name"] for line in lines) for lines in found)


def _until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.2)
