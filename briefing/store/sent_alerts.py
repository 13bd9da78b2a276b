"""The alerts that were sent between editions: to whom, so that nothing is told twice; and how its stories stood then.

A story's `news` names what was new in it when it was told (`briefing.deliver.alerts`). Its content is made and read by
`briefing.stories.serialize_past_stories`; it is needed only until an edition has told the story.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from briefing.store.sqlite_connection import Store

__all__ = ["MIGRATIONS", "Told", "drop", "lines", "news_of", "remember", "sent_on", "told"]

MIGRATIONS = (
    """
    CREATE TABLE alerts_told (
        reader_key TEXT NOT NULL, story TEXT NOT NULL, news TEXT NOT NULL, alert TEXT NOT NULL, day TEXT NOT NULL,
        at REAL NOT NULL, PRIMARY KEY (reader_key, story, news)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE alert_lines (
        story TEXT PRIMARY KEY, news TEXT NOT NULL, content BLOB NOT NULL, at REAL NOT NULL
    ) STRICT
    """,
)


@dataclass(frozen=True, slots=True)
class Told:
    """One story that one receiver is told in an alert; `day` is the day on which that counts."""

    reader_key: str
    story: str
    news: str
    alert: str
    day: str


def told(store: Store) -> frozenset[tuple[str, str, str]]:
    """(receiver's key, story, news) of everything that was told."""
    return frozenset(tuple(row) for row in store.query("SELECT reader_key, story, news FROM alerts_told"))


def sent_on(store: Store, day: str) -> dict[str, int]:
    """How many alerts each receiver had on a day, by key."""
    rows = store.query(
        "SELECT reader_key, count(DISTINCT alert) AS n FROM alerts_told WHERE day = ? GROUP BY reader_key", (day,)
    )
    return {row["reader_key"]: row["n"] for row in rows}


def lines(store: Store) -> list[bytes]:
    """The stories that alerts have told since, as the last alert left them, in the order of their ids."""
    return [bytes(row["content"]) for row in store.query("SELECT content FROM alert_lines ORDER BY story")]


def news_of(store: Store) -> dict[str, str]:
    """What was new, when they were told last, in the stories that alerts have told."""
    return {row["story"]: row["news"] for row in store.query("SELECT story, news FROM alert_lines")}


def remember(store: Store, entries: Iterable[Told], stories: Mapping[str, tuple[str, bytes]], now: float) -> None:
    """Keep what is told to whom, and the (news, content) of each story told, by its id."""
    with store.write() as connection:
        connection.executemany(
            "INSERT INTO alerts_told VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(each.reader_key, each.story, each.news, each.alert, each.day, now) for each in entries],
        )
        connection.executemany(
            "INSERT INTO alert_lines VALUES (?, ?, ?, ?) ON CONFLICT (story) DO UPDATE SET"
            " news = excluded.news, content = excluded.content, at = excluded.at",
            [(name, news, content, now) for name, (news, content) in sorted(stories.items())],
        )


def drop(store: Store, stories: Collection[str], before: float) -> None:
    """Forget how `stories` stood, which an edition has told since, and everything from before a time."""
    with store.write() as connection:
        connection.executemany("DELETE FROM alert_lines WHERE story = ?", [(name,) for name in sorted(stories)])
        connection.execute("DELETE FROM alert_lines WHERE at < ?", (before,))
        connection.execute("DELETE FROM alerts_told WHERE at < ?", (before,))
