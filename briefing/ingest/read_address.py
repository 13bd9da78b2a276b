"""Addresses -> articles: a feed, a page, a site with a feed, or a list of feeds, told apart by the response.

`load` reads one address and knows nothing of a store; `read` is the same for callers without an event loop.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import urlsplit

from briefing.config import FetchSettings, SourceSettings
from briefing.errors import BriefingError, FetchError, FormatError
from briefing.ingest import (
    feed_entries_to_articles_and_ids,
    imap_address,
    jsonfeed,
    miniflux_and_freshrss,
    opml,
    parse_rss_and_atom,
    read_imap_folder,
    wrap_page_html_as_article,
)
from briefing.ingest.discover_feeds import candidates, discover
from briefing.ingest.feed_entries_to_articles_and_ids import is_full
from briefing.ingest.http_client import Answer, Client
from briefing.ingest.parse_rss_and_atom import Entry, Feed
from briefing.ingest.recognise_front_page import is_front_page, may_have_feed
from briefing.ingest.robots_txt import Robots
from briefing.ingest.sniff_format import sniff
from briefing.records import SKIPPED, Article, Failure
from briefing.runtime import run_under_limits
from briefing.text.decode_and_clean import decode

__all__ = ["ACCEPT", "Loaded", "bug", "found_feed", "load", "read", "title_of"]

_log = logging.getLogger(__name__)

ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "text/html;q=0.8, */*;q=0.5"
)


class Known(Protocol):
    """The articles that earlier fetches have found, by their ids."""

    def __contains__(self, article_id: object, /) -> bool:
        """Whether there is one under this id."""

    def get(self, article_id: str, /) -> Article | None:
        """The article under this id."""


_NONE: Known = dict[str, Article]()

_Parsed = tuple[Feed, list[Entry]]
"""A feed and, if pages are to be fetched, those of its entries that need theirs."""


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
    # What is to be done at the source once the articles are kept; it returns what failed.
    after_keeping: Callable[[], Awaitable[list[Failure]]] | None = None


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
        return [_failure(error, imap_address.without_user(source.url))]
    except Exception:  # noqa: BLE001 - a bug over one address must not end the reading of the others
        return [bug(imap_address.without_user(source.url))]
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
    if imap_address.is_imap(source.url):
        return await _letters(client, source, settings, etag)
    if miniflux_and_freshrss.is_service(source.url):
        return await _service(client, robots, source, settings, known, claimed)
    answer = await client.get(address or source.url, accept=ACCEPT, etag=etag, modified=modified)
    if answer.unchanged:
        return Loaded(answer, address=answer.moved)
    kind = _kind(answer)
    if kind == "opml":
        listed = await _awaited(opml.parsed, answer.body, source.url, answer=answer)
        return Loaded(answer, tuple(opml.failures(listed, source.url)), sources=listed.sources)
    if kind in ("pdf", "docx"):
        return await _document(robots, source, answer)
    if kind != "html":
        return await _feed(client, robots, source, settings, answer, known, claimed)
    text = decode(answer.body, answer.charset)
    inner = await found_feed(client, text, answer.url)
    if inner is not None:
        return await _feed(client, robots, source, settings, inner, known, claimed)
    if await _awaited(is_front_page, text, answer.url, answer=answer):
        raise FormatError(
            "is a front page, and no feed of its site could be found",
            subject=source.url,
            hint="Give the address of its feed, or of one article.",
        )
    await _check_robots(robots, answer.url, source)
    page = await _awaited(_read_page, text, source, answer.url, answer=answer)
    return Loaded(answer, (page,), address=answer.moved)


async def _letters(client: Client, source: SourceSettings, settings: FetchSettings, mark: str | None) -> Loaded:
    """A folder on a mail server; the mark of its last message is kept where a feed has its validator."""
    letters = await read_imap_folder.load(source, settings, os.environ, mark=mark, resolver=client.resolver)
    status = HTTPStatus.NOT_MODIFIED if letters.unchanged else HTTPStatus.OK
    answer = Answer(status, imap_address.without_user(source.url), etag=letters.mark)
    return Loaded(answer, letters.found, letters.title, after_keeping=letters.after_keeping)


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


async def _awaited(function: Callable[..., Any], *arguments: Any, answer: Answer) -> Any:
    """`function` over what `answer` holds, in a process that has limits."""
    return await run_under_limits.awaited(function, *arguments, subject=answer.url, size=len(answer.body))


def _read_page(text: str, source: SourceSettings, url: str) -> Article:
    return wrap_page_html_as_article.parse(text, name=source.url, source=source, url=url)


async def found_feed(client: Client, page: str, url: str) -> Answer | None:
    """The feed that stands for the page at `url`: the one that it names or, for a front page, one that can be found.

    None for an article's page, and where there is no feed.
    """
    named, usual = await run_under_limits.awaited(_feed_addresses, page, url, subject=url, size=len(page))
    for address in dict.fromkeys([*named, *usual]):
        try:
            inner = await client.get(address, accept=ACCEPT)
            if _kind(inner) in ("feed", "jsonfeed"):
                return replace(inner, moved=address)
        except BriefingError:
            if address in named:
                raise
    return None


def _feed_addresses(page: str, url: str) -> tuple[list[str], list[str]]:
    """The feed that a page names, if that is to be read in its place, and where one may lie."""
    named = discover(page, url)[:1] if may_have_feed(url) else []
    return named, candidates(page, url) if is_front_page(page, url) else []


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
    parsed = await _awaited(_parse, answer, source.url, settings.pages, answer=answer)
    return await _entries(client, robots, source, settings, answer, parsed, known, claimed)


async def _service(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    known: Known,
    claimed: set[str] | None,
) -> Loaded:
    """The entries of a feed reader: each of its feeds is read as if it had been asked itself."""
    held = await miniflux_and_freshrss.load(client, source.url, os.environ, dt.datetime.now(dt.UTC))
    size = sum(len(entry.content) for feed in held.feeds for entry in feed.entries)
    parsed = await run_under_limits.awaited(_split, held.feeds, settings.pages, subject=source.url, size=size)
    jobs = (_entries(client, robots, source, settings, held.answer, each, known, claimed) for each in parsed)
    parts = await asyncio.gather(*jobs)
    found = [item for part in parts for item in part.found]
    if held.cut:
        message = f"only the latest {parse_rss_and_atom.MAX_ENTRIES} entries are read"
        found.append(Failure(source.url, SKIPPED, message, "Add '?unread' to its address, or read it more often."))
    return Loaded(held.answer, tuple(found), seen=tuple(sorted({each for part in parts for each in part.seen})))


async def _entries(
    client: Client,
    robots: Robots,
    source: SourceSettings,
    settings: FetchSettings,
    answer: Answer,
    parsed: _Parsed,
    known: Known,
    claimed: set[str] | None,
) -> Loaded:
    feed, teasers = parsed
    ids = dict(zip(feed.entries, feed_entries_to_articles_and_ids.entry_ids(feed, source.name, known.get), strict=True))
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
        size = sum(len(entry.content) for entry in whole.entries)
        found = await run_under_limits.awaited(_articles, whole, source, own, subject=source.url, size=size)
    failed = [page for page in pages_read if isinstance(page, BriefingError)]
    if failed:
        message = f"{len(failed)} linked pages could not be read ({failed[0].message})"
        found.append(Failure(source.url, failed[0].code, message, failed[0].hint))
    return Loaded(answer, tuple(found), feed.title, answer.moved, seen=tuple(sorted(seen)), problem=feed.problem)


def _parse(answer: Answer, subject: str, pages: bool) -> _Parsed:
    if _kind(answer) == "jsonfeed":
        feed = jsonfeed.parse(answer.body, subject=subject, url=answer.url)
    else:
        feed = parse_rss_and_atom.parse(answer.body, subject=subject, url=answer.url, charset=answer.charset)
    return feed, _teasers(feed) if pages else []


def _split(found: tuple[Feed, ...], pages: bool) -> list[_Parsed]:
    return [(feed, _teasers(feed) if pages else []) for feed in found]


def _articles(feed: Feed, source: SourceSettings, ids: list[str]) -> list[Article | Failure]:
    return list(feed_entries_to_articles_and_ids.articles(feed, source.url, source, ids=ids))


def title_of(answer: Answer) -> str | None:
    """The title of the feed in `answer`. Raises FormatError if it is none."""
    if _kind(answer) not in ("feed", "jsonfeed"):
        raise FormatError("is no feed", subject=answer.url)
    return _parse(answer, answer.url, pages=False)[0].title


def _teasers(feed: Feed) -> list[Entry]:
    shared = feed_entries_to_articles_and_ids.shared_pages(feed)
    return [
        entry
        for entry in feed.entries
        if entry.url and entry.url not in shared and not entry.media and not is_full(entry)
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
        return str(await _awaited(decode, answer.body, answer.charset, answer=answer))
    except BriefingError as error:
        return error
    except Exception:  # noqa: BLE001 - a bug over one page must not cost the feed's other articles
        failure = bug(entry.url)
        return FetchError(failure.message, subject=entry.url, hint=failure.hint)


def bug(subject: str) -> Failure:
    """The failure of an address over which the program has a bug: the exception that is being handled."""
    _log.exception("a bug in this program over %r", subject)
    error = sys.exc_info()[1]
    what = f"{type(error).__name__}: {error}"
    return Failure(
        subject, "fetch", f"a bug in this program ({what[:200]}); its traceback is in the log", "Leave it out."
    )


def _filled(entry: Entry, page: str | None) -> Entry:
    return replace(entry, content=page, markup="html") if page is not None else entry


def _failure(error: BriefingError, subject: str) -> Failure:
    cause: Any = error.__cause__
    detail = (
        f" ({' '.join(str(cause).split())[:160]})" if cause and str(cause) and isinstance(error, FormatError) else ""
    )
    return Failure(error.subject or subject, error.code, f"{error.message}{detail}", error.hint)
