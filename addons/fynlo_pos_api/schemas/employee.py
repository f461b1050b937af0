"""Employees: as the PIN screen shows them, and as managers keep them."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, WithJsonSchema, field_validator

from ..const import Role
from ..domain.picture import MOST_CHARACTERS
from ..domain.pin_rules import LONGEST, SHORTEST, is_weak
from ..domain.roles import STAFF
from .common import BaseVersion, Id, Schema
from .role_limit import RoleLimit

Name = Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*[^\x00\s][^\x00]*$")]
Badge = Annotated[str, Field(max_length=18, pattern=r"^[A-Za-z0-9]+$")]
Email = Annotated[str, Field(max_length=254, pattern=r"^[^@\s\x00]+@[^@\s\x00]+\.[^@\s\x00]+$")]
NewPin = Annotated[
    SecretStr,
    Field(min_length=SHORTEST, max_length=LONGEST, description="4 to 8 digits, not easy to guess."),
]


def _of_staff(value: Role) -> Role:
    if value not in STAFF:
        raise ValueError(f"an employee is one of {', '.join(STAFF)}")
    return value


StaffRole = Annotated[
    Role,
    AfterValidator(_of_staff),
    WithJsonSchema({"type": "string", "enum": [str(role) for role in STAFF]}),
]


def _strong(value: SecretStr) -> SecretStr:
    pin = value.get_secret_value()
    if not (pin.isascii() and pin.isdigit()):
        raise ValueError("a PIN is made of the digits 0 to 9")
    if is_weak(pin):
        raise ValueError("this PIN is too easy to guess")
    return value


class EmployeeDetails(Schema):
    """What those see of an employee who keep the employees.

    `may_approve`: an owner or manager, whom no limit holds. `limits`: what the role may do without
    one; null for a role that has none.
    """

    has_pin: bool
    badge_code: str | None
    email: str | None
    archived: bool
    may_approve: bool
    limits: RoleLimit | None
    version: int


class Employee(Schema):
    """An employee; `details` is null for those who do not keep the employees."""

    id: Id
    name: str
    role: Role
    photo_url: str | None
    details: EmployeeDetails | None


class Employees(Schema):
    """Employees; there are few, so there is one page."""

    items: list[Employee]
    next_cursor: str | None = None


class EmployeeFilter(Schema):
    """Which employees; `search` looks into name, e-mail and badge code."""

    role: StaffRole | None = None
    search: str | None = Field(default=None, min_length=1, max_length=100, pattern=r"^[^\x00]+$")
    archived: bool = False


class EmployeeGet(Schema):
    """Input of employee.get."""

    employee_id: Id


class EmployeeCreate(Schema):
    """A new employee. Without a PIN nobody can sign in as him at a till."""

    name: Name
    role: StaffRole
    badge_code: Badge | None = None
    email: Email | None = None
    pin: NewPin | None = None

    @field_validator("pin")
    @classmethod
    def _check_pin(cls, value: SecretStr | None) -> SecretStr | None:
        return value and _strong(value)


class EmployeeBody(Schema):
    """An employee as he shall be; `archived` false brings one back."""

    name: Name
    role: StaffRole
    badge_code: Badge | None = None
    email: Email | None = None
    archived: bool = False
    base_version: BaseVersion


class EmployeeChange(EmployeeBody):
    """Input of employee.change."""

    employee_id: Id


class EmployeeArchive(Schema):
    """Input of employee.archive."""

    employee_id: Id
    base_version: BaseVersion


class PinBody(Schema):
    """A new PIN. Who changes his own sends the `old_pin` too."""

    pin: NewPin
    old_pin: SecretStr | None = Field(default=None, min_length=1, max_length=32)

    @field_validator("pin")
    @classmethod
    def _check_pin(cls, value: SecretStr) -> SecretStr:
        return _strong(value)


class PinSet(PinBody):
    """Input of employee.set_pin."""

    employee_id: Id


class PhotoBody(Schema):
    """A photo: base64 of a PNG, JPEG or WebP; null takes it away."""

    image: str | None = Field(max_length=MOST_CHARACTERS)
    base_version: BaseVersion


class PhotoSet(PhotoBody):
    """Input of employee.set_photo."""

    employee_id: Id


class PhotoRead(EmployeeGet):
    """Input of employee.photo: the photo that the caller has already is not sent again."""

    known_tags: frozenset[str] = Field(default=frozenset(), max_length=50)
