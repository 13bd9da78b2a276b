"""Readers of the digest, as they asked for it, and whether they have confirmed.

Addresses that are never mailed again are in `briefing.store.suppressions_and_bounces`, and outlive their subscriber.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from briefing.records import Subscriber
from briefing.store.sqlite_connection import Store

__all__ = ["TABLE", "Listed", "activate", "dump", "get", "list_all", "parse", "remove", "save"]

TABLE = """
    CREATE TABLE subscribers (
        key TEXT PRIMARY KEY, reader TEXT NOT NULL, state TEXT NOT NULL, added REAL NOT NULL
    ) STRICT
"""
_LATER = ("alerts", "interests", "mutes")


@dataclass(frozen=True, slots=True)
class Listed:
    """A subscriber of the store: `state` is `active`, or `pending` until they confirm. `added` is a Unix time."""

    key: str
    reader: Subscriber
    state: str
    added: float


def save(store: Store, key: str, reader: Subscriber, state: str, now: float) -> None:
    """Add a subscriber, or replace what they asked for. A reader who is active stays so."""
    with store.write() as connection:
        connection.execute(
            "INSERT INTO subscribers VALUES (?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET reader = excluded.reader, "
            "state = CASE WHEN state = 'active' THEN state ELSE excluded.state END",
            (key, dump(reader), state, now),
        )


def get(store: Store, key: str) -> Listed | None:
    """The subscriber with this key, or None."""
    rows = store.query("SELECT * FROM subscribers WHERE key = ?", (key,))
    return _listed(rows[0]) if rows else None


def list_all(store: Store) -> list[Listed]:
    """Every subscriber, in the order of their keys."""
    return [_listed(row) for row in store.query("SELECT * FROM subscribers ORDER BY key")]


def activate(store: Store, key: str) -> bool:
    """Make a pending subscriber active; False if there is none with this key."""
    with store.write() as connection:
        return connection.execute("UPDATE subscribers SET state = 'active' WHERE key = ?", (key,)).rowcount > 0


def remove(store: Store, key: str) -> bool:
    """Forget a subscriber; False if there was none. A suppression of the address stays."""
    with store.write() as connection:
        return connection.execute("DELETE FROM subscribers WHERE key = ?", (key,)).rowcount > 0


def dump(reader: Subscriber) -> str:
    """A reader as JSON; wishes that later versions know are written only where there are any."""
    values = {name: value for name, value in asdict(reader).items() if value or name not in _LATER}
    return json.dumps(values, ensure_ascii=False, sort_keys=True)


def parse(text: str) -> Subscriber:
    """A reader from the JSON of `dump`."""
    values: dict[str, Any] = json.loads(text)
    values |= {name: tuple(value) for name, value in values.items() if isinstance(value, list)}
    return Subscriber(**values)


def _listed(row: sqlite3.Row) -> Listed:
    return Listed(row["key"], parse(row["reader"]), row["state"], row["added"])
