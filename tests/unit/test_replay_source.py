"""Reading a folder of past sales."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from cli.replay.errors import SourceError
from cli.replay.source import DISHES, SALES, read_orders

LONDON = ZoneInfo("Europe/London")
TWO_DAYS = Path(__file__).parent.parent / "data" / "two-days"
MENU = "menu_item_id,item_name,category,price,item_cost\n7,Soup,Starters,6.5,1.9\n"
SOLD = "order_details_id,order_id,order_date,order_time,item_id,Hour\n"


def folder(path: Path, menu: str = MENU, sales: str = "") -> Path:
    (path / DISHES).write_text(menu)
    (path / SALES).write_text(SOLD + sales)
    return path


def test_two_days_are_read_whole() -> None:
    orders = read_orders(TWO_DAYS, LONDON)
    assert len(orders) == 25
    assert sum(len(order.lines) for order in orders) == 74
    first = orders[0]
    assert first.ordered_at == datetime(2024, 3, 30, 12, 47, 14, tzinfo=LONDON)
    assert [(line.line_id, line.dish.name, line.dish.price) for line in first.lines] == [
        ("1", "Wild Mushroom Risotto", 1375),
        ("2", "Smoked Mackerel Pate", 795),
    ]


def test_orders_come_in_the_order_of_time(tmp_path: Path) -> None:
    sales = "1,5,01-02-2024,09:00:00 PM,7,21\n2,4,01-02-2024,18:30:00,7,18\n"
    orders = read_orders(folder(tmp_path, sales=sales), LONDON)
    assert [(order.order_id, order.ordered_at.hour) for order in orders] == [("4", 18), ("5", 21)]


@pytest.mark.parametrize(
    ("menu", "sales", "said"),
    [
        ("menu_item_id,item_name,price\n", "", "lacks the columns category, item_cost"),
        (MENU.replace("6.5", "6.505"), "", "line 2: price '6.505' is no amount"),
        (MENU.replace("6.5", "-1"), "", "line 2: price '-1' is no amount"),
        (MENU.replace("6.5", "NaN"), "", "line 2: price 'NaN' is no amount"),
        (MENU + "7,Pie,Mains,9,3\n", "", "line 3: menu_item_id 7 stands there twice"),
        (MENU, "1,1,01-02-2024,09:00:00 PM,8,21\n", "line 2: item_id '8' is not in menu_items"),
        (MENU, "1,1,01-02-2024,09:00:00 PM,,21\n", "line 2: item_id is empty"),
        (MENU, "1,1,2024-02-01,09:00:00 PM,7,21\n", "is no time such as 31-01-2023"),
        (
            MENU,
            "1,1,01-02-2024,09:00:00 PM,7,21\n2,1,01-02-2024,09:00:01 PM,7,21\n",
            "line 3: order 1 began at another time",
        ),
    ],
)
def test_a_fault_is_named_with_its_place(tmp_path: Path, menu: str, sales: str, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_orders(folder(tmp_path, menu, sales), LONDON)
    assert said in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=DISHES):
        read_orders(tmp_path, LONDON)
