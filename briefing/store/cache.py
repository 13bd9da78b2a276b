"""Content-addressed cache of bytes: vectors and summaries, so that nothing is computed twice.

A key is the SHA-256 of everything its value depends on (model fingerprint, settings, text), so a stale entry cannot be
found and nothing needs invalidating. Entries carry the number of the last run that used them; `trim` drops the least
recently used ones.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from briefing.store.schema import Store

__all__ = ["MIGRATIONS", "Cache", "key"]

MIGRATIONS = (
    """
    CREATE TABLE cache (
        key BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE cache_runs (run INTEGER PRIMARY KEY) STRICT
    """,
)

_CHUNK = 500
# Values in one SELECT … IN (?, …); SQLite allows at least 999.


def key(*parts: str) -> bytes:
    """32-byte key of the parts; lengths are hashed too, so no two lists of parts collide."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


class Cache:
    """Bytes by key in the store. Safe with several processes: a lost race writes the same value twice."""

    def __init__(self, store: Store) -> None:
        self._store = store
        with store.write() as connection:
            self._run = int(connection.execute("INSERT INTO cache_runs DEFAULT VALUES").lastrowid or 0)
            connection.execute("DELETE FROM cache_runs WHERE run < ?", (self._run,))

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are known, by key."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _CHUNK):
            some = tuple(keys[start : start + _CHUNK])
            marks = ",".join("?" * len(some))
            rows = self._store.query(f"SELECT key, value FROM cache WHERE key IN ({marks})", some)  # noqa: S608 - marks are question marks
            found.update((bytes(row["key"]), bytes(row["value"])) for row in rows)
            with self._store.write() as connection:
                connection.executemany(
                    "UPDATE cache SET used = ? WHERE key = ? AND used < ?",
                    [(self._run, bytes(row["key"]), self._run) for row in rows],
                )
        return found

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep `values`; existing keys keep theirs."""
        with self._store.write() as connection:
            connection.executemany(
                "INSERT INTO cache VALUES (?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
                [(name, value, len(value), self._run) for name, value in values.items()],
            )

    def trim(self, most_bytes: int) -> int:
        """Drop the least recently used entries until the values fit in `most_bytes`; returns how many were dropped."""
        with self._store.write() as connection:
            excess = int(connection.execute("SELECT coalesce(sum(size), 0) FROM cache").fetchone()[0]) - most_bytes
            if excess <= 0:
                return 0
            doomed = []
            for row in connection.execute("SELECT key, size FROM cache ORDER BY used, key"):
                if excess <= 0:
                    break
                doomed.append((row["key"],))
                excess -= int(row["size"])
            connection.executemany("DELETE FROM cache WHERE key = ?", doomed)
            return len(doomed)
