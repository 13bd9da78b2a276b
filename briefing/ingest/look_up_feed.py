"""An address that somebody wants to subscribe to -> the feed that is there, with its title."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from briefing.config import FetchSettings
from briefing.errors import FetchError, FormatError
from briefing.ingest import read_imap_folder
from briefing.ingest.http_client import Answer, Client
from briefing.ingest.imap_address import is_imap
from briefing.ingest.miniflux_and_freshrss import is_service
from briefing.ingest.read_address import ACCEPT, found_feed, title_of
from briefing.ingest.sniff_format import sniff
from briefing.text.decode_and_clean import decode

__all__ = ["LookedUp", "look_up"]


@dataclass(frozen=True, slots=True)
class LookedUp:
    """A feed's address and title. `title` is None for a list of feeds, and for a feed without one."""

    url: str
    title: str | None = None


def look_up(address: str, settings: FetchSettings, *, scheme_given: bool = True) -> LookedUp:
    """What is at `address`: a feed, a list of feeds, a page that leads to a feed, or a folder on a mail
    server. A feed reader's is not asked.

    Where no scheme was given, http is tried if https is not answered.

    Raises:
        FetchError: the address cannot be fetched.
        FormatError: it was fetched, and is neither.
    """
    if is_service(address):
        return LookedUp(address)
    if is_imap(address):
        return LookedUp(address, asyncio.run(read_imap_folder.check(address, settings, os.environ)))
    try:
        return asyncio.run(_look_up(address, settings))
    except FetchError:
        if scheme_given or not address.startswith("https:"):
            raise
        return asyncio.run(_look_up(f"http:{address.removeprefix('https:')}", settings))


async def _look_up(address: str, settings: FetchSettings) -> LookedUp:
    async with Client(settings) as client:
        answer = await client.get(address, accept=ACCEPT)
        at = answer.moved or address
        if sniff(answer.body, "") == "opml":
            return LookedUp(at)
        if sniff(answer.body, "") != "html":
            return LookedUp(at, title_of(answer))
        feed = await found_feed(client, decode(answer.body, answer.charset), answer.url)
        if feed is None:
            raise _no_feed(answer, address)
        return LookedUp(feed.moved or feed.url, title_of(feed))


def _no_feed(answer: Answer, address: str) -> FormatError:
    return FormatError(
        "is a page, and no feed of its site could be found" if answer.body.strip() else "is empty",
        subject=address,
        hint="Look for a feed's address on the site. One article can be named as a source of 'briefing build'.",
    )
