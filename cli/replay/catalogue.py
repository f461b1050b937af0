"""Making the categories and dishes that the menu does not have yet."""

from collections.abc import Iterable

from .api import Api, Json
from .errors import ReplayError
from .identity import key
from .source import Dish
from .terms import Terms, checked_currency, money


def ensure_dishes(office: Api, dishes: Iterable[Dish], source: str) -> Terms:
    """Return the products that stand for the dishes, and make those that are missing.

    A product of the same name at another price is left alone: today's menu may have moved on.
    Raises ReplayError when the menu's prices do not include tax, as the file's do.
    """
    menu = office.get("menu.get", "/menu")
    if not menu["prices_include_tax"]:
        raise ReplayError("The file's prices include tax, the menu's do not: they cannot be sold.")
    currency = checked_currency(menu["currency"])
    products = known_products(menu)
    categories = {item["name"]: item["id"] for item in menu["categories"]}
    for dish in dishes:
        if (dish.name, dish.price) not in products:
            if dish.category not in categories:
                categories[dish.category] = _make_category(office, dish.category, source)
            made = _make_product(office, dish, categories[dish.category], currency, source)
            products[dish.name, dish.price] = made
    return Terms(currency, products)


def known_products(menu: Json) -> dict[tuple[str, int], int]:
    """Return the plain dishes of a menu: those that are sold without choosing anything."""
    return {
        (item["name"], item["price"]["amount"]): item["id"]
        for item in menu["products"]
        if item["kind"] == "dish" and not item["modifiers"]
    }


def check_sellable(menu: Json, terms: Terms, dishes: Iterable[Dish]) -> None:
    """Raise ReplayError when the till's menu lacks one of the dishes."""
    on_till = {item["id"] for item in menu["products"]}
    missing = [dish.name for dish in dishes if terms.product(dish) not in on_till]
    if missing:
        raise ReplayError(f"The till does not sell {', '.join(missing)}: check its categories.")


def _make_category(office: Api, name: str, source: str) -> int:
    made = office.post(
        "menu.create_category", "/menu/categories", {"name": name}, key(source, "category", name)
    )
    return int(made["id"])


def _make_product(office: Api, dish: Dish, category_id: int, currency: str, source: str) -> int:
    body = {
        "name": dish.name,
        "price": money(dish.price, currency),
        "cost": money(dish.cost, currency),
        "category_ids": [category_id],
    }
    name = f"{dish.name}|{dish.price}"
    made = office.post("menu.create_product", "/menu/products", body, key(source, "product", name))
    if made["price"]["amount"] != dish.price:
        price = made["price"]["amount"]
        raise ReplayError(f"{dish.name} became {price} instead of {dish.price} hundredths.")
    return int(made["id"])
