from typing import Any

from odoo import models

from odoo.addons.bus.models.bus import get_notify_payloads

from ..bus_notifier import notifier

_CHANNELS = "bus.bus.channels"


class BusBus(models.Model):
    _inherit = "bus.bus"

    def _ensure_hooks(self) -> Any:
        """Odoo's hooks, but websockets are woken on a connection that is kept (bus_notifier)."""
        hooks = self.env.cr.postcommit
        is_new = _CHANNELS not in hooks.data
        result = super()._ensure_hooks()
        if is_new:
            # Odoo adds its notification as the last hook; there is no other seam.
            hooks._funcs[-1] = lambda: notifier.notify(
                get_notify_payloads(list(hooks.data.pop(_CHANNELS)))
            )
        return result
