import ipaddress

from odoo.http import request

from ..http.metrics import CONTENT_TYPE
from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController

_PROXY_HEADERS = ("Forwarded", "X-Forwarded-For", "X-Real-IP")


class MetricsController(ApiController):
    """For load balancers and monitoring."""

    @api_route(
        "/metrics",
        "GET",
        tag="Health",
        calls="metrics.read",
        limit="health",
        content_types=(CONTENT_TYPE,),
    )
    def read_metrics(self) -> Reply:
        """Read the metrics, in Prometheus's text format.

        Open to this machine itself; with the system parameter `fynlo_pos_api.metrics_token` set,
        only to who sends it as a bearer token.
        """
        headers = request.httprequest.headers
        kind, _, token = headers.get("Authorization", "").partition(" ")
        return self.query(
            "metrics.read",
            {"is_local": _is_local(), "token": token if kind.lower() == "bearer" else None},
        )


def _is_local() -> bool:
    """Through a proxy on this machine everybody would come from this machine."""
    if any(name in request.httprequest.headers for name in _PROXY_HEADERS):
        return False
    try:
        return ipaddress.ip_address(request.httprequest.remote_addr or "").is_loopback
    except ValueError:
        return False
