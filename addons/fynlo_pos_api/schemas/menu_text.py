"""What the fields of dishes and categories take."""

from typing import Annotated, Any

from pydantic import Field

from ..domain.course import LAST_COURSE
from .common import Id, Money

# PostgreSQL stores no NUL character, and a blank name is none.
TEXT = r"^[^\x00]*$"
NAME = r"^[^\x00]*[^\x00\s][^\x00]*$"
BARCODE = r"^[!-~]+$"
MAX_IDS = 50

# The default of a field of a PATCH that null does not clear: null is then no value for it.
NOT_SENT: Any = None

Description = Annotated[str, Field(max_length=2000, pattern=TEXT)]
KitchenName = Annotated[str, Field(max_length=100, pattern=NAME)]
Barcode = Annotated[str, Field(min_length=1, max_length=50, pattern=BARCODE)]
Course = Annotated[int, Field(ge=1, le=LAST_COURSE)]
PrepMinutes = Annotated[int, Field(ge=0, le=1440)]
Place = Annotated[int, Field(ge=0, le=100_000)]
Ids = Annotated[list[Id], Field(max_length=MAX_IDS)]
SearchText = Annotated[str, Field(max_length=100, pattern=TEXT)]


class Price(Money):
    """An amount of nothing or more."""

    amount: int = Field(ge=0, le=10**11)
