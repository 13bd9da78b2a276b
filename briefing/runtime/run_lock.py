"""One run at a time for one output folder, so that an overlapping cron job waits instead of colliding.

The operating system holds the lock and releases it when the process ends, however it ends. A note beside the lock says
who holds it and is renewed every few seconds. If the note is not renewed, the holder is stuck (stopped, or hanging on a
dead disk). Then a waiting process takes the lock over. Should the old holder wake up, it finds the note in another's
name and writes nothing more. The waiting process uses its own monotonic clock, so that a change of the wall clock
cannot make a lock look old.
"""

from __future__ import annotations

import json
import os
import platform
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from briefing.errors import BusyError, OutputError

__all__ = ["Hold", "only_run"]

# A build of a day takes seconds to minutes; only a very large one holds the lock for longer.
_WAIT_SECONDS = 600.0
_BEAT_SECONDS = 5.0
# 24 beats missed. A process that is merely slow beats from a thread of its own.
_STALE_SECONDS = 120.0
_POLL_SECONDS = 0.5
_TAKEN = "another run took it over because this one had stopped responding"


@dataclass(frozen=True, slots=True)
class Hold:
    """The lock while it is held: ask `check` before writing.

    `after_crash` says whether the last holder ended without
    releasing it: it may have left unfinished files behind.
    """

    folder: Path
    token: str
    after_crash: bool = False

    def check(self) -> None:
        """Raise BusyError where another run has taken the lock over."""
        if _read(_note(self.folder)).get("token") != self.token:
            raise BusyError(_TAKEN, subject=str(self.folder), hint="Nothing is lost: run the same command again.")


@contextmanager
def only_run(
    folder: Path, *, wait: float = _WAIT_SECONDS, stale: float = _STALE_SECONDS, beat: float = _BEAT_SECONDS
) -> Iterator[Hold]:
    """Hold the lock of `folder` while the block runs; wait up to `wait` seconds for it.

    A holder that has given no sign of life for `stale` seconds is taken over. `beat` is how often this one gives its.

    Raises:
        BusyError: another run still holds it.
        OutputError: the folder cannot be written.
    """
    hold = Hold(folder, uuid.uuid4().hex)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _acquire(folder, wait, stale)
        hold = replace(hold, after_crash=_note(folder).exists())
        _write(hold, 0)
    except OSError as error:
        message = "is not a folder" if isinstance(error, FileExistsError | NotADirectoryError) else "is not writable"
        raise OutputError(
            message, subject=str(folder), hint="Choose another folder with -o, or change its permissions."
        ) from error
    ended = threading.Event()
    alive = threading.Thread(target=_keep_beating, args=(hold, ended, beat), name="lock heartbeat", daemon=True)
    alive.start()
    try:
        yield hold
    finally:
        ended.set()
        alive.join()
        if _read(_note(folder)).get("token") == hold.token:
            _note(folder).unlink(missing_ok=True)
        lock.release()


def _acquire(folder: Path, wait: float, stale: float) -> FileLock:
    now = time.monotonic()
    deadline, seen, since = now + wait, _read(_note(folder)), now
    while True:
        lock = FileLock(folder / ".lock", timeout=max(0.0, min(_POLL_SECONDS, deadline - now)))
        try:
            lock.acquire(poll_interval=0.05)
        except Timeout as error:
            current, now = _read(_note(folder)), time.monotonic()
            if current != seen:
                seen, since = current, now
            elif seen and now - since >= stale:
                _take_over(folder, seen)
                since = now
            if now >= deadline:
                raise BusyError(
                    f"another run{_owner(seen)} has been writing to it for {wait:.0f} seconds",
                    subject=str(folder),
                    hint="Wait for it to end, or choose another folder with -o.",
                ) from error
        else:
            return lock


def _take_over(folder: Path, seen: dict[str, Any]) -> None:
    """Make the lock free, unless its holder has given a sign of life or someone else is just doing so."""
    with suppress(Timeout), FileLock(folder / ".lock-takeover", timeout=0):
        if _read(_note(folder)) == seen:
            # Until the new holder signs, the note must not look stale to others that wait, or they take its lock away.
            _write(Hold(folder, uuid.uuid4().hex), 0)
            # The lock belongs to the file, not to its name: the next process makes a new file under the same name.
            (folder / ".lock").unlink(missing_ok=True)


def _keep_beating(hold: Hold, ended: threading.Event, beat: float) -> None:
    number = 0
    while not ended.wait(beat):
        number += 1
        # The run itself reports a full or missing disk; here it only means a missed beat.
        with suppress(OSError):
            if _read(_note(hold.folder)).get("token") != hold.token:
                return
            _write(hold, number)


def _note(folder: Path) -> Path:
    return folder / ".lock-owner"


def _write(hold: Hold, number: int) -> None:
    note = _note(hold.folder)
    content = {"token": hold.token, "process": os.getpid(), "host": platform.node(), "beat": number}
    temporary = note.with_name(f"{note.name}.{hold.token}")
    try:
        temporary.write_text(json.dumps(content), encoding="utf-8")
        temporary.replace(note)
    finally:
        temporary.unlink(missing_ok=True)


def _read(note: Path) -> dict[str, Any]:
    """What the note says; nothing if there is none or it cannot be read."""
    try:
        found = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _owner(note: dict[str, Any]) -> str:
    return f" (process {note['process']} on {note['host']})" if {"process", "host"} <= note.keys() else ""
