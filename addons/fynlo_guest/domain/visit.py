"""A visit of a guest's page: which link, and what the browser says."""

from dataclasses import dataclass

from .language import LANGUAGES

REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Visit:
    """What came with a request for a page.

    `asked` is the language chosen on the page, `accepted` the header Accept-Language; `said` is
    what the page is to tell of a call before, `host` where the server was called.
    """

    token: str
    asked: str | None = None
    accepted: str | None = None
    said: str | None = None
    host: str = ""

    @property
    def address(self) -> str:
        """Where the page is.

        >>> Visit("fyo_a").address, Visit("fyo_a", asked="es").address
        ('/order/fyo_a', '/order/fyo_a?lang=es')
        """
        return f"/order/{self.token}{self._query}"

    @property
    def call_address(self) -> str:
        """Where its forms go.

        >>> Visit("fyo_a", asked="<es>").call_address
        '/order/fyo_a/call'
        """
        return f"/order/{self.token}/call{self._query}"

    @property
    def refused_address(self) -> str:
        """Where the page tells that a call was refused.

        >>> Visit("fyo_a", asked="ar").refused_address
        '/order/fyo_a?lang=ar&said=refused'
        """
        return f"{self.address}{'&' if self._query else '?'}said={REFUSED}"

    @property
    def _query(self) -> str:
        return f"?lang={self.asked}" if self.asked in LANGUAGES else ""
