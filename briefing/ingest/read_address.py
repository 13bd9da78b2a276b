"""Addresses -> articles: a feed, a page, a site with a feed, or a list of feeds, told apart by the response.

`load` reads one address and knows nothing of a store; `read` is the same for callers without an event loop.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Protocol
from urllib.parse import urlsplit

from briefing.config import FetchSettings, SourceSettings
from briefing.errors import BriefingError, FetchError, FormatError
from briefing.ingest import feeds, jsonfeed, opml, reader_services, web_pages
from briefing.ingest.feeds import Entry, Feed
from briefing.ingest.http_client import Answer, Client
from briefing.ingest.robots_txt import Robots
from briefing.ingest.sniff_format import sniff
from briefing.records import SKIPPED, Article, Failure
from briefing.text.canonical_urls import web_url
from briefing.text.decode_and_clean import decode
from briefing.text.html_to_text import parse_html

__all__ = ["Loaded", "discover", "load", "read"]

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)
_FEED_TYPES = ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
_COMMENTS = ("comment", "replies")


class Known(Protocol):
    """The articles that earlier fetches have found, by their ids."""

    def __contains__(self, article_id: object, /) -> bool:
        """Whether there is one under this id."""

    def get(self, article_id: str, /) -> Article | None:
        """The article under this id."""


_NONE: Known = dict[str, Article]()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read from an address: articles and failures in order, or the sources of a list. `answer` is the feed's
    own.

    `seen` are the ids of known articles that are still in the feed, and were not read again. `problem` says what was
    not well-formed in a feed that was read all the same.
    """

    answer: Answer
    found: tuple[Article | Failure, ...] = ()
    title: str | None = None
    address: str | None = None
    sources: tuple[SourceSettings, ...] = ()
    seen: tuple[str, ...] = ()
    problem: str | None = None


def read(source: SourceSettings, settings: FetchSettings) -> Iterator[Article | Failure]:
    """Articles at the address of `source`; a failure if it cannot be read."""
    yield from asyncio.run(_read(source, settings))


async def _read(source: SourceSettings, settings: FetchSettings) -> list[Article | Failure]:
    async with Client(settings) as client:
        return await _collect(client, Robots(client), source, settings, deeper=True)


async def _collect(
    client: Client, robots: Robots, source: SourceSettings, settings: FetchSettings, *, deeper: bool
) -> list[Article | Failure]:
    try:
        loaded = await load(client, robots, source, settings)
    except BriefingError as error:
        return [_failure(error, source.url)]
    if not loaded.sources or not deeper:
        return list(loaded.found)
    jobs = (_collect(client, robots, each, settings, deeper=False) for each in loaded.sources)
    return [*loaded.found, *(item for part in await asyncio.gather(*jobs) for item in part)]


async def load(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    *,
    address: str | None = None,
    etag: str | None = None,
    modified: str | None = None,
    known: Known = _NONE,
    claimed: set[str] | None = None,
) -> Loaded:
    """Read `source` once. `known` holds the ids of articles whose linked pages need not be fetched again.

    Those whose pages are fetched now are added to `claimed`, so that of several feeds only one does so.

    Raises:
        FetchError: the address cannot be fetched.
        FormatError: its format is not supported.
    """
    if reader_services.is_service(source.url):
        return await _service(client, robots, source, settings, known, claimed)
    answer = await client.get(address or source.url, accept=ACCEPT, etag=etag, modified=modified)
    if answer.unchanged:
        return Loaded(answer, address=answer.moved)
    kind = _kind(answer)
    if kind == "opml":
        listed = opml.parse(answer.body, subject=source.url)
        return Loaded(answer, tuple(opml.failures(listed, source.url)), sources=listed.sources)
    if kind in ("pdf", "docx"):
        return await _document(robots, source, answer)
    if kind != "html":
        return await _feed(client, robots, source, settings, answer, known, claimed)
    text = decode(answer.body, answer.charset)
    found_at = _feed_of(text, answer.url)
    if found_at is not None:
        inner = await client.get(found_at, accept=ACCEPT)
        if _kind(inner) != "html":
            return await _feed(client, robots, source, settings, replace(inner, moved=found_at), known, claimed)
    await _check_robots(robots, answer.url, source)
    return Loaded(
        answer, (web_pages.parse(text, name=source.url, source=source, url=answer.url),), address=answer.moved
    )


async def _check_robots(robots: Robots, url: str, source: SourceSettings) -> None:
    if not await robots.allow(url):
        raise FetchError(
            "may not be read by programs (robots.txt)", subject=source.url, hint="Ask the site for a feed."
        )


async def _document(robots: Robots, source: SourceSettings, answer: Answer) -> Loaded:
    from briefing.ingest import read_pdf_and_docx

    await _check_robots(robots, answer.url, source)
    kind: read_pdf_and_docx.Kind = "pdf" if _kind(answer) == "pdf" else "docx"
    article = await asyncio.to_thread(
        lambda: read_pdf_and_docx.parse(answer.body, kind, name=source.url, source=source, url=answer.url)
    )
    return Loaded(answer, (article,), address=answer.moved)


def discover(page: str, url: str) -> list[str]:
    """Addresses of the feeds that a page names in its head, best first; feeds of comments come last."""
    tree = parse_html(page)
    if tree is None:
        return []
    found: list[tuple[bool, int, str]] = []
    for link in tree.iter("link", "a"):
        relation, kind = (link.get("rel") or "").lower().split(), (link.get("type") or "").lower()
        if kind in _FEED_TYPES and ("alternate" in relation or link.tag == "link"):
            address = web_url(link.get("href"), url)
            words = f"{address} {link.get('title') or ''}".lower()
            if address:
                found.append((any(word in words for word in _COMMENTS), len(found), address))
    return list(dict.fromkeys(address for *_, address in sorted(found)))


def _feed_of(page: str, url: str) -> str | None:
    """The feed to read in place of a page: that of a front page or section, never of an article."""
    path = urlsplit(url).path.strip("/")
    if path.count("/") > 1 or any(character.isdigit() for character in path) or "-" in path or "." in path:
        return None
    return next(iter(discover(page, url)), None)


def _kind(answer: Answer) -> str:
    """The format of the body, whatever the server calls it. Raises FormatError if it is not supported."""
    name = urlsplit(answer.url).path.rpartition("/")[2]
    kind = sniff(answer.body, name if "." in name else "")
    if kind in ("feed", "jsonfeed", "opml", "html", "pdf", "docx"):
        return kind
    if kind == "json" or (answer.content_type or "").endswith("json"):
        return "jsonfeed"
    if "xml" in (answer.content_type or ""):
        return "feed"
    if not answer.body.strip():
        raise FormatError("is empty", subject=answer.url, hint="The next run tries again.")
    raise FormatError("is neither a feed nor a page", subject=answer.url, hint="Check the address in a browser.")


async def _feed(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    answer: Answer,
    known: Known,
    claimed: set[str] | None,
) -> Loaded:
    # Parsing takes CPU time; in a thread it does not hold up the other downloads.
    feed = await asyncio.to_thread(_parse, answer, source.url)
    return await _entries(client, robots, source, settings, answer, feed, known, claimed)


async def _service(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    known: Known,
    claimed: set[str] | None,
) -> Loaded:
    """The entries of a feed reader: each of its feeds is read as if it had been asked itself."""
    held = await reader_services.load(client, source.url, os.environ, dt.datetime.now(dt.UTC))
    jobs = (_entries(client, robots, source, settings, held.answer, feed, known, claimed) for feed in held.feeds)
    parts = await asyncio.gather(*jobs)
    found = [item for part in parts for item in part.found]
    if held.cut:
        message = f"only the latest {feeds.MAX_ENTRIES} entries are read"
        found.append(Failure(source.url, SKIPPED, message, "Add '?unread' to its address, or read it more often."))
    return Loaded(held.answer, tuple(found), seen=tuple(sorted({each for part in parts for each in part.seen})))


async def _entries(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    answer: Answer,
    feed: Feed,
    known: Known,
    claimed: set[str] | None,
) -> Loaded:
    teasers = await asyncio.to_thread(_teasers, feed) if settings.pages else []
    ids = dict(zip(feed.entries, feeds.entry_ids(feed, source.name, known.get), strict=True))
    claimed = set() if claimed is None else claimed
    seen = {ids[entry] for entry in teasers if ids[entry] in known or ids[entry] in claimed}
    new = [entry for entry in teasers if ids[entry] not in seen][: settings.max_pages]
    claimed |= {ids[entry] for entry in new}
    pages_read = await asyncio.gather(*(_page(client, robots, entry) for entry in new))
    fetched = {entry: page for entry, page in zip(new, pages_read, strict=True) if isinstance(page, str)}
    # An entry whose page is in the store already must not be replaced by its teaser.
    entries = [entry for entry in feed.entries if not (entry in teasers and ids[entry] in seen)]
    whole = replace(feed, entries=tuple(_filled(entry, fetched.get(entry)) for entry in entries))
    own = [ids[entry] for entry in entries]
    found: list[Article | Failure] = []
    if entries or not feed.entries:
        found = await asyncio.to_thread(lambda: list(feeds.articles(whole, source.url, source, ids=own)))
    failed = [page for page in pages_read if isinstance(page, BriefingError)]
    if failed:
        message = f"{len(failed)} linked pages could not be read ({failed[0].message})"
        found.append(Failure(source.url, failed[0].code, message, failed[0].hint))
    return Loaded(answer, tuple(found), feed.title, answer.moved, seen=tuple(sorted(seen)), problem=feed.problem)


def _parse(answer: Answer, subject: str) -> Feed:
    if _kind(answer) == "jsonfeed":
        return jsonfeed.parse(answer.body, subject=subject, url=answer.url)
    return feeds.parse(answer.body, subject=subject, url=answer.url, charset=answer.charset)


def _teasers(feed: Feed) -> list[Entry]:
    shared = feeds.shared_pages(feed)
    return [
        entry
        for entry in feed.entries
        if entry.url and entry.url not in shared and not entry.media and not feeds.is_full(entry)
    ]


async def _page(client: Client, robots: Robots, entry: Entry) -> str | BriefingError | None:
    """The page that a teaser links to; None if robots.txt forbids it or it is not HTML."""
    assert entry.url is not None  # noqa: S101 - chosen for having one
    try:
        if not await robots.allow(entry.url):
            return None
        answer = await client.get(entry.url, accept="text/html, application/xhtml+xml;q=0.9, */*;q=0.1")
        if sniff(answer.body, "page.html") != "html":
            return None
        return decode(answer.body, answer.charset)
    except BriefingError as error:
        return error


def _filled(entry: Entry, page: str | None) -> Entry:
    return replace(entry, content=page, markup="html") if page is not None else entry


def _failure(error: BriefingError, subject: str) -> Failure:
    cause: Any = error.__cause__
    detail = (
        f" ({' '.join(str(cause).split())[:160]})" if cause and str(cause) and isinstance(error, FormatError) else ""
    )
    return Failure(error.subject or subject, error.code, f"{error.message}{detail}", error.hint)
