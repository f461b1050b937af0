"""Who may read the metrics."""

from pydantic import SecretStr

from .common import Schema


class Scrape(Schema):
    """A scrape as it came in.

    `is_local`: from this machine itself, through no proxy; `token`: what it sent as a bearer token.
    """

    is_local: bool
    token: SecretStr | None
