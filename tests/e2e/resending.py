"""A client that sends each request again, with its key, until it is answered."""

import random
import time
from collections.abc import Collection
from typing import Any

import httpx

from .api import Api
from .restaurant import new_key


class Resending:
    """Commands of one sign-in, through crashes of the server; each counts once.

    `retries` counts the requests that had to be sent again.
    """

    def __init__(self, api: Api, seed: int) -> None:
        self._api = api
        self._waits = random.Random(seed)  # noqa: S311 - the same waits each time
        self.retries = 0

    def post(
        self, path: str, body: dict[str, Any], refusals: Collection[str] = ()
    ) -> dict[str, Any]:
        """Do something; the decoded reply. Any answer but 200, 201 and 503 fails the test.

        :param refusals: the codes of the refusals that are an answer too
        """
        return self.send("POST", path, body, refusals)

    def send(
        self, method: str, path: str, body: dict[str, Any], refusals: Collection[str] = ()
    ) -> dict[str, Any]:
        """The same with another method."""
        key = new_key()
        while True:
            try:
                reply = self._api.call(method, path, body, key=key)
            except httpx.TransportError:
                self._wait()
                continue
            if reply.status_code < 500:
                answer: dict[str, Any] = reply.json()
                assert reply.is_success or answer["code"] in refusals, reply.text
                return answer
            assert reply.status_code == 503, reply.text
            self._wait()

    def _wait(self) -> None:
        self.retries += 1
        time.sleep(self._waits.uniform(0.02, 0.1))
