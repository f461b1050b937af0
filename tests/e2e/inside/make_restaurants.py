"""Runs in `odoo shell`: more tills for the demo restaurant, and another restaurant beside it."""

import time
from typing import Any

from odoo.fields import Command

from odoo.addons.fynlo_pos_api.domain import tokens

# One pixel, a PNG.
PICTURE = (
    b"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
    b"+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def ref(env: Any, name: str) -> Any:
    """A record of the demo restaurant."""
    return env.ref(f"fynlo_demo.{name}")


def make_cash(env: Any, company: Any, name: str) -> Any:
    """Cash of its own: two tills never share a drawer."""
    journals = env["account.journal"]
    code = f"X{journals.search_count([]):04}"
    journal = journals.create(
        {"name": f"Cash {name}", "type": "cash", "code": code, "company_id": company.id}
    )
    return env["pos.payment.method"].create(
        {"name": "Cash", "journal_id": journal.id, "company_id": company.id}
    )


def make_till(env: Any, name: str) -> int:
    """A till like the bar's."""
    methods = make_cash(env, env.company, name) | ref(env, "payment_method_card")
    bar = ref(env, "till_bar")
    values = {
        "name": name,
        "payment_method_ids": [Command.set(methods.ids)],
        "floor_ids": [Command.set(bar.floor_ids.ids)],
    }
    return bar.copy(values).id


def make_company(env: Any) -> Any:
    """A company with British accounts."""
    company = env["res.company"].create(
        {"name": "The Tin Pot", "country_id": env.ref("base.uk").id,
         "currency_id": env.ref("base.GBP").id}
    )  # fmt: skip
    env.user.company_ids += company
    env["account.chart.template"].try_loading("uk", company=company)
    return company


def make_other_till(env: Any, company: Any) -> tuple[Any, Any, Any]:
    """Their till, card method and tables."""
    own = env["account.journal"].search([("company_id", "=", company.id)])
    card = env["pos.payment.method"].create(
        {"name": "Card", "journal_id": own.filtered(lambda j: j.type == "bank")[:1].id,
         "company_id": company.id}
    )  # fmt: skip
    till = env["pos.config"].create(
        {"name": "Their till", "company_id": company.id, "module_pos_restaurant": True,
         "module_pos_hr": True,
         "payment_method_ids": [Command.set((make_cash(env, company, "Theirs") | card).ids)]}
    )  # fmt: skip
    floor = env["restaurant.floor"].create(
        {"name": "Their floor", "pos_config_ids": [Command.set(till.ids)]}
    )
    tables = env["restaurant.table"].create(
        [{"floor_id": floor.id, "table_number": number} for number in (1, 2)]
    )
    return till, card, tables


def make_dishes(env: Any, company: Any, tax: Any) -> tuple[Any, Any, Any]:
    """Their dish with a modifier, the course it is a choice of, and the set menu of that course."""
    attribute = env["product.attribute"].create(
        {"name": "Their side", "create_variant": "no_variant",
         "value_ids": [Command.create({"name": "Their chips"})]}
    )  # fmt: skip
    shared = {"company_id": company.id, "available_in_pos": True}
    pie = env["product.template"].create(
        {"name": "Their pie", "image_1920": PICTURE, "fynlo_plating_image": PICTURE,
         "list_price": 9.0,
         "taxes_id": [Command.set(tax.ids)], **shared,
         "attribute_line_ids": [Command.create(
             {"attribute_id": attribute.id, "value_ids": [Command.set(attribute.value_ids.ids)]}
         )]}
    )  # fmt: skip
    dish = pie.product_variant_id
    combo = env["product.combo"].create(
        {"name": "Their course", "company_id": company.id,
         "combo_item_ids": [Command.create({"product_id": dish.id})]}
    )  # fmt: skip
    set_menu = env["product.product"].create(
        {"name": "Their set menu", "type": "combo", "list_price": 12.0, **shared,
         "taxes_id": [Command.clear()], "combo_ids": [Command.set(combo.ids)]}
    )  # fmt: skip
    env["product.pricelist"].create({"name": "Their prices", "company_id": company.id})
    return dish, combo, set_menu


def make_kitchen(env: Any, company: Any) -> None:
    """Their one station, which makes every dish."""
    station = env["fynlo.kitchen.station"].create({"name": "Theirs", "company_id": company.id})
    env["fynlo.kitchen.route"].create({"station_id": station.id, "company_id": company.id})


def make_owner(env: Any, company: Any) -> Any:
    """Their owner, an Odoo user."""
    groups = env.ref("fynlo_pos_api.group_owner")
    return env["res.users"].with_context(no_reset_password=True).create(
        {"name": "Their owner", "login": "their-owner@example.com", "password": "their-tin-pot",
         "company_id": company.id, "company_ids": [Command.set(company.ids)],
         "group_ids": [Command.set(groups.ids)]}
    )  # fmt: skip


def make_other_restaurant(env: Any) -> dict[str, Any]:
    """Another company with one of everything; its ids."""
    company = make_company(env)
    env = env(context={**env.context, "allowed_company_ids": [company.id]})
    till, card, tables = make_other_till(env, company)
    tax = company.account_sale_tax_id
    dish, combo, set_menu = make_dishes(env, company, tax)
    make_kitchen(env, company)
    employee = env["hr.employee"].create(
        {"name": "Their server", "company_id": company.id, "fynlo_role": "manager", "pin": "8642"}
    )
    customer = env["res.partner"].create({"name": "Their guest", "company_id": company.id})
    side = env["product.template.attribute.value"].search(
        [("product_tmpl_id", "=", dish.product_tmpl_id.id)]
    )
    return {
        "company": company.id, "owner": make_owner(env, company).login, "password": "their-tin-pot",
        "till": till.id, "card": card.id, "dish": dish.id, "side": side.id,
        "tables": tables.ids, "floor": tables.floor_id.id,
        "set_menu": set_menu.id, "combo_item": combo.combo_item_ids.id, "tax": tax.id,
        "employee": employee.id, "pin": "8642", "customer": customer.id,
        "safe": find_safe(env),
    }  # fmt: skip


def expired_token(env: Any) -> str:
    """A token of the owner's that was good until a second ago."""
    owner = ref(env, "user_owner")
    issuing = env["fynlo.issuing"]
    login = issuing._begin(owner.id, owner.company_id.id, "password")
    key_id, key = issuing._key()
    claims = tokens.Claims(owner.id, login.id, owner.company_id.id, int(time.time()) - 1)
    return tokens.sign(claims, key, key_id)


def find_safe(env: Any) -> int:
    """An account of the company's that could be the safe's."""
    return env["account.account"].search(
        [("company_ids", "in", env.company.ids), ("account_type", "=", "asset_cash")], limit=1
    ).id  # fmt: skip


def find_customer(env: Any) -> int:
    """A guest who is known by name."""
    return env["res.partner"].search(
        [("is_company", "=", False), ("user_ids", "=", False), ("employee_ids", "=", False),
         ("company_id", "in", [False, env.company.id])], limit=1,
    ).id  # fmt: skip


def run(env: Any, till_names: list[str]) -> dict[str, Any]:
    """Make everything; the ids that tests ask for."""
    employees = env["hr.employee"].search([("pin", "!=", False)], order="id")
    facts = {
        "tills": {name: make_till(env, name) for name in till_names},
        "employees": [
            {"id": item.id, "name": item.name, "role": item.fynlo_role, "pin": item.pin}
            for item in employees
        ],
        "company": env.company.id,
        "tables": ref(env, "table_01").floor_id.table_ids.ids,
        "floor": ref(env, "table_01").floor_id.id,
        "customer": find_customer(env),
        "safe": find_safe(env),
        "expired_token": expired_token(env),
    }
    # Many tests call at once from one address; test_limits.py turns the limits on again.
    env["ir.config_parameter"].set_param("fynlo_pos_api.rate_limits", "off")
    return facts | {"other": make_other_restaurant(env)}
