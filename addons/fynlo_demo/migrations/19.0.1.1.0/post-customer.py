"""The demo restaurant's customer gets a login."""

from odoo import SUPERUSER_ID, api
from odoo.sql_db import Cursor

from odoo.addons.fynlo_demo.accounts import make_customer


def migrate(cr: Cursor, version: str) -> None:
    """Make the login."""
    make_customer(api.Environment(cr, SUPERUSER_ID, {}))
