"""What has been fetched: feeds and their health, articles with their revisions, and a log of every attempt.

An article is kept as it came in, compressed. If it comes again with changes, the earlier version moves to `revisions`.
Several feeds may carry it: it is kept once, with the text of the feed that gives most of it, and `appearances` lists
those feeds. Times are ISO 8601 in UTC, so that text order is time order.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
import sqlite3
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

from briefing.records import Article, Image
from briefing.store.sqlite_connection import Store

__all__ = [
    "MIGRATIONS",
    "FeedState",
    "Known",
    "Outcome",
    "articles",
    "feeds",
    "forget",
    "members",
    "prune",
    "record",
    "revisions",
    "save",
    "state",
    "subscribe",
    "unsubscribe",
    "weekly",
]

_log = logging.getLogger(__name__)

MIGRATIONS = (
    """
    CREATE TABLE feeds (
        url TEXT PRIMARY KEY,
        address TEXT NOT NULL,
        name TEXT, section TEXT, title TEXT,
        subscribed INTEGER NOT NULL DEFAULT 0,
        etag TEXT, modified TEXT,
        last_attempt TEXT, last_success TEXT, last_new TEXT,
        failures INTEGER NOT NULL DEFAULT 0,
        error TEXT, ended INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TABLE fetches (
        id INTEGER PRIMARY KEY, feed TEXT NOT NULL, at TEXT NOT NULL,
        status INTEGER, error TEXT, entries INTEGER NOT NULL, fresh INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX fetches_feed ON fetches (feed, at);
    CREATE TABLE articles (
        id TEXT PRIMARY KEY, feed TEXT NOT NULL, source TEXT NOT NULL, guid TEXT,
        title TEXT, url TEXT, outlet TEXT, author TEXT, published TEXT, language TEXT, section TEXT,
        markup TEXT NOT NULL, content BLOB NOT NULL, digest TEXT NOT NULL,
        first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, position INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE INDEX articles_feed ON articles (feed, first_seen);
    CREATE TABLE members (
        list TEXT NOT NULL, url TEXT NOT NULL, name TEXT, section TEXT, PRIMARY KEY (list, url)
    ) STRICT;
    CREATE TABLE revisions (
        article_id TEXT NOT NULL, replaced TEXT NOT NULL, title TEXT, markup TEXT NOT NULL, content BLOB NOT NULL,
        digest TEXT NOT NULL, PRIMARY KEY (article_id, digest)
    ) STRICT
    """,
    """
    CREATE TABLE appearances (
        feed TEXT NOT NULL, article_id TEXT NOT NULL, last_seen TEXT NOT NULL, PRIMARY KEY (feed, article_id)
    ) STRICT;
    CREATE INDEX appearances_article ON appearances (article_id);
    INSERT INTO appearances SELECT feed, id, last_seen FROM articles
    """,
    """
    ALTER TABLE feeds ADD COLUMN note TEXT;
    ALTER TABLE articles ADD COLUMN image TEXT
    """,
    "ALTER TABLE articles ADD COLUMN kind TEXT",
)
_LOG_DAYS = 90
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class FeedState:
    """The stored state of one feed. `url` is what the user named, `address` its present address."""

    url: str
    address: str
    name: str | None = None
    section: str | None = None
    title: str | None = None
    subscribed: bool = False
    etag: str | None = None
    modified: str | None = None
    last_attempt: dt.datetime | None = None
    last_success: dt.datetime | None = None
    last_new: dt.datetime | None = None
    failures: int = 0
    error: str | None = None
    ended: bool = False
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of one attempt to fetch a feed. `address` is set where it has moved; `ended` where it is gone for
    good.

    `note` is what a reader should know of a feed that was read: malformed, or with entries that are no articles.
    `seen` are the ids of articles that are still in the feed but were not read again; `members` are the (address,
    name, section) of the feeds in a list.
    """

    url: str
    at: dt.datetime
    status: int | None = None
    error: str | None = None
    title: str | None = None
    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    ended: bool = False
    note: str | None = None
    articles: tuple[Article, ...] = ()
    seen: tuple[str, ...] = ()
    members: tuple[tuple[str, str | None, str | None], ...] = ()


def state(store: Store, url: str) -> FeedState:
    """The stored state of the feed `url`; an empty one if there is none."""
    rows = store.query("SELECT * FROM feeds WHERE url = ?", (url,))
    return _feed(rows[0]) if rows else FeedState(url, url)


def feeds(store: Store, *, subscribed: bool = False) -> list[FeedState]:
    """Every remembered feed, or only the subscribed ones, by address."""
    where = " WHERE subscribed" if subscribed else ""
    return [_feed(row) for row in store.query(f"SELECT * FROM feeds{where} ORDER BY url")]  # noqa: S608 - constants


def subscribe(
    store: Store, url: str, *, name: str | None = None, section: str | None = None, title: str | None = None
) -> bool:
    """Add a feed to those read by default, or change its name and section; False if it was there already.

    `title` is the feed's own.
    """
    with store.write() as connection:
        before = connection.execute("SELECT subscribed FROM feeds WHERE url = ?", (url,)).fetchone()
        connection.execute(
            "INSERT INTO feeds (url, address, name, section, title, subscribed) VALUES (?, ?, ?, ?, ?, 1) "
            "ON CONFLICT (url) DO UPDATE SET subscribed = 1, ended = 0, failures = 0, "
            "name = coalesce(excluded.name, name), section = coalesce(excluded.section, section), "
            "title = coalesce(excluded.title, title)",
            (url, url, name, section, title),
        )
    return not (before and before["subscribed"])


def unsubscribe(store: Store, url: str) -> bool:
    """Stop reading a feed, and forget its state; its articles stay. False if it was not subscribed."""
    with store.write() as connection:
        return connection.execute("DELETE FROM feeds WHERE url = ? AND subscribed", (url,)).rowcount > 0


def forget(store: Store, url: str) -> None:
    """Forget a feed's validators and failures, so that the next fetch starts afresh."""
    with store.write() as connection:
        connection.execute(
            "UPDATE feeds SET etag = NULL, modified = NULL, failures = 0, ended = 0, error = NULL WHERE url = ?", (url,)
        )


def members(store: Store, address: str) -> list[tuple[str, str | None, str | None]]:
    """The (address, name, section) of the feeds in the list at `address`, as it was last fetched."""
    rows = store.query("SELECT url, name, section FROM members WHERE list = ? ORDER BY rowid", (address,))
    return [(row["url"], row["name"], row["section"]) for row in rows]


class Known:
    """The ids of the stored articles, whichever feed they came from; asked one by one."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def __contains__(self, article_id: object) -> bool:
        return bool(self._store.query("SELECT 1 FROM articles WHERE id = ?", (article_id,)))

    def get(self, article_id: str) -> Article | None:
        """The article under this id."""
        rows = self._store.query("SELECT * FROM articles WHERE id = ?", (article_id,))
        return _readable(rows[0]) if rows else None


def record(store: Store, outcomes: Iterable[Outcome]) -> int:
    """Write outcomes in one transaction: feed state, log, articles, revisions. Returns the number of new articles."""
    fresh = 0
    with store.write() as connection:
        for outcome in outcomes:
            new = sum(_put(connection, article, outcome, place) for place, article in enumerate(outcome.articles))
            _remember(connection, outcome, new)
            fresh += new
    return fresh


def save(store: Store, found: Iterable[Article], feed: str, at: dt.datetime) -> int:
    """Keep articles as they are, without an attempt to log. Returns the number of new ones."""
    return record(store, [Outcome(feed, at, status=200, articles=tuple(found))])


def articles(store: Store, feed: str, *, since: dt.datetime | None = None, most: int = -1) -> list[Article]:
    """The stored articles of a feed that were published (if undated, first seen) at or after `since`, newest first."""
    rows = store.query(
        "SELECT articles.* FROM articles JOIN appearances ON appearances.article_id = articles.id "
        "WHERE appearances.feed = ? AND coalesce(published, first_seen) >= ? "
        "ORDER BY coalesce(published, first_seen) DESC, position, id LIMIT ?",
        (feed, _text(since) or "", most),
    )
    return [article for row in rows if (article := _readable(row))]


def revisions(store: Store, article_id: str) -> list[tuple[dt.datetime, str | None, str]]:
    """Earlier versions of an article, oldest first: (when it was replaced, title, content)."""
    rows = store.query("SELECT * FROM revisions WHERE article_id = ? ORDER BY replaced", (article_id,))
    return [(dt.datetime.fromisoformat(row["replaced"]), row["title"], _unpacked(row["content"])) for row in rows]


def weekly(store: Store, now: dt.datetime, weeks: int = 4) -> dict[str, float]:
    """New articles a week of every feed, over the last `weeks` weeks or since it is known, if that is less."""
    since = now - dt.timedelta(weeks=weeks)
    rows = store.query(
        "SELECT appearances.feed, count(*) AS items, min(coalesce(published, first_seen)) AS first FROM articles "
        "JOIN appearances ON appearances.article_id = articles.id "
        "WHERE coalesce(published, first_seen) >= ? GROUP BY appearances.feed",
        (_text(since),),
    )
    found = {}
    for row in rows:
        span = (now - dt.datetime.fromisoformat(row["first"])).total_seconds() / (7 * 86_400)
        found[row["feed"]] = row["items"] / min(float(weeks), max(1.0, span))
    return found


def prune(store: Store, now: dt.datetime, keep_days: int) -> int:
    """Drop articles last seen more than `keep_days` ago, with their revisions, and the log's old lines."""
    limit = _text(now - dt.timedelta(days=keep_days))
    with store.write() as connection:
        gone = connection.execute("DELETE FROM articles WHERE last_seen < ?", (limit,)).rowcount
        if gone:
            for table in ("revisions", "appearances"):
                connection.execute(f"DELETE FROM {table} WHERE article_id NOT IN (SELECT id FROM articles)")  # noqa: S608
        connection.execute("DELETE FROM fetches WHERE at < ?", (_text(now - dt.timedelta(days=_LOG_DAYS)),))
    return gone


def _put(connection: sqlite3.Connection, article: Article, outcome: Outcome, place: int) -> bool:
    """Insert an article, or update it and keep its earlier version if it has changed. True if it is new."""
    content, at = article.content.encode("utf-8", "replace"), _text(outcome.at)
    digest = hashlib.sha256((article.title or "").encode("utf-8", "replace") + b"\0" + content).hexdigest()
    before = connection.execute("SELECT * FROM articles WHERE id = ?", (article.id,)).fetchone()
    connection.execute("INSERT OR REPLACE INTO appearances VALUES (?, ?, ?)", (outcome.url, article.id, at))
    if before is not None and (before["digest"] == digest or _is_teaser(content, before, outcome.url)):
        connection.execute("UPDATE articles SET last_seen = ? WHERE id = ?", (at, article.id))
        return False
    if before is not None:
        connection.execute(
            "INSERT OR IGNORE INTO revisions VALUES (?, ?, ?, ?, ?, ?)",
            (article.id, at, before["title"], before["markup"], before["content"], before["digest"]),
        )
    connection.execute(
        "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.id, outcome.url, article.source, article.guid, article.title, article.url, article.outlet,
            article.author, _text(article.published), article.language, article.section, article.markup,
            zlib.compress(content, 6), digest, before["first_seen"] if before else at, at, place,
            json.dumps(asdict(article.image), ensure_ascii=False) if article.image else None, article.kind,
        ),
    )  # fmt: skip
    return before is None


def _is_teaser(content: bytes, before: sqlite3.Row, feed: str) -> bool:
    """Whether another feed gives only a part of what is stored. That is not a revision: it would come back at every
    fetch.
    """
    return before["feed"] != feed and len(content) <= len(zlib.decompress(before["content"]))


def _remember(connection: sqlite3.Connection, outcome: Outcome, fresh: int) -> None:
    at = _text(outcome.at)
    connection.execute(
        "INSERT OR IGNORE INTO feeds (url, address) VALUES (?, ?)", (outcome.url, outcome.address or outcome.url)
    )
    if outcome.error is None:
        _touch(connection, outcome)
        connection.execute(
            "UPDATE feeds SET last_attempt = ?, last_success = ?, failures = 0, error = NULL, ended = 0, "
            "address = coalesce(?, address), title = coalesce(?, title), etag = ?, modified = ?, "
            "last_new = CASE WHEN ? THEN ? ELSE last_new END, note = CASE WHEN ? THEN note ELSE ? END WHERE url = ?",
            (
                at,
                at,
                outcome.address,
                outcome.title,
                outcome.etag,
                outcome.modified,
                fresh,
                at,
                outcome.status == _NOT_MODIFIED,
                outcome.note,
                outcome.url,
            ),
        )
    else:
        connection.execute(
            "UPDATE feeds SET last_attempt = ?, failures = failures + 1, error = ?, ended = ? WHERE url = ?",
            (at, outcome.error, outcome.ended, outcome.url),
        )
    if outcome.members:
        connection.execute("DELETE FROM members WHERE list = ?", (outcome.url,))
        connection.executemany(
            "INSERT OR IGNORE INTO members VALUES (?, ?, ?, ?)", [(outcome.url, *member) for member in outcome.members]
        )
    connection.execute(
        "INSERT INTO fetches (feed, at, status, error, entries, fresh) VALUES (?, ?, ?, ?, ?, ?)",
        (outcome.url, at, outcome.status, outcome.error, len(outcome.articles), fresh),
    )


def _touch(connection: sqlite3.Connection, outcome: Outcome) -> None:
    """Note which articles are still in the feed: those named, or with an unchanged feed (304) all of last time."""
    at = _text(outcome.at)
    seen = list(outcome.seen)
    if outcome.status == _NOT_MODIFIED:
        rows = connection.execute(
            "SELECT article_id FROM appearances WHERE feed = ? AND last_seen >= "
            "(SELECT last_success FROM feeds WHERE url = ?)",
            (outcome.url, outcome.url),
        )
        seen += [row["article_id"] for row in rows]
    connection.executemany("UPDATE articles SET last_seen = ? WHERE id = ?", [(at, name) for name in seen])
    connection.executemany(
        "INSERT OR REPLACE INTO appearances VALUES (?, ?, ?)", [(outcome.url, name, at) for name in seen]
    )


def _feed(row: sqlite3.Row) -> FeedState:
    values = {field.name: row[field.name] for field in fields(FeedState)}
    for name in ("last_attempt", "last_success", "last_new"):
        values[name] = dt.datetime.fromisoformat(values[name]) if values[name] else None
    return FeedState(**{**values, "subscribed": bool(values["subscribed"]), "ended": bool(values["ended"])})


def _readable(row: sqlite3.Row) -> Article | None:
    """The article of `row`; None, with a warning, if the disk has changed it."""
    try:
        return _article(row)
    except (zlib.error, ValueError, TypeError):
        _log.warning("article %s of %s is damaged in the database and left out", row["id"], row["feed"],
                     extra={"notice": True})  # fmt: skip
        return None


def _article(row: sqlite3.Row) -> Article:
    names = [field.name for field in fields(Article) if field.name not in ("content", "published", "image")]
    published = dt.datetime.fromisoformat(row["published"]) if row["published"] else None
    image = Image(**json.loads(row["image"])) if row["image"] else None
    values = {name: row[name] for name in names}
    return Article(**values, content=_unpacked(row["content"]), published=published, image=image)


def _unpacked(content: bytes) -> str:
    return zlib.decompress(content).decode("utf-8")


def _text(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else None
