"""Open the demo restaurant, once, when the addon is installed."""

from odoo.api import Environment
from odoo.modules import Manifest
from odoo.tools.convert import convert_file

from .accounts import make_accounts, make_customer
from .books import open_books, refuse_used_books

MODULE = "fynlo_demo"


def open_restaurant(env: Environment) -> None:
    """Make the whole restaurant: company, books, team, menu, rooms, tills and customers.

    Every record gets an XML id of this addon and is left alone by later updates.

    :raises odoo.exceptions.UserError: the main company already has journal entries
    """
    refuse_used_books(env)
    company_file, *other_files = Manifest.for_addon(MODULE)["oca_data_manual"]
    load_file(env, company_file)
    open_books(env)
    make_accounts(env)
    for file in other_files:
        load_file(env, file)
    make_customer(env)


def load_file(env: Environment, file: str) -> None:
    """Load an XML or CSV file of this addon as records that an update does not touch.

    A CSV file is named after its model and has Odoo's own import columns.

    :raises Exception: the file does not fit its model; Odoo's message names the row
    """
    convert_file(env, MODULE, file, idref=None, mode="init", noupdate=True)
