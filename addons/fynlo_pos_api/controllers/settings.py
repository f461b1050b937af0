"""Settings."""

from ..const import ErrorCode
from ..domain.image import IMAGE_TYPES
from ..http.operation import api_route
from ..http.reply import Reply
from ..schemas.settings_change import SettingsChange
from .base import ApiController, known_tags, sent_values

_BODY_LIMIT = 4_600_000


class SettingsController(ApiController):
    """The doors to the settings."""

    @api_route("/settings", "GET", tag="Settings", calls="settings.read")
    def read_settings(self) -> Reply:
        """Read the settings of the restaurant."""
        return self.query("settings.read", {})

    @api_route(
        "/settings",
        "PATCH",
        tag="Settings",
        calls="settings.change",
        body_limit=_BODY_LIMIT,
        errors=(ErrorCode.VERSION_CONFLICT, ErrorCode.OPERATION_REFUSED),
    )
    def change_settings(self, body: SettingsChange) -> Reply:
        """Change settings.

        Only the fields that are sent change; lists are replaced as a whole.
        """
        return self.command("settings.change", sent_values(body))

    @api_route(
        "/settings/logo",
        "GET",
        tag="Settings",
        calls="settings.logo",
        content_types=IMAGE_TYPES,
        errors=(ErrorCode.NOT_FOUND,),
    )
    def read_logo(self) -> Reply:
        """Read the restaurant's logo."""
        return self.query("settings.logo", {"known_tags": known_tags()})
