"""The headers of a guest's page: it is seen by nobody else, and runs only what is ours."""

import re

_HOST = re.compile(r"[A-Za-z0-9.:\[\]-]+")


def headers(nonce: str, host: str = "") -> dict[str, str]:
    """The headers of a page.

    :param nonce: of the one style sheet that is inside the page
    :param host: where the page is: an older Safari does not count its websocket as 'self'

    >>> headers("abc", "example.com:8069")["Content-Security-Policy"].split("; ")[2:5:2]
    ["style-src 'self' 'nonce-abc'", "connect-src 'self' ws://example.com:8069 wss://example.com:8069"]
    >>> headers("abc", "a; script-src *")["Content-Security-Policy"].split("; ")[4]
    "connect-src 'self'"
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    policy = (
        "default-src 'none'",
        "script-src 'self'",
        f"style-src 'self' 'nonce-{nonce}'",
        "img-src 'self' data:",
        f"connect-src 'self'{sockets}",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
    return {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": "; ".join(policy),
        "Cache-Control": "private, no-store",
        # The address has the guest's token: no other server may see it.
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Language",
    }
