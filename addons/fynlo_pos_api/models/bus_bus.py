from typing import Any

from odoo import models

from odoo.addons.bus.models.bus import get_notify_payloads

from ..bus_notifier import notifier

_CHANNELS = "bus.bus.channels"

# Ids are taken before a commit. Whoever begins to listen begins this much before the last that
# was there 10 s ago, and is told by their ids which ones not to listen to any more.
_PLACE = """
SELECT greatest(0, (SELECT id FROM bus_bus
                     WHERE create_date < (now() AT TIME ZONE 'UTC') - interval '10 seconds'
                     ORDER BY create_date DESC LIMIT 1) - 200)
"""


class BusBus(models.Model):
    _inherit = "bus.bus"

    # Odoo has none but the key: with a day's messages each poll would read all of them.
    _fynlo_by_channel = models.Index("(channel, id)")
    _fynlo_by_date = models.Index("(create_date)")

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

    def _fynlo_place(self) -> tuple[int, list[int]]:
        """Where to begin to listen: an id, and the ids after it that are there already."""
        self.env.cr.execute(_PLACE)
        [last] = self.env.cr.fetchone()
        self.env.cr.execute("SELECT id FROM bus_bus WHERE id > %s ORDER BY id", [last])
        return last, [row[0] for row in self.env.cr.fetchall()]
