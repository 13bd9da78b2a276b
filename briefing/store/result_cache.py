"""Content-addressed cache of bytes: documents, vectors and summaries, so that nothing is computed twice.

A key is the SHA-256 of everything its value depends on (model fingerprint, settings, text), so a stale entry cannot be
found and nothing needs invalidating. The cache has a database file of its own, because it may be lost and the rest of
the store may not: a damaged file is renamed and a new one started, and a value with a wrong checksum counts as missing.
Entries carry the number of the last run that used them; when the cache grows beyond its limit, the least recently used
go first. Several processes may share it.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from briefing.errors import DamagedError
from briefing.store.sqlite_connection import NewerError, Store, file_identity, set_aside

__all__ = ["MIGRATIONS", "Cache", "find_damage", "key", "open_cache", "rebuild"]

MIGRATIONS = (
    """
    CREATE TABLE cache (
        key BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE cache_runs (run INTEGER PRIMARY KEY) STRICT
    """,
    # A cache is cheap to lose: entries without a checksum are dropped.
    """
    DELETE FROM cache;
    ALTER TABLE cache ADD COLUMN checksum INTEGER NOT NULL DEFAULT 0;
    CREATE INDEX cache_by_use ON cache (used, key, size)
    """,
)
_FAMILIES = {"cache": MIGRATIONS}

# Values in one SELECT … IN (?, …); SQLite allows at least 999.
_CHUNK = 500
# Bytes that an entry takes beside its value: key, columns and its place in the index, as measured on 100,000 vectors.
_OVERHEAD = 140
# The limit is checked after so many new bytes, so that a long run stays near it as well.
_CHECK_EVERY = 64_000_000

Result = TypeVar("Result")


def key(*parts: str) -> bytes:
    """32-byte key of the parts; lengths are hashed too, so no two lists of parts collide."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


def open_cache(path: Path, most_bytes: int | None = None) -> Cache:
    """The cache in the file `path`, which is created if it is missing. A damaged file is set aside first.

    Raises:
        StoreError: the file cannot be opened or made.
    """
    before = file_identity(path)
    try:
        return Cache(_opened(path), most_bytes)
    except DamagedError:
        return Cache(_rebuilt(path, before), most_bytes, damaged=True)


def find_damage(path: Path) -> str:
    """What is wrong with the cache in the file `path`, which is there and stays as it is; nothing where it is sound."""
    try:
        store = _opened(path)
        try:
            store.check()
            rows = store.query("SELECT key, value, checksum FROM cache")
            spoiled = sum(_sum(row["key"], row["value"]) != row["checksum"] for row in rows)
        finally:
            store.close()
    except DamagedError as error:
        return error.message
    except (TypeError, ValueError, OverflowError):
        return "is damaged"
    return f"has {spoiled} damaged values" if spoiled else ""


def rebuild(path: Path) -> None:
    """Set the cache in the file `path` aside and start a new one. Raises StoreError."""
    _rebuilt(path, file_identity(path)).close()


class Cache:
    """Bytes by key. Safe with several processes: a lost race writes the same value twice.

    `hits` and `misses` count what was asked for; `spoiled` values had a wrong checksum and are made again. `damaged`
    says whether the file had to be set aside. With `most_bytes` the cache is kept near that size.
    """

    def __init__(self, store: Store, most_bytes: int | None = None, *, damaged: bool = False) -> None:
        self.hits = self.misses = self.spoiled = 0
        self.damaged = damaged
        self._store = store
        self._most_bytes = most_bytes
        self._unchecked = 0
        self._run = self._safely(self._begin)

    def __enter__(self) -> Cache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring the cache to its size and close its file."""
        try:
            if self._most_bytes is not None:
                self.trim(self._most_bytes)
        finally:
            self._store.close()

    def get_many(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values that are known, by key."""
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _CHUNK):
            some = tuple(keys[start : start + _CHUNK])
            found.update(self._safely(lambda some=some: self._get(some)))  # type: ignore[misc]
        self.hits += len(found)
        self.misses += len(set(keys)) - len(found)
        return found

    def put_many(self, values: Mapping[bytes, bytes]) -> None:
        """Keep `values`; existing keys keep theirs."""
        rows = [(name, value, len(value) + _OVERHEAD, self._run, _sum(name, value)) for name, value in values.items()]
        self._safely(lambda: self._put(rows))
        self._unchecked += sum(row[2] for row in rows)
        if self._most_bytes is not None and self._unchecked >= _CHECK_EVERY:
            self._unchecked = 0
            self.trim(self._most_bytes)

    def trim(self, most_bytes: int) -> int:
        """Drop the least recently used entries until the rest fit in `most_bytes`; returns how many were dropped."""
        return self._safely(lambda: self._trim(most_bytes))

    def _begin(self) -> int:
        with self._store.write() as connection:
            run = int(connection.execute("INSERT INTO cache_runs DEFAULT VALUES").lastrowid or 0)
            connection.execute("DELETE FROM cache_runs WHERE run < ?", (run,))
        return run

    def _get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        marks = ",".join("?" * len(keys))
        rows = self._store.query(f"SELECT key, value, used, checksum FROM cache WHERE key IN ({marks})", tuple(keys))  # noqa: S608 - marks are question marks
        sound = [row for row in rows if _sum(row["key"], row["value"]) == row["checksum"]]
        spoiled = [row for row in rows if _sum(row["key"], row["value"]) != row["checksum"]]
        aged = [row for row in sound if row["used"] < self._run]
        if aged or spoiled:
            with self._store.write() as connection:
                connection.executemany("UPDATE cache SET used = ? WHERE key = ?", [(self._run, r["key"]) for r in aged])
                connection.executemany("DELETE FROM cache WHERE key = ?", [(row["key"],) for row in spoiled])
        self.spoiled += len(spoiled)
        return {bytes(row["key"]): bytes(row["value"]) for row in sound}

    def _put(self, rows: Sequence[tuple[bytes, bytes, int, int, int]]) -> None:
        with self._store.write() as connection:
            connection.executemany(
                "INSERT INTO cache (key, value, size, used, checksum) VALUES (?, ?, ?, ?, ?)"
                " ON CONFLICT (key) DO NOTHING",
                rows,
            )

    def _trim(self, most_bytes: int) -> int:
        with self._store.write() as connection:
            excess = int(connection.execute("SELECT coalesce(sum(size), 0) FROM cache").fetchone()[0]) - most_bytes
            doomed = []
            for row in connection.execute("SELECT key, size FROM cache ORDER BY used, key") if excess > 0 else ():
                if excess <= 0:
                    break
                doomed.append((row["key"],))
                excess -= int(row["size"])
            connection.executemany("DELETE FROM cache WHERE key = ?", doomed)
        if doomed:
            self._store.shrink()
        return len(doomed)

    def _safely(self, work: Callable[[], Result]) -> Result:
        """Do `work`; if the file proves to be damaged, start a new one and do it there."""
        try:
            return work()
        except (DamagedError, TypeError, ValueError, OverflowError):
            # The latter where bits have changed that SQLite does not look at: a number, say.
            path, opened = self._store.path, self._store.identity
            if path is None:
                raise
            self._store.close()
            self._store, self.damaged = _rebuilt(path, opened), True
            self._run = self._begin()
            return work()


def _opened(path: Path) -> Store:
    """The cache file at `path`. Raises DamagedError too where it says that it is a newer program's."""
    try:
        return Store(path, _FAMILIES, shrinking=True)
    except NewerError as error:
        # True or damaged: what it holds can be computed again.
        raise DamagedError(error.message, subject=error.subject) from error


def _rebuilt(path: Path, opened: tuple[int, int] | None) -> Store:
    """A new cache file at `path`; the damaged one is renamed, unless another process has done that since `opened`."""
    with FileLock(f"{path}.repair"):
        if file_identity(path) == opened:
            set_aside(path)
        return _opened(path)


def _sum(name: bytes, value: bytes) -> int:
    """Checksum of an entry; the key is part of it, so that a value under the wrong key is found too."""
    return zlib.crc32(value, zlib.crc32(name))
