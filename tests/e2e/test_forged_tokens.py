"""Tokens that nobody gave out."""

import base64
import json
import time
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from cli.server import Server

from .api import Api, problem
from .restaurant import sign_in_as


@pytest.fixture(scope="module")
def token(threaded: Server) -> str:
    """A good token of the server's person, to change."""
    api = sign_in_as(threaded.url, "server")
    assert api.get("/auth/me")["role"] == "server"
    return str(api.token)


def encoded(part: dict[str, Any]) -> str:
    """A part of a JWT."""
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def decoded(part: str) -> dict[str, Any]:
    """What a part of a JWT says."""
    read: dict[str, Any] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return read


def forgeries(token: str) -> dict[str, str]:
    """Changed and made-up tokens, by how they were made."""
    header, body, signature = token.split(".")
    claims, head = decoded(body), decoded(header)
    other_key = ec.generate_private_key(ec.SECP256R1())
    longer = claims | {"exp": int(time.time()) + 10**6}
    owner = claims | {"sub": "2"}
    flipped = ("B" if signature[0] != "B" else "C") + signature[1:]
    no_signature = encoded(head | {"alg": "none"})
    return {
        "another user": f"{header}.{encoded(owner)}.{signature}",
        "a later end": f"{header}.{encoded(longer)}.{signature}",
        "another signature": f"{header}.{body}.{flipped}",
        "no signature": f"{header}.{body}.",
        "alg none": f"{no_signature}.{body}.",
        "alg none, signed": f"{no_signature}.{body}.{signature}",
        "another key": jwt.encode(claims, other_key, "ES256", headers={"kid": head["kid"]}),
        "an unknown key": jwt.encode(claims, other_key, "ES256", headers={"kid": "no-such"}),
        "the public key as a secret": jwt.encode(
            claims, "x" * 32, "HS256", headers={"kid": head["kid"]}
        ),
        "no claims": jwt.encode({}, other_key, "ES256", headers={"kid": head["kid"]}),
        "not a token": "sesame",
        "an API key": "fyk_" + "a" * 43,
    }


def test_forged_tokens_are_refused(token: str, threaded: Server) -> None:
    for name, forged in forgeries(token).items():
        reply = Api(threaded.url, forged).call("GET", "/auth/me")
        assert reply.status_code == 401, name
        problem(reply, 401, "token_invalid")
    # The token that they were made from still holds.
    assert Api(threaded.url, token).get("/auth/me")["role"] == "server"


def test_the_kept_token_is_not_the_forged_one(token: str, threaded: Server) -> None:
    """Verified tokens are kept by the server: only the very same text may be found."""
    assert Api(threaded.url, token).get("/auth/me")
    for changed in (token[:-1] + ("A" if token[-1] != "A" else "Q"), token + "A", token[1:]):
        problem(Api(threaded.url, changed).call("GET", "/auth/me"), 401, "token_invalid")
