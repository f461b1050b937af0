"""How many handshakes may want the database at once, when a thousand clients come back together.

Odoo's pool refuses whoever comes when it is empty, and a handshake does not try again: HTTP 500.
"""

import threading

from odoo.tools import config

LEAST = 4
# What else the process does keeps the greater part of the pool.
SHARE = 4

gate = threading.BoundedSemaphore(
    max(LEAST, int(config["db_maxconn_gevent"] or config["db_maxconn"]) // SHARE)
)
