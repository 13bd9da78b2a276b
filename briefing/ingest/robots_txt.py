"""robots.txt (RFC 9309): may this program read this page? Asked once for each host in a run, and never for feeds."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import FetchError, FormatError
from briefing.ingest.http_client import Client
from briefing.runtime import run_under_limits
from briefing.text.decode_and_clean import decode

__all__ = ["Robots"]

AGENT = "briefing"
# Bytes of robots.txt that count (RFC 9309, 2.5).
_LONGEST = 500_000


class Robots:
    """The rules of the hosts met so far."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._rules: dict[str, bytes | bool] = {}
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def allow(self, url: str) -> bool:
        """Whether the host's rules let us read `url`. Without rules everything may be read; a host whose rules cannot
        be fetched now (an error of the server or the network) is left alone.
        """
        parts = urlsplit(url)
        host = f"{parts.scheme}://{parts.netloc}"
        async with self._locks[host]:
            if host not in self._rules:
                self._rules[host] = await self._load(host)
        rules = self._rules[host]
        if isinstance(rules, bool):
            return rules
        try:
            # A rule is a pattern of somebody else's making.
            return bool(await run_under_limits.awaited(_allows, rules, url, subject=host, size=len(rules)))
        except FormatError:
            return False

    async def _load(self, host: str) -> bytes | bool:
        try:
            answer = await self._client.get(f"{host}/robots.txt")
        except FetchError as error:
            # "Unavailable" (4xx) allows, "unreachable" (5xx, network) forbids: RFC 9309, 2.3.1.
            return error.message.startswith("answered 4") or "gone for good" in error.message
        return answer.body[:_LONGEST]


def _allows(rules: bytes, url: str) -> bool:
    return bool(_parsed(rules).can_fetch(url, AGENT))


@lru_cache(maxsize=16)
def _parsed(rules: bytes) -> Any:
    from protego import Protego

    # RFC 9309 asks for UTF-8.
    return Protego.parse(decode(rules))
