"""One SQLite file for everything a run remembers: opening, locking and migrating it.

WAL mode lets one process read while another writes; a busy timeout makes writers wait their turn. Each table family
(a module of this package) owns an append-only tuple of migrations; the table `migrations` says which have run, so
families grow independently and an older file is brought up to date when it is opened.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import stat
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefing.errors import DamagedError, StoreError

__all__ = ["NewerError", "Store", "file_identity", "set_aside"]

_log = logging.getLogger(__name__)

_BUSY_SECONDS = 30.0
_REPAIR = "Run 'briefing doctor --repair' to set it aside."
# The second where SQLite's message quotes what it has found in a damaged file, which is not UTF-8.
_ERRORS = (sqlite3.DatabaseError, UnicodeDecodeError)
# Failures that are not the file's own.
_FAILED = ("SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_PROTOCOL", "SQLITE_INTERRUPT", "SQLITE_TOOBIG", "SQLITE_MISUSE")
_NEWER = "was written by a newer version of briefing"


class NewerError(StoreError):
    """The file says that a newer version of this program has written it."""


class Store:
    """A connection to the database file, safe to share between threads; one writer at a time.

    `families` maps a table family's name to its migrations. Raises StoreError if the file cannot be opened, is not
    a database, is damaged, or comes from a newer version. A `shrinking` file can give freed space back (see `shrink`).
    """

    def __init__(self, path: Path | None, families: Mapping[str, tuple[str, ...]], *, shrinking: bool = False) -> None:
        self.path = path
        self._lock = threading.RLock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                _keep_private(path)
            self._connection = sqlite3.connect(
                path or ":memory:", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            self._connection.row_factory = sqlite3.Row
            if shrinking:
                # Only a file without tables takes this; an older one keeps its freed pages for later use.
                self._connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            self._connection.execute("PRAGMA foreign_keys=ON")
            self._migrate(families)
            self.identity = file_identity(path) if path else None
        except _ERRORS as error:
            raise self._explain(error) from error
        except OSError as error:
            raise StoreError("the folder of the database cannot be made", subject=str(path)) from error

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; the store cannot be used afterwards."""
        self._connection.close()

    def query(self, sql: str, values: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """Rows of a SELECT. Raises StoreError."""
        with self._lock:
            try:
                return self._connection.execute(sql, values).fetchall()
            except _ERRORS as error:
                raise self._explain(error) from error

    @contextmanager
    def write(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction that takes the write lock at once, commits at the end, and rolls back on any error.

        Every transaction survives a crash of the program. A `durable` one, and all before it, survives a power cut too,
        for about a millisecond. Inside another transaction of the same thread it is a part of that one.
        """
        with self._lock:
            if self._connection.in_transaction:
                yield self._connection
                return
            try:
                if durable:
                    self._connection.execute("PRAGMA synchronous=FULL")
                self._connection.execute("BEGIN IMMEDIATE")
                try:
                    yield self._connection
                except BaseException:
                    self._connection.execute("ROLLBACK")
                    raise
                self._connection.execute("COMMIT")
            except _ERRORS as error:
                raise self._explain(error) from error
            finally:
                if durable:
                    self._connection.execute("PRAGMA synchronous=NORMAL")

    def check(self) -> None:
        """Read through the whole file. Raises StoreError if it is damaged."""
        found = self.query("PRAGMA integrity_check(1)")
        if [row[0] for row in found] != ["ok"]:
            raise DamagedError("is damaged", subject=str(self.path), hint=_REPAIR)

    def shrink(self) -> None:
        """Return the pages of deleted rows to the file system."""
        with self._lock:
            try:
                # `execute` would free a single page: it takes only the first step of a statement without columns.
                self._connection.executescript("PRAGMA incremental_vacuum; PRAGMA wal_checkpoint(TRUNCATE)")
            except _ERRORS as error:
                raise self._explain(error) from error

    def _migrate(self, families: Mapping[str, tuple[str, ...]]) -> None:
        self._connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations (family TEXT PRIMARY KEY, done INTEGER NOT NULL) STRICT"
        )
        for family, steps in families.items():
            if self._done(family) < len(steps):
                self._run(family, steps)
            if self._done(family) > len(steps):
                raise NewerError(_NEWER, subject=str(self.path), hint="Upgrade this program, or use another folder.")

    def _run(self, family: str, steps: tuple[str, ...]) -> None:
        with self.write() as connection:
            # Asked again inside the transaction: another process may have migrated in the meantime.
            for step in steps[self._done(family) :]:
                for statement in filter(str.strip, step.split(";")):
                    connection.execute(statement)
            connection.execute(
                "INSERT INTO migrations VALUES (?, ?)"
                " ON CONFLICT (family) DO UPDATE SET done = max(done, excluded.done)",
                (family, len(steps)),
            )

    def _done(self, family: str) -> int:
        row = self._connection.execute("SELECT done FROM migrations WHERE family = ?", (family,)).fetchone()
        return int(row["done"]) if row else 0

    def _explain(self, error: Exception) -> StoreError:
        name = getattr(error, "sqlite_errorname", "") or ""
        subject = str(self.path) if self.path else "database"
        if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return DamagedError("is damaged", subject=subject, hint=_REPAIR)
        if name.startswith("SQLITE_FULL"):
            return StoreError("the disk is full", subject=subject, hint="Free some space and run again.")
        if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
            return StoreError(
                "cannot be opened for writing", subject=subject, hint="Check the folder's permissions, or use -o."
            )
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return StoreError(
                f"was locked by another program for {_BUSY_SECONDS:.0f} seconds", subject=subject, hint="Try again."
            )
        if name.startswith(_FAILED):
            return StoreError("the database failed", subject=subject, hint="Run again; look at the disk.")
        # A table that is not there, a value of the wrong type, text that is not UTF-8: bits that have changed.
        return DamagedError("is damaged", subject=subject, hint=_REPAIR)


def file_identity(path: Path) -> tuple[int, int] | None:
    """Which file is at `path`, whatever it is called; None if there is none."""
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def _keep_private(path: Path) -> None:
    """Make `path` a file of its owner alone: it holds readers' addresses and the key that signs their links.

    SQLite gives its other files the same mode. A file of somebody else's, or one that is read-only, stays as it is.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    try:
        mode = path.parent.stat().st_mode
    except OSError:
        return
    if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
        _log.warning(
            "%s: everybody may write to this folder, and so replace the database. Run: chmod o-w %s",
            path.parent, path.parent, extra={"notice": True},
        )  # fmt: skip


def set_aside(path: Path) -> Path:
    """Rename a damaged database (and its WAL files) so that a new one can be made; returns the new name.

    Nothing is deleted. Raises StoreError if the file cannot be renamed.
    """
    number = 1
    while (target := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    try:
        path.rename(target)
        for suffix in ("-wal", "-shm"):
            side = path.with_name(path.name + suffix)
            if side.exists():
                side.rename(target.with_name(target.name + suffix))
    except OSError as error:
        raise StoreError("cannot be set aside", subject=str(path)) from error
    return target
