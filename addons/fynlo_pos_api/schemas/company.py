"""What an owner sets for a company."""

from pydantic import Field, field_validator
from pytz import all_timezones_set

from .common import Schema


class BusinessDaySet(Schema):
    """When the business day ends: the hour of the night (0 to 23), in the IANA time zone."""

    ends_at_hour: int = Field(ge=0, le=23)
    time_zone: str = Field(max_length=64, examples=["Europe/London"])

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str) -> str:
        if value not in all_timezones_set:
            raise ValueError("name a time zone such as Europe/London")
        return value
