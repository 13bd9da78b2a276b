"""What the store holds of sources: the subscribed feeds, and the articles that earlier fetches found."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.ingest import imap_address
from briefing.records import Article, Failure
from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

__all__ = ["read", "stored", "subscriptions", "titled"]

# Articles shown of a feed that has published nothing lately.
_LATEST = 20


def subscriptions(store: Store) -> tuple[SourceSettings, ...]:
    """The subscribed feeds as sources."""
    return tuple(_member(feed.url, feed.name, feed.section) for feed in table.feeds(store, subscribed=True))


def titled(store: Store) -> tuple[SourceSettings, ...]:
    """The subscribed feeds for export: under their own names, unless the user gave them one."""
    feeds = table.feeds(store, subscribed=True)
    return tuple(_member(feed.url, feed.name or feed.title, feed.section) for feed in feeds)


def stored(store: Store, source: SourceSettings, since: dt.datetime | None = None) -> list[Article]:
    """The stored articles of `source` since then, newest first; its latest ones if there are none since."""
    return table.articles(store, source.url, since=since) or table.articles(store, source.url, most=_LATEST)


def read(
    store: Store,
    source: SourceSettings,
    settings: FetchSettings,
    *,
    since: dt.datetime | None = None,
    offline: bool = False,
) -> Iterator[Article | Failure]:
    """Articles of `source`: for an address those that `fetch` has put into the store, for a path those in it."""
    if not ingest.is_address(source.url):
        yield from ingest.read(source, fetch=settings, offline=offline)
        return
    listed = table.members(store, source.url)
    for feed in [_member(*each) for each in listed] or [source]:
        found = stored(store, feed, since)
        if not found and offline and table.state(store, feed.url).last_success is None:
            yield Failure(
                imap_address.without_user(feed.url), "fetch", "has not been fetched yet", "Run once without --offline."
            )
        yield from found


def _member(url: str, name: str | None, section: str | None) -> SourceSettings:
    return SourceSettings(url=url, name=name, section=section, pattern="**/*", trusted=False)
