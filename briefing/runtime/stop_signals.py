"""SIGTERM and Ctrl-C: a run stops at once, but never in the middle of a write.

The command line installs the handlers. Code that replaces several files, or files and the record of them, does so
inside `uninterrupted`: a signal that arrives in the meantime is acted on when the block ends. A plain database
transaction, or a single file that is replaced in one step, needs nothing of this: it is atomic anyway, even under
SIGKILL.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

__all__ = ["Terminated", "install", "uninterrupted"]


class Terminated(BaseException):
    """SIGTERM: the process was asked to end."""


class _Interrupted(KeyboardInterrupt):
    """Ctrl-C. Where a plain KeyboardInterrupt has passed through the import of a compiled module, Python ends the
    process by the signal in the end, whatever exit code it was given.
    """


class _Signals:
    """How many blocks must not be interrupted, and which signal waits for their end."""

    depth = 0
    waiting: int | None = None


def install() -> None:
    """Make SIGTERM raise `Terminated`, and let `uninterrupted` hold back both it and Ctrl-C."""
    signal.signal(signal.SIGTERM, _arrived)
    signal.signal(signal.SIGINT, _arrived)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Hold signals back until the block ends, even if it fails."""
    _Signals.depth += 1
    try:
        yield
    finally:
        _Signals.depth -= 1
        if not _Signals.depth and _Signals.waiting is not None:
            number, _Signals.waiting = _Signals.waiting, None
            _stop(number)


def _arrived(number: int, _frame: FrameType | None) -> None:
    if _Signals.depth:
        _Signals.waiting = number
    else:
        _stop(number)


def _stop(number: int) -> NoReturn:
    if number == signal.SIGTERM:
        raise Terminated
    raise _Interrupted
