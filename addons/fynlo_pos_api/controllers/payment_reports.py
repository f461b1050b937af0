"""Reports of what was taken."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.payment_report import DailyFilter, SummaryFilter
from .base import ApiController, values_of


class PaymentReportsController(ApiController):
    """The doors to the payment reports."""

    @api_route(
        "/payments/summary",
        "GET",
        tag="Payments",
        calls="payment.summary",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def get_summary(self, query: SummaryFilter) -> Reply:
        """Sum payments by method, of a session or of a business date."""
        return self.query("payment.summary", values_of(query))

    @api_route("/payments/daily-totals", "GET", tag="Payments", calls="payment.daily_totals")
    def list_daily_totals(self, query: DailyFilter) -> Reply:
        """List what was sold and taken on each business date."""
        return self.query("payment.daily_totals", values_of(query))
