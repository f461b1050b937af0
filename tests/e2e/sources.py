"""The addon's own tables, imported without Odoo."""

import sys
from types import ModuleType

from cli.settings import ROOT

_ADDON = "fynlo_pos_api"

# Its __init__ would import Odoo, which is not in this process.
if _ADDON not in sys.modules:
    package = ModuleType(_ADDON)
    package.__path__ = [str(ROOT / "addons" / _ADDON)]
    sys.modules[_ADDON] = package

from fynlo_pos_api.const import Role, Scope  # noqa: E402
from fynlo_pos_api.domain.roles import DEVICE_SCOPES, GUEST_SCOPES, SCOPES  # noqa: E402

__all__ = ["DEVICE_SCOPES", "GUEST_SCOPES", "SCOPES", "Role", "Scope"]
