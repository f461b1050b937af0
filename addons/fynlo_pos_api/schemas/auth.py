"""Signing in: what comes in and what goes out."""

from typing import Literal

from pydantic import Field, SecretStr

from ..const import Role, Scope
from .common import Id, Schema
from .device import DeviceName, StationName, TillName


class PasswordSignIn(Schema):
    """An Odoo user's login and password, and the code of the authenticator where one is set."""

    login: str = Field(min_length=1, max_length=254)
    password: SecretStr = Field(min_length=1, max_length=1024)
    totp: SecretStr | None = Field(default=None, min_length=6, max_length=8)


class Refresh(Schema):
    """A refresh token, to be changed for new tokens."""

    refresh_token: SecretStr = Field(min_length=1, max_length=200)


class DeviceSignIn(Schema):
    """What pairing gave the device."""

    credential: SecretStr = Field(min_length=1, max_length=200)


class PinSignIn(Schema):
    """An employee's PIN, typed on a paired device."""

    employee_id: Id
    pin: SecretStr = Field(min_length=1, max_length=32)


class PasswordReset(Schema):
    """Whose password is to be set anew; Odoo sends the mail."""

    login: str = Field(min_length=1, max_length=254)


class Tokens(Schema):
    """An access token for requests and a refresh token for the next ones.

    `expires_in` counts seconds. A device without an employee has no role.
    """

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105
    expires_in: int
    refresh_token: str
    role: Role | None
    scopes: list[Scope]


class UserName(Schema):
    """An Odoo user."""

    id: Id
    name: str
    login: str


class CompanyName(Schema):
    """A company and the currency of its books."""

    id: Id
    name: str
    currency: str


class EmployeeName(Schema):
    """An employee by name."""

    id: Id
    name: str


class Me(Schema):
    """Who the token stands for and what it may do."""

    user: UserName
    role: Role | None
    scopes: list[Scope]
    company: CompanyName
    till: TillName | None
    station: StationName | None
    device: DeviceName | None
    employee: EmployeeName | None


class Jwk(Schema):
    """A public key that verifies access tokens (RFC 7517)."""

    kty: Literal["EC"] = "EC"
    crv: Literal["P-256"] = "P-256"
    use: Literal["sig"] = "sig"
    alg: Literal["ES256"] = "ES256"
    kid: str
    x: str
    y: str


class Jwks(Schema):
    """The public keys that access tokens may be signed by."""

    keys: list[Jwk]
