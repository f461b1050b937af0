"""Puts the shared dispatch in the place of Odoo's, once, when the addon is loaded."""

import logging
import time
from typing import Any

from odoo.http import Application

from odoo.addons.bus import websocket
from odoo.addons.bus.models.bus import ImDispatch, stop_event

from .browser_socket import BrowserSocket
from .gate import gate
from .settings import IS_SHARED

_logger = logging.getLogger(__name__)

RETRY_SECONDS = 1.0

_serve = Application.__call__


def _listen(dispatcher: ImDispatch) -> None:
    """Odoo's ImDispatch.run, which is deaf for 50 s after any error: here for one."""
    while not stop_event.is_set():
        try:
            dispatcher.loop()
        except Exception:
            if not stop_event.is_set():
                _logger.exception("The bus was not heard; trying again in %s s", RETRY_SECONDS)
                time.sleep(RETRY_SECONDS)


def _serve_in_turn(application: Application, environ: Any, start_response: Any) -> Any:
    """Serve a request; handshakes of websockets wait for each other instead of failing."""
    if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
        with gate:
            return _serve(application, environ, start_response)
    return _serve(application, environ, start_response)


if IS_SHARED:
    # Odoo's connection handler finds the class by this name.
    websocket.Websocket = BrowserSocket
    ImDispatch.run = _listen
    Application.__call__ = _serve_in_turn
