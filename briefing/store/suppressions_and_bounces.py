"""Addresses that are never mailed again, and the bounces that may lead there.

A suppression outlives its subscriber: removing a reader who unsubscribed, or importing the address once more, does not
bring the mail back. Only the reader can do that (`lift`).
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.store.sqlite_connection import Store

__all__ = ["TABLES", "Suppression", "bounces", "lift", "note_bounce", "suppress", "suppressed", "suppressions"]

TABLES = """
    CREATE TABLE suppressions (
        key TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT NOT NULL, since REAL NOT NULL
    ) STRICT;
    CREATE TABLE bounces (key TEXT NOT NULL, notice TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (key, notice)) STRICT
"""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Why an address is never mailed again: `reason` is `unsubscribed` or `bounced`."""

    key: str
    reason: str
    detail: str
    since: float


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
