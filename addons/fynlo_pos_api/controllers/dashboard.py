"""The owner's dashboard."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.dashboard import DashboardFilter
from .base import ApiController, values_of


class DashboardController(ApiController):
    """The door to the figures of the day."""

    @api_route(
        "/dashboard",
        "GET",
        tag="Reports",
        calls="dashboard.read",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def get_dashboard(self, query: DashboardFilter) -> Reply:
        """Read the figures of a business date, and what is open now.

        They equal the daily totals to the penny.
        """
        return self.query("dashboard.read", values_of(query))
