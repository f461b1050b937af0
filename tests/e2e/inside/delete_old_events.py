"""Runs in `odoo shell`: the retention job, as the cron runs it."""

from typing import Any


def run(env: Any) -> int:
    """Delete what is older than events are kept; how many."""
    deleted: int = env["fynlo.event"]._delete_expired()
    return deleted
