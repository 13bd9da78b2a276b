"""Readers of the digest, and the addresses that are never mailed again.

A suppression outlives its subscriber: removing a reader who unsubscribed, or importing the address once more, does not
bring the mail back. Only the reader can do that (`lift`).
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from briefing.records import Subscriber
from briefing.store.sqlite_connection import Store

__all__ = [
    "MIGRATIONS",
    "Listed",
    "Suppression",
    "activate",
    "bounces",
    "dump",
    "get",
    "lift",
    "list_all",
    "note_bounce",
    "parse",
    "remove",
    "save",
    "secret",
    "suppress",
    "suppressed",
    "suppressions",
]

MIGRATIONS = (
    """
    CREATE TABLE subscribers (
        key TEXT PRIMARY KEY, reader TEXT NOT NULL, state TEXT NOT NULL, added REAL NOT NULL
    ) STRICT;
    CREATE TABLE suppressions (
        key TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT NOT NULL, since REAL NOT NULL
    ) STRICT;
    CREATE TABLE bounces (key TEXT NOT NULL, notice TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (key, notice)) STRICT;
    CREATE TABLE mail_secret (id INTEGER PRIMARY KEY CHECK (id = 1), value BLOB NOT NULL) STRICT
    """,
)
_LATER = ("alerts", "interests", "mutes")


@dataclass(frozen=True, slots=True)
class Listed:
    """A subscriber of the store: `state` is `active`, or `pending` until they confirm. `added` is a Unix time."""

    key: str
    reader: Subscriber
    state: str
    added: float


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why an address is never mailed again: `reason` is `unsubscribed` or `bounced`."""

    key: str
    reason: str
    detail: str
    since: float


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


def suppress(store: Store, key: str, reason: str, detail: str, now: float) -> bool:
    """Never mail this address again; False if it was suppressed already."""
    with store.write(durable=True) as connection:
        return (
            connection.execute(
                "INSERT INTO suppressions VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING", (key, reason, detail, now)
            ).rowcount
            > 0
        )


def lift(store: Store, key: str) -> bool:
    """The reader asked to be mailed again; False if the address was not suppressed."""
    with store.write() as connection:
        connection.execute("DELETE FROM bounces WHERE key = ?", (key,))
        return connection.execute("DELETE FROM suppressions WHERE key = ?", (key,)).rowcount > 0


def suppressed(store: Store, key: str) -> Suppression | None:
    """Why this address is not mailed any more, or None."""
    rows = store.query("SELECT * FROM suppressions WHERE key = ?", (key,))
    return Suppression(**dict(rows[0])) if rows else None


def suppressions(store: Store) -> dict[str, Suppression]:
    """Every suppressed address by its key."""
    return {row["key"]: Suppression(**dict(row)) for row in store.query("SELECT * FROM suppressions ORDER BY key")}


def note_bounce(store: Store, key: str, notice: str, now: float) -> None:
    """Remember one bounce; the same `notice` (its Message-ID) counts once."""
    with store.write() as connection:
        connection.execute("INSERT INTO bounces VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (key, notice, now))


def bounces(store: Store, key: str, since: float) -> int:
    """How many bounces of this address were noted since a time."""
    row = store.query("SELECT count(*) AS n FROM bounces WHERE key = ? AND at >= ?", (key, since))[0]
    return int(row["n"])


def secret(store: Store) -> bytes:
    """The key that signs unsubscribe and confirmation links: made once, never leaves the database."""
    rows = store.query("SELECT value FROM mail_secret")
    if not rows:
        made = secrets.token_bytes(32)
        with store.write() as connection:
            connection.execute("INSERT INTO mail_secret VALUES (1, ?) ON CONFLICT DO NOTHING", (made,))
        rows = store.query("SELECT value FROM mail_secret")
    return bytes(rows[0]["value"])


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
