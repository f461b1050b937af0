"""Runs in `odoo shell`: the commands and queries of the installed addons."""

from typing import Any

from odoo.addons.fynlo_pos_api.services.definition import definitions


def run(env: Any) -> list[list[str]]:
    """(model, method) of each."""
    return sorted([item.model, item.method] for item in definitions(env.registry).values())
