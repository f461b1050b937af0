import hmac

from odoo import models

from ..exceptions import Forbidden
from ..http import metrics, redis_client
from ..http.reply import Reply
from ..schemas.metrics import Scrape
from .definition import Access, query

TOKEN_PARAMETER = "fynlo_pos_api.metrics_token"  # noqa: S105 - the parameter's name


class FynloMetrics(models.AbstractModel):
    """What Prometheus scrapes."""

    _name = "fynlo.metrics"
    _inherit = ["fynlo.service"]
    _description = "Metrics for Prometheus"

    @query("metrics.read", Access.PUBLIC)
    def read_all(self, data: Scrape) -> Reply:
        """All metrics, for this machine itself or whoever has the token.

        :raises Forbidden: the scrape comes from elsewhere, or its token is wrong
        """
        self._check(data)
        readings = {
            "fynlo_feed_lag_seconds": (
                "Age of the oldest transaction that holds the feed of events back",
                self.env["fynlo.health"]._feed_lag(),
            ),
            "fynlo_redis_up": (
                "Whether Redis answers",
                float(bool(redis_client.link().attempt(lambda client: client.ping()))),
            ),
        }
        headers = {"Content-Type": metrics.CONTENT_TYPE}
        return Reply(metrics.exposition(readings), headers=headers)

    def _check(self, scrape: Scrape) -> None:
        # sudo: the token is a system parameter and the caller has no user
        expected = self.env["ir.config_parameter"].sudo().get_param(TOKEN_PARAMETER)
        if not expected:
            if scrape.is_local:
                return
            raise Forbidden(
                f"Scrape from this machine itself, or set the system parameter {TOKEN_PARAMETER}"
                " and send it as a bearer token."
            )
        sent = scrape.token.get_secret_value() if scrape.token else ""
        if not hmac.compare_digest(sent.encode(), expected.encode()):
            raise Forbidden("Send the metrics token as a bearer token.")
