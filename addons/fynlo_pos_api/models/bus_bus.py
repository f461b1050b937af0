import logging
import time
from collections.abc import Callable

import psycopg2
from psycopg2.pool import PoolError

from odoo import models

_logger = logging.getLogger(__name__)

_CHANNELS = "bus.bus.channels"
_WAITS_SECONDS = (0.05, 0.1, 0.2, 0.4)


class BusBus(models.Model):
    _inherit = "bus.bus"

    def _ensure_hooks(self) -> None:
        """Have what was committed answered as such, also when nobody can be told of it.

        After the commit Odoo takes a second connection to wake the websockets. Under load there
        may be none left: its error would be the reply to a request that was done.
        """
        hooks = self.env.cr.postcommit
        is_new = _CHANNELS not in hooks.data
        super()._ensure_hooks()
        if is_new:
            hooks._funcs[-1] = self._waking(hooks._funcs[-1])

    def _waking(self, notify: Callable[[], None]) -> Callable[[], None]:
        """Odoo's hook, which waits for a connection and gives up with a warning.

        The messages are in the table: the next notification on the channel brings them along.
        """
        data = self.env.cr.postcommit.data

        def wake() -> None:
            channels = data.get(_CHANNELS)
            for seconds in (*_WAITS_SECONDS, None):
                try:
                    data[_CHANNELS] = channels
                    return notify()
                except (PoolError, psycopg2.OperationalError) as error:
                    if seconds is None:
                        _logger.warning("Websockets were not woken (%s)", type(error).__name__)
                        data.pop(_CHANNELS, None)
                        return None
                    time.sleep(seconds)

        return wake
