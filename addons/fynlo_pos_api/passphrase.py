"""The passphrase that seals secrets in the database; it lives outside the database."""

import os

from odoo.tools import config

VARIABLE = "FYNLO_SECRET_KEY"
OPTION = "fynlo_secret_key"


def passphrase() -> str | None:
    """FYNLO_SECRET_KEY of the environment, else fynlo_secret_key of odoo.conf, else None.

    Without one, whoever reads the database (or a backup of it) can read the sealed secrets.
    """
    return os.environ.get(VARIABLE) or config.get(OPTION) or None
