"""One run at a time for one output folder, so that an overlapping cron job waits instead of colliding.

The operating system holds the lock and lets go of it when the process ends, however it ends: there is no stale lock to
clean up. A note beside the lock says who holds it, for the message to whoever waits in vain.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from briefing.errors import OutputError

__all__ = ["only_run"]

_WAIT_SECONDS = 600.0
# A build of a day takes seconds to minutes; whoever holds the lock longer is stuck or very large.


@contextmanager
def only_run(folder: Path, *, wait: float = _WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock of `folder` while the block runs; wait up to `wait` seconds for it.

    Raises:
        OutputError: another run still holds it, or the folder cannot be written.
    """
    note = folder / ".lock-owner"
    lock = FileLock(folder / ".lock", timeout=wait)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise OutputError(
            f"another run{_owner(note)} has been writing to it for {wait:.0f} seconds",
            subject=str(folder),
            hint="Wait for it to end, or choose another folder with -o.",
        ) from error
    except OSError as error:
        message = "is not a folder" if isinstance(error, FileExistsError | NotADirectoryError) else "is not writable"
        raise OutputError(
            message, subject=str(folder), hint="Choose another folder with -o, or change its permissions."
        ) from error
    try:
        note.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()


def _owner(note: Path) -> str:
    try:
        return f" (process {note.read_text(encoding='ascii')})"
    except OSError:
        return ""
