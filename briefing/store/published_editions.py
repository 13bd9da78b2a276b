"""Editions as they were published, and the articles that each has considered.

An edition of a later day must not change what an earlier one was, so every query is about the time before a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from briefing.store.sqlite_schema import Store

__all__ = ["MIGRATIONS", "covered_before", "days", "load", "made_from", "publish", "save"]

MIGRATIONS = (
    """
    CREATE TABLE editions (day TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
    CREATE TABLE covered (
        day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (day, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE editions ADD COLUMN inputs TEXT NOT NULL DEFAULT ''; ALTER TABLE editions ADD COLUMN composed BLOB",
)


def save(store: Store, day: dt.date, content: bytes, considered: Iterable[str], *, inputs: str = "") -> None:
    """Keep the edition JSON of `day`, the ids of the articles it has considered and the fingerprint of its inputs.

    Replaces an earlier build of that day.
    """
    with store.write() as connection:
        connection.execute(
            "INSERT INTO editions (day, content, composed, inputs) VALUES (?, ?, ?, ?) ON CONFLICT (day) DO UPDATE"
            " SET content = excluded.content, composed = excluded.composed, inputs = excluded.inputs",
            (day.isoformat(), content, content, inputs),
        )
        connection.execute("DELETE FROM covered WHERE day = ?", (day.isoformat(),))
        connection.executemany(
            "INSERT INTO covered VALUES (?, ?)", [(day.isoformat(), name) for name in sorted(set(considered))]
        )


def publish(store: Store, day: dt.date, content: bytes) -> None:
    """Keep the edition JSON of `day` as it was printed, an editor's note included."""
    with store.write() as connection:
        connection.execute("UPDATE editions SET content = ? WHERE day = ?", (content, day.isoformat()))


def made_from(store: Store, day: dt.date, inputs: str) -> bytes | None:
    """The edition JSON of `day` as it was composed, if that was from `inputs`; else None."""
    rows = store.query("SELECT composed FROM editions WHERE day = ? AND inputs = ?", (day.isoformat(), inputs))
    return bytes(rows[0]["composed"]) if rows and rows[0]["composed"] else None


def covered_before(store: Store, day: dt.date) -> frozenset[str]:
    """Ids of the articles that editions before `day` have considered."""
    rows = store.query("SELECT DISTINCT article_id FROM covered WHERE day < ?", (day.isoformat(),))
    return frozenset(row["article_id"] for row in rows)


def load(store: Store, day: dt.date) -> bytes | None:
    """The edition JSON of `day`, or None."""
    rows = store.query("SELECT content FROM editions WHERE day = ?", (day.isoformat(),))
    return bytes(rows[0]["content"]) if rows else None


def days(store: Store) -> list[dt.date]:
    """Days that have an edition, oldest first."""
    return [dt.date.fromisoformat(row["day"]) for row in store.query("SELECT day FROM editions ORDER BY day")]
