"""Reports of a session, and what is left to do before its closing."""

from ..const import ErrorCode
from ..http.operation import api_route
from ..http.reply import Reply
from .base import ApiController


class SessionReportsController(ApiController):
    """The doors to the reports of a session."""

    @api_route(
        "/sessions/{session_id}/checklist",
        "GET",
        tag="Sessions",
        calls="session.checklist",
        errors=(ErrorCode.NOT_FOUND, ErrorCode.SESSION_NOT_OPEN),
    )
    def read_checklist(self, session_id: int) -> Reply:
        """Read what is left to do before the closing."""
        return self.query("session.checklist", {"session_id": session_id})

    @api_route(
        "/sessions/{session_id}/x-report",
        "GET",
        tag="Sessions",
        calls="session.x_report",
        errors=(ErrorCode.NOT_FOUND, ErrorCode.SESSION_NOT_OPEN),
    )
    def read_x_report(self, session_id: int) -> Reply:
        """Read what a running session sold so far.

        The same figures as the Z report will have. On a till that closes blind `payments` and
        `drawer` are null for whoever may not read reports.
        """
        return self.query("session.x_report", {"session_id": session_id})

    @api_route(
        "/sessions/{session_id}/report",
        "GET",
        tag="Sessions",
        calls="session.report",
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_session_report(self, session_id: int) -> Reply:
        """Read the Z report of a closed session once more."""
        return self.query("session.report", {"session_id": session_id})

    @api_route(
        "/sessions/{session_id}/report.html",
        "GET",
        tag="Sessions",
        calls="session.print_report",
        errors=(ErrorCode.NOT_FOUND,),
        content_types=("text/html",),
    )
    def print_session_report(self, session_id: int) -> Reply:
        """Read the Z report of a closed session as a page to print."""
        return self.query("session.print_report", {"session_id": session_id})
