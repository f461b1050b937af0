"""The live figures."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.live import LiveFilter
from .base import ApiController, values_of


class LiveController(ApiController):
    """The door to how the day goes."""

    @api_route(
        "/dashboard/live",
        "GET",
        tag="Reports",
        calls="dashboard.live",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def get_live_figures(self, query: LiveFilter) -> Reply:
        """Read how the day goes: sales, open orders, waiting times, best sellers.

        Ask again when an event says that something happened, and once a minute besides.
        """
        return self.query("dashboard.live", values_of(query))
