"""Fetches sources into the store: all feeds concurrently, so that no feed holds up another.

Beside `pipeline`: it joins the network (`ingest.read_address`), the store and the settings, and decides nothing itself.
What a feed held at the last fetch is what `briefing.ingest.stored_sources` gives back, also offline.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.errors import BriefingError, GoneError
from briefing.ingest import address_guard, imap_address
from briefing.ingest.feed_health import ENDED
from briefing.ingest.tell_articles_apart import told_apart
from briefing.records import Article, Failure
from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

if TYPE_CHECKING:
    # What talks to the network is imported when there is something to fetch: a build of files never needs it.
    from briefing.ingest import read_address
    from briefing.ingest.http_client import Client
    from briefing.ingest.robots_txt import Robots

__all__ = ["Report", "expand", "fetch"]

# Outcomes written in one transaction: a disk waits for each, and other processes wait for the lock.
_BATCH = 64
_THREADS = 24


@dataclass(frozen=True, slots=True)
class _Fetched:
    """What became of one source: for the store, for the user, and what sources it names if it is a list.

    `after_keeping` is what is to be done at the source once the store has its articles.
    """

    outcome: table.Outcome
    failures: list[Failure]
    sources: tuple[SourceSettings, ...] = ()
    after_keeping: Callable[[], Awaitable[list[Failure]]] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a fetch did: sources asked, those unchanged since last time, new articles, and what failed."""

    asked: int
    unchanged: int
    fresh: int
    failures: tuple[Failure, ...]


def fetch(
    store: Store,
    sources: Sequence[SourceSettings],
    settings: FetchSettings,
    *,
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    resolver: address_guard.Resolver = address_guard.resolve,
    advance: Callable[[int], None] = lambda _: None,
) -> Report:
    """Fetch every address among `sources` and keep what is new; paths are left to `ingest`.

    Raises:
        StoreError: the database cannot be written.
    """
    addresses = list({source.url: source for source in sources if ingest.is_address(source.url)}.values())
    import asyncio

    return asyncio.run(_fetch(store, addresses, settings, now, resolver, advance))


def expand(sources: Iterable[SourceSettings]) -> list[SourceSettings]:
    """`sources` with every local list of feeds (.opml) replaced by the feeds in it.

    Raises SourceError if a list cannot be read.
    """
    found: list[SourceSettings] = []
    for source in sources:
        if source.url.lower().endswith(".opml") and not ingest.is_address(source.url):
            from briefing.ingest import opml

            listed = opml.read(Path(source.url).expanduser())
            # What is no address of a feed stays a source, so that the run says why it cannot be read.
            found += [*listed.sources, *(SourceSettings(url=_unread(address, source)) for address in listed.unusable)]
        else:
            found.append(ingest.plain_address(source))
    return found


def _unread(address: str, listed: SourceSettings) -> str:
    """What stands for an address of a list that is none of a feed. A list never chooses where a token is sent."""
    return f"{listed.url}: {address}" if ingest.is_address(address) else address


async def _fetch(
    store: Store,
    sources: Sequence[SourceSettings],
    settings: FetchSettings,
    now: Callable[[], dt.datetime],
    resolver: address_guard.Resolver,
    advance: Callable[[int], None],
) -> Report:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from briefing.ingest.http_client import Client
    from briefing.ingest.robots_txt import Robots

    # The default of six threads would let a few slow name servers hold up everybody.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_THREADS))
    fresh, unchanged, asked = 0, 0, 0
    failures: list[Failure] = []
    async with Client(settings, resolver=resolver, now=now) as client:
        robots = Robots(client)
        claimed: set[str] = set()
        listed: list[SourceSettings] = []
        # A list of feeds names more sources. Lists within lists are not followed: one may name itself.
        for chosen in (sources, listed):
            jobs = [_one(client, robots, store, source, settings, now, claimed) for source in chosen]
            async for ended in _as_they_end(jobs):
                fresh += table.record(store, told_apart([each.outcome for each in ended], table.Known(store).get))
                unchanged += sum(each.outcome.status == HTTPStatus.NOT_MODIFIED for each in ended)
                failures += [failure for each in ended for failure in each.failures]
                failures += [failure for each in ended if each.after_keeping for failure in await each.after_keeping()]
                listed += [source for each in ended for source in each.sources] if chosen is sources else []
                asked += len(ended)
                advance(len(ended))
    table.prune(store, now(), settings.keep_days)
    return Report(asked, unchanged, fresh, tuple(sorted(failures, key=lambda failure: failure.subject)))


async def _as_they_end(jobs: Sequence[Coroutine[None, None, _Fetched]]) -> AsyncIterator[list[_Fetched]]:
    """What the jobs return, a batch at a time: those that have ended since the last one. No job waits for another."""
    import asyncio

    ended: asyncio.Queue[asyncio.Task[_Fetched]] = asyncio.Queue()
    tasks = [asyncio.create_task(job) for job in jobs]
    for task in tasks:
        task.add_done_callback(ended.put_nowait)
    left = len(tasks)
    while left:
        batch = [await ended.get()]
        while len(batch) < _BATCH and not ended.empty():
            batch.append(ended.get_nowait())
        left -= len(batch)
        yield [task.result() for task in batch]


async def _one(
    client: Client,
    robots: Robots,
    store: Store,
    source: SourceSettings,
    settings: FetchSettings,
    now: Callable[[], dt.datetime],
    claimed: set[str],
) -> _Fetched:
    """Fetch one source; an error becomes its outcome and does not affect the others."""
    from briefing.ingest import read_address

    # An address may say whose mailbox is read, which is not for the footer of an edition.
    shown = imap_address.without_user(source.url)
    before = table.state(store, source.url)
    if before.ended:
        failure = Failure(source.url, "fetch", ENDED, f"Remove it with 'briefing feeds remove {source.url}'.")
        return _Fetched(table.Outcome(source.url, now(), HTTPStatus.GONE, ENDED, ended=True), [failure])
    try:
        loaded = await read_address.load(
            client, robots, source, settings,
            address=before.address, etag=before.etag, modified=before.modified,
            known=table.Known(store), claimed=claimed,
        )  # fmt: skip
    except BriefingError as error:
        failure = Failure(shown, error.code, error.message, error.hint)
        ended = isinstance(error, GoneError)
        name = shown if imap_address.has_password(source.url) else source.url
        return _Fetched(table.Outcome(name, now(), error=error.message, ended=ended), [failure])
    except Exception:  # noqa: BLE001 - a bug over one source must not lose what the others have
        failure = read_address.bug(shown)
        return _Fetched(table.Outcome(source.url, now(), error=failure.message), [failure])
    outcome = _outcome(source, before, loaded, now())
    return _Fetched(outcome, _failures(loaded.found), loaded.sources, loaded.after_keeping)


def _outcome(
    source: SourceSettings, before: table.FeedState, loaded: read_address.Loaded, at: dt.datetime
) -> table.Outcome:
    answer = loaded.answer
    return table.Outcome(
        url=source.url,
        at=at,
        status=answer.status,
        title=loaded.title,
        address=loaded.address,
        # A 304 need not repeat the validators.
        etag=answer.etag or (before.etag if answer.unchanged else None),
        modified=answer.modified or (before.modified if answer.unchanged else None),
        note=_note(loaded),
        articles=tuple(item for item in loaded.found if isinstance(item, Article)),
        seen=loaded.seen,
        members=tuple((each.url, each.name, each.section) for each in loaded.sources),
    )


def _note(loaded: read_address.Loaded) -> str | None:
    """What the user should know of a feed that was read: where it is malformed, and which entries are not articles."""
    skipped = [item.message for item in loaded.found if isinstance(item, Failure) and not item.is_error]
    malformed = [f"malformed, but read: {loaded.problem}"] if loaded.problem else []
    return "; ".join([*malformed, *skipped]) or None


def _failures(found: Iterable[Article | Failure]) -> list[Failure]:
    return [item for item in found if isinstance(item, Failure)]
