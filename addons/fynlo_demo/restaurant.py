"""Open the demo restaurant, once, when the addon is installed.

The files are loaded here and not by the manifest because an update reads a manifest's CSV files
again and would write over what a user has changed since.
"""

from odoo.api import Environment
from odoo.tools.convert import convert_file

from .accounts import make_accounts
from .books import open_books

MODULE = "fynlo_demo"

# In this order: a file may refer to the records of the files before it.
TEAM_FILES = ("hr.employee.csv",)
MENU_FILES = (
    "product.category.csv",
    "pos.category.csv",
    "product.attribute.csv",
    "product.attribute.value.csv",
    "product.product.csv",
    "product.template.attribute.line.csv",
    "set_menus.xml",
)
ROOM_FILES = (
    "restaurant.floor.csv",
    "restaurant.table.csv",
    "payment_methods.xml",
    "tills.xml",
    "opening_hours.xml",
)
CUSTOMER_FILES = ("res.partner.csv",)


def open_restaurant(env: Environment) -> None:
    """Make the whole restaurant: company, books, team, menu, rooms, tills and customers.

    Every record gets an XML id of this addon and is left alone by later updates.

    :raises odoo.exceptions.UserError: the main company already keeps books of another kind
    """
    load_files(env, ("company.xml",))
    open_books(env)
    make_accounts(env)
    load_files(env, TEAM_FILES + MENU_FILES + ROOM_FILES + CUSTOMER_FILES)


def load_files(env: Environment, names: tuple[str, ...]) -> None:
    """Load files of the folder data, XML or CSV, as records that an update does not touch.

    A CSV file is named after its model and has Odoo's own import columns.

    :raises Exception: a file does not fit its model; Odoo's message names the row
    """
    for name in names:
        convert_file(env, MODULE, f"data/{name}", idref=None, mode="init", noupdate=True)
