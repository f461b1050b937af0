"""The UK books of the demo company."""

from odoo import models
from odoo.api import Environment
from odoo.exceptions import UserError

CHART = "uk"
# Names in l10n_uk's list of taxes. Exempt sales (ST2) stay as they are: the restaurant has none.
TILL_TAXES = ("ST11", "ST5", "ST0")


def refuse_used_books(env: Environment) -> None:
    """Make sure that nobody's real company becomes the demo restaurant.

    :raises UserError: the main company has journal entries
    """
    company = env.ref("base.main_company")
    if company._existing_accounting():
        raise UserError(
            env._(
                "%(company)s already has journal entries."
                " Install the demo restaurant in a new database.",
                company=company.name,
            )
        )


def open_books(env: Environment) -> None:
    """Give the main company the UK chart of accounts and sales taxes inside the price."""
    company = env.ref("base.main_company")
    if company.chart_template != CHART:
        _load_uk_chart(env, company)
    chart = env["account.chart.template"].with_company(company)
    for name in TILL_TAXES:
        # The tax, not the company, says so: what the restaurant buys is priced without VAT.
        chart.ref(name).price_include_override = "tax_included"


def _load_uk_chart(env: Environment, company: models.Model) -> None:
    # In a new database Odoo would load its generic chart over ours when the start-up ends.
    vars(env.registry).pop("_auto_install_template", None)
    # try_loading warns while addons are being installed; all that this chart needs is loaded,
    # because l10n_uk and point_of_sale come before this addon.
    env["account.chart.template"]._load(CHART, company, install_demo=False)
