"""Editions as they were published, and the articles that each has considered.

An edition of a later day must not change what an earlier one was, so every query is about the time before a day.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import sqlite3
from collections.abc import Iterable

from briefing.errors import DamagedError
from briefing.store.sqlite_connection import Store

__all__ = ["MIGRATIONS", "covered_before", "days", "load", "made_from", "publish", "save"]

MIGRATIONS = (
    """
    CREATE TABLE editions (day TEXT PRIMARY KEY, content BLOB NOT NULL) STRICT;
    CREATE TABLE covered (
        day TEXT NOT NULL, article_id TEXT NOT NULL, PRIMARY KEY (day, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE editions ADD COLUMN inputs TEXT NOT NULL DEFAULT ''; ALTER TABLE editions ADD COLUMN composed BLOB",
    # SHA-256 of the two, empty for older rows: a disk that changes a bit must not change what readers are told.
    """
    ALTER TABLE editions ADD COLUMN content_sum TEXT NOT NULL DEFAULT '';
    ALTER TABLE editions ADD COLUMN composed_sum TEXT NOT NULL DEFAULT ''
    """,
)


def save(store: Store, day: dt.date, content: bytes, considered: Iterable[str], *, inputs: str = "") -> None:
    """Keep the edition JSON of `day`, the ids of the articles it has considered and the fingerprint of its inputs.

    Replaces an earlier build of that day.
    """
    with store.write() as connection:
        connection.execute(
            "INSERT INTO editions (day, content, composed, inputs, content_sum, composed_sum) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (day) DO UPDATE SET content = excluded.content, composed = excluded.composed,"
            " inputs = excluded.inputs, content_sum = excluded.content_sum, composed_sum = excluded.composed_sum",
            (day.isoformat(), content, content, inputs, _sum(content), _sum(content)),
        )
        connection.execute("DELETE FROM covered WHERE day = ?", (day.isoformat(),))
        connection.executemany(
            "INSERT INTO covered VALUES (?, ?)", [(day.isoformat(), name) for name in sorted(set(considered))]
        )


def publish(store: Store, day: dt.date, content: bytes) -> None:
    """Keep the edition JSON of `day` as it was printed, an editor's note included."""
    with store.write() as connection:
        connection.execute(
            "UPDATE editions SET content = ?, content_sum = ? WHERE day = ?", (content, _sum(content), day.isoformat())
        )


def made_from(store: Store, day: dt.date, inputs: str) -> bytes | None:
    """The edition JSON of `day` as it was composed, if that was from `inputs` and is undamaged; else None."""
    rows = store.query(
        "SELECT composed AS kept, composed_sum AS sum FROM editions WHERE day = ? AND inputs = ?",
        (day.isoformat(), inputs),
    )
    return bytes(rows[0]["kept"]) if rows and rows[0]["kept"] and _is_sound(rows[0]) else None


def covered_before(store: Store, day: dt.date) -> frozenset[str]:
    """Ids of the articles that editions before `day` have considered."""
    rows = store.query("SELECT DISTINCT article_id FROM covered WHERE day < ?", (day.isoformat(),))
    return frozenset(row["article_id"] for row in rows)


def load(store: Store, day: dt.date) -> bytes | None:
    """The edition JSON of `day`, or None. Raises DamagedError where it is not what was kept."""
    rows = store.query("SELECT content AS kept, content_sum AS sum FROM editions WHERE day = ?", (day.isoformat(),))
    if rows and not _is_sound(rows[0]):
        raise DamagedError(
            f"the edition of {day.isoformat()} is damaged", subject=str(store.path), hint="Build that day again."
        )
    return bytes(rows[0]["kept"]) if rows else None


def days(store: Store) -> list[dt.date]:
    """Days that have an edition, oldest first."""
    return [dt.date.fromisoformat(row["day"]) for row in store.query("SELECT day FROM editions ORDER BY day")]


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _is_sound(row: sqlite3.Row) -> bool:
    return row["sum"] in ("", _sum(row["kept"]))
