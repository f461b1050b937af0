from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController


class HealthController(ApiController):
    """For load balancers and monitoring."""

    @api_route("/health/live", "GET", tag="Health", calls="health.live", limit="health")
    def read_liveness(self) -> Reply:
        """Ask whether the process answers.

        It needs neither the database nor Redis: restart the process when this fails.
        """
        return self.query("health.live", {})

    @api_route("/health/ready", "GET", tag="Health", calls="health.ready", limit="health")
    def read_readiness(self) -> Reply:
        """Ask whether requests can be served.

        200 with `degraded` when the server does without something; 503 without a database.
        """
        return self.query("health.ready", {})
