"""How often each may call: token buckets per caller and per address, by policy.

A route names its policy (`api_route(limit=...)`). A caller who has proved who it is counts under
its own name and, far more loosely, under its address, which all tills of a restaurant share;
one who has not counts under the address alone. The system parameter fynlo_pos_api.rate_limits
replaces rates: {"default": {"caller": [100, 300], "address": [1000, 3000]}}, each as requests a
second and burst. `off` lifts all limits: for load tests, never for a restaurant.
"""

import ipaddress
import json
import logging
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..domain.caller import Caller
from ..domain.token_bucket import Rate
from ..exceptions import RateLimited, Unauthenticated
from . import metrics
from .limit_store import Taken, take

_logger = logging.getLogger(__name__)

PARAMETER = "fynlo_pos_api.rate_limits"
OFF = "off"
UNPROVED = "unproved"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rates of a route; a public route has callers by address only."""

    caller: Rate
    address: Rate


_PER_MINUTE = 1 / 60

POLICIES: Mapping[str, Policy] = {
    # A till at its busiest makes some 5 requests a second; a device that catches up makes 60.
    "default": Policy(caller=Rate(100, 300), address=Rate(1000, 3000)),
    # Whoever guesses a password, a pairing code or a login name.
    "login": Policy(caller=Rate(10 * _PER_MINUTE, 10), address=Rate(10 * _PER_MINUTE, 10)),
    # Every till of a restaurant renews its token here, all from one address.
    "token": Policy(caller=Rate(1, 30), address=Rate(5, 100)),
    # Employees take turns at a till; the lock-out of wrong PINs is the stricter guard.
    "pin": Policy(caller=Rate(0.5, 20), address=Rate(5, 100)),
    # Each PDF takes a core for about a second.
    "pdf": Policy(caller=Rate(1, 10), address=Rate(2, 40)),
    # Mail that a guest asks for: no way to send many people much.
    "mail": Policy(caller=Rate(0.2, 20), address=Rate(1, 50)),
    # A guest who presses a button at the table; a party of many phones has one address.
    "service_request": Policy(caller=Rate(0.2, 10), address=Rate(5, 100)),
    # The page of an order asks for itself with each event, and all guests of a restaurant's own
    # network have one address.
    "guest_page": Policy(caller=Rate(1, 60), address=Rate(50, 500)),
    # Load balancers, the menu of the documentation, public keys.
    "public": Policy(caller=Rate(20, 100), address=Rate(20, 100)),
    "health": Policy(caller=Rate(50, 200), address=Rate(50, 200)),
    # A request whose token is missing, wrong or expired, whatever its route.
    UNPROVED: Policy(caller=Rate(1, 60), address=Rate(1, 60)),
}


def admit(request: Any, authenticate: Callable[[], Caller]) -> Caller:
    """Authenticate the request and count it, in one round trip to Redis.

    :param request: the ApiRequest
    :raises Unauthenticated: as `authenticate` does
    :raises RateLimited: the caller or its address has no token left
    """
    if request.fynlo_caller is not None:
        # The same request once more, on a cursor that may write.
        return authenticate()
    try:
        caller = authenticate()
    except Unauthenticated:
        count(request, UNPROVED, None)
        raise
    is_known = caller.login_id or caller.device_id or caller.api_key_id or caller.order_id
    count(request, request.fynlo_operation.limit_name, caller if is_known else None)
    return caller


def count(request: Any, policy_name: str, caller: Caller | None) -> None:
    """Count a request, of a page too, in one round trip to Redis.

    :param request: the ApiRequest
    :param caller: whoever has proved who it is; anybody else counts by the address alone
    :raises RateLimited: the caller or its address has no token left
    """
    parameter = _parameter(request)
    if parameter == OFF:
        return
    policy = policies(parameter)[policy_name]
    prefix = f"fynlo:{request.db}:limit:{policy_name}"
    buckets = {f"{prefix}:address:{_network(request.httprequest.remote_addr)}": policy.address}
    if caller is not None:
        buckets[f"{prefix}:{caller.owner_key}"] = policy.caller
    taken = take(buckets)
    request.fynlo_headers.update(_headers(taken, tuple(buckets.values())))
    if not taken.allowed:
        metrics.rate_limited(policy_name)
        seconds = math.ceil(taken.wait_seconds)
        raise RateLimited(
            f"Too many requests; wait {seconds} s.", headers={"Retry-After": str(seconds)}
        )


def _headers(taken: Taken, rates: tuple[Rate, ...]) -> dict[str, str]:
    """RateLimit-* of the bucket that will be empty first; Reset: seconds until it is full."""
    left, rate = min(zip(taken.left, rates, strict=True), key=lambda pair: pair[0])
    return {
        "RateLimit-Limit": str(rate.burst),
        "RateLimit-Remaining": str(max(0, math.floor(left))),
        "RateLimit-Reset": str(math.ceil((rate.burst - left) / rate.per_second)),
    }


def _parameter(request: Any) -> str:
    # sudo: the rates are a system parameter and the caller may be anybody
    return request.env["ir.config_parameter"].sudo().get_param(PARAMETER) or ""


@lru_cache(maxsize=16)
def policies(parameter: str) -> Mapping[str, Policy]:
    """The policies, with the rates that the system parameter replaces.

    A parameter that cannot be read replaces nothing: a slip of the pen stops no till.
    """
    if parameter in {"", OFF}:
        return POLICIES
    try:
        given = {name: _policy(name, rates) for name, rates in json.loads(parameter).items()}
    except (ValueError, TypeError, KeyError, AttributeError):
        _logger.exception("The system parameter %s cannot be read", PARAMETER)
        return POLICIES
    return {**POLICIES, **given}


def _policy(name: str, rates: Mapping[str, tuple[float, int]]) -> Policy:
    known = POLICIES[name]
    return Policy(
        caller=_rate(rates["caller"]) if "caller" in rates else known.caller,
        address=_rate(rates["address"]) if "address" in rates else known.address,
    )


def _rate(pair: tuple[float, int]) -> Rate:
    per_second, burst = float(pair[0]), int(pair[1])
    if per_second <= 0 or burst < 1:
        raise ValueError("a rate is [more than 0 a second, a burst of 1 or more]")
    return Rate(per_second, burst)


def _network(address: str | None) -> str:
    """The address, or the /64 that one customer has of IPv6."""
    if not address or ":" not in address:
        return address or "unknown"
    try:
        known = ipaddress.IPv6Address(address)
    except ValueError:
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ipaddress.IPv6Network((int(known) >> 64 << 64, 64)).network_address)
