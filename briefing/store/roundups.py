"""Roundups of several days as they were printed, beside the daily editions and never in place of one."""

from __future__ import annotations

import datetime as dt

from briefing.store.sqlite_connection import Store

__all__ = ["MIGRATIONS", "latest", "load", "save"]

MIGRATIONS = ("CREATE TABLE roundups (name TEXT PRIMARY KEY, last TEXT NOT NULL, content BLOB NOT NULL) STRICT",)


def save(store: Store, name: str, last: dt.date, content: bytes) -> None:
    """Keep the edition JSON of a roundup, whose `last` day this is; replaces an earlier build of the same days."""
    with store.write() as connection:
        connection.execute(
            "INSERT INTO roundups VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET content = excluded.content",
            (name, last.isoformat(), content),
        )


def load(store: Store, name: str) -> bytes | None:
    """The edition JSON of the roundup with this name, or None."""
    rows = store.query("SELECT content FROM roundups WHERE name = ?", (name,))
    return bytes(rows[0]["content"]) if rows else None


def latest(store: Store, last: dt.date, *, exactly: bool = False) -> bytes | None:
    """The edition JSON of the newest roundup that ends on `last` or, unless `exactly`, before; of those the longest."""
    rows = store.query(
        f"SELECT content FROM roundups WHERE last {'=' if exactly else '<='} ? ORDER BY last DESC, name LIMIT 1",  # noqa: S608
        (last.isoformat(),),
    )
    return bytes(rows[0]["content"]) if rows else None
