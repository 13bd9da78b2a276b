"""Writes output files so that nobody ever sees half of one.

All bytes first go to temporary names in the target folders. Only when every one is on disk are they renamed into place.
If the disk fills up or the process is killed before that, the earlier files stay as they were.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from briefing.errors import OutputError
from briefing.records import Receipt, Rendering
from briefing.runtime.stop_signals import uninterrupted

__all__ = ["sweep", "write"]

# Temporary names of this module, of the archive's pages, of its search index, and of the lock's note.
_UNFINISHED = (
    "????-??-??/.*.part",
    "site/.*.part",
    "site/**/.*.part",
    "site/pagefind/.search-*",
    ".lock-owner.*",
)
_HINTS = {
    errno.ENOSPC: ("the disk is full", "Free some space and run again; nothing was changed."),
    errno.EDQUOT: ("the disk quota is used up", "Free some space and run again; nothing was changed."),
    errno.EACCES: ("is not writable", "Choose another folder with -o, or change its permissions."),
    errno.EPERM: ("is not writable", "Choose another folder with -o, or change its permissions."),
    errno.EROFS: ("is on a read-only file system", "Choose another folder with -o."),
    errno.ENOTDIR: ("is not a folder", "Choose another folder with -o."),
    errno.EEXIST: ("is not a folder", "Choose another folder with -o."),
}


def write(folder: Path, renderings: Sequence[Rendering]) -> tuple[Receipt, ...]:
    """Write every rendering below `folder`; files that already have the same bytes are left alone.

    Raises:
        OutputError: a file cannot be written; no file was changed.
    """
    pending: list[tuple[Path, Path]] = []
    receipts = []
    try:
        for rendering in renderings:
            target = folder / rendering.path
            if _same(target, rendering.content):
                receipts.append(Receipt(str(target), "unchanged"))
                continue
            pending.append((_stage(target, rendering.content), target))
            receipts.append(Receipt(str(target), "written"))
        with uninterrupted():
            for temporary, target in pending:
                temporary.replace(target)
    except OSError as error:
        message, hint = _HINTS.get(error.errno or 0, ("cannot be written", "Choose another folder with -o."))
        raise OutputError(message, subject=str(error.filename or folder), hint=hint) from error
    finally:
        for temporary, _ in pending:
            temporary.unlink(missing_ok=True)
    return tuple(receipts)


def sweep(folder: Path) -> int:
    """Remove what a killed run left unfinished below `folder`; returns how many files and folders that were.

    Only the lock's holder may call it, since these names may belong to a write in progress. Finished files are never
    touched.
    """
    unfinished = [path for pattern in _UNFINISHED for path in folder.glob(pattern)]
    for path in unfinished:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(unfinished)


def _same(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def _stage(target: Path, content: bytes) -> Path:
    """A temporary file beside `target` with `content` on disk, readable as an ordinary new file would be."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(0o666 & ~umask)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)
