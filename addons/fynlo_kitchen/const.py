"""Names that more than one part of the kitchen speaks of."""

from enum import StrEnum

from odoo.addons.fynlo_pos_api.const import Scope

# What a screen of a station may do by itself; a person on it may not do more.
STATION_SCOPES = frozenset({Scope.KITCHEN_READ, Scope.KITCHEN_WRITE, Scope.MENU_READ})
# In the payload of a ticket's event: the expo stations (ids) that show dishes of it too.
SHOWN_AT = "expo_station_ids"

# In Odoo's context while its own web till saves an order: it is told as a whole when all is saved.
WEB_TILL_SAVES = "fynlo_web_till_saves"


class StationKind(StrEnum):
    """Where dishes are made, or where they are put together and handed out."""

    PREPARATION = "preparation"
    EXPO = "expo"


class AutoFire(StrEnum):
    """When a course that waits is fired by itself."""

    NEVER = "never"
    DELAY = "delay"
    SERVED = "served"


class Sends(StrEnum):
    """When a till's orders go to the kitchen by themselves."""

    BY_HAND = "by_hand"
    ORDERED = "ordered"
    PAID = "paid"
