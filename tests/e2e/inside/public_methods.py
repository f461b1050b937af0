"""Runs in `odoo shell`: methods that RPC could call, and that are Fynlo's services' own."""

from typing import Any

from odoo.exceptions import AccessError
from odoo.service.model import get_public_method


def run(env: Any) -> list[str]:
    """`model.method` of each."""
    # What every model has is Odoo's to guard.
    stock = set(dir(env["base"]))
    services = [
        name
        for name, model in sorted(env.registry.items())
        if name.startswith("fynlo.") and model._abstract
    ]
    return [
        f"{name}.{method}"
        for name in services
        for method in sorted(set(dir(env[name])) - stock)
        if is_public(env[name], method)
    ]


def is_public(model: Any, method: str) -> bool:
    """Whether RPC would call it."""
    try:
        get_public_method(model, method)
    except (AccessError, AttributeError, TypeError):
        return False
    return True
