"""Reads files that others may have put there: ordinary ones alone.

A FIFO would make its reader wait for ever, and to open a device may do something; neither is opened.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

__all__ = ["read_bytes"]

# Should the file become a FIFO between the look and the opening, the latter does not wait. Windows has no such flag.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Content of the file at `path`, at most so many bytes of it. Raises OSError, also where it is no ordinary file."""
    _check(os.stat(path).st_mode, path)  # noqa: PTH116 - the twin of fstat
    with os.fdopen(os.open(path, _FLAGS), "rb") as stream:
        _check(os.fstat(stream.fileno()).st_mode, path)
        return stream.read(most)


def _check(mode: int, path: Path) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file", str(path))
