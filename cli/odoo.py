"""Commands of Odoo and the environment that they run in."""

import os
import secrets
import sys
from pathlib import Path

from . import postgres
from .connection import Connection
from .odoo_source import OdooSource
from .settings import Settings


def command(source: OdooSource, *words: str) -> list[str]:
    """Return the command line that runs Odoo; its prefork children start the same script again."""
    return [sys.executable, str(source.script), *words]


def environment(
    settings: Settings, source: OdooSource, connection: Connection, **more: str
) -> dict[str, str]:
    """Return the environment of an Odoo process on the database of `connection`.

    `more` adds variables, such as ODOO_WORKERS; every option of Odoo has one.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "ODOO_"))}
    addons = [*source.addons, settings.addons]
    return {
        **kept,
        **connection.environment,
        "PATH": f"{postgres.programs()}:{os.environ.get('PATH', os.defpath)}",
        "PYTHONPATH": str(source.python_path),
        "ODOO_RC": str(settings.root / "odoo.conf"),
        "ODOO_DATA_DIR": str(settings.data),
        "ODOO_ADDONS_PATH": ",".join(str(path) for path in addons if _has_addons(path)),
        "ODOO_DBFILTER": f"^{connection.database}$",
        # The database manager is off; nobody needs to know its password.
        "ODOO_ADMIN_PASSWD": secrets.token_urlsafe(24),
        **more,
    }


def filestore(settings: Settings, database: str) -> Path:
    """Return the folder of a database's attachments."""
    return settings.data / "filestore" / database


def _has_addons(path: Path) -> bool:
    return any(path.glob("*/__manifest__.py"))
