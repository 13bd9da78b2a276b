"""The child of `process_pool`: receives a stage, starts it, turns lists of items into results until its parent ends.

Started as `python -m briefing.runtime.pool_worker MEGABYTES`, where 0 sets no limit. Messages are pickles, each after
its length in eight bytes. An answer is `("done", results)`, `("failed", error, cause)` where the stage raised a
`BriefingError`, or `("bug", what, traceback)` where it raised anything else.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import IO, Any

from briefing.errors import BriefingError

__all__ = ["OUT_OF_MEMORY", "is_worker", "main", "receive", "send"]

OUT_OF_MEMORY = 70
"""Exit code of a worker that has reached its limit of memory."""

_HEADER = 8


def main(megabytes: int) -> None:
    """Serve the parent at the other end of standard input and output, with at most so much memory (0: any)."""
    # Ctrl-C reaches every process of the terminal, but only the parent decides what ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit_memory(megabytes)
    requests, answers = _take_pipes()
    logging.disable(logging.CRITICAL)
    try:
        _serve(requests, answers)
    except (EOFError, BrokenPipeError):
        # The parent has ended, or has given this process up.
        return
    except MemoryError:
        # At once, as there is no memory left for an orderly exit.
        os._exit(OUT_OF_MEMORY)


def is_worker() -> bool:
    """Whether this process is such a child."""
    return Path(sys.argv[0]).stem == Path(__file__).stem


def send(stream: IO[bytes], value: object) -> None:
    """Write one message."""
    _write(stream, pickle.dumps(value))


def receive(stream: IO[bytes]) -> Any:
    """Read one message. Raises EOFError if there is none."""
    header = stream.read(_HEADER)
    if len(header) < _HEADER:
        raise EOFError
    length = int.from_bytes(header, "big")
    content = stream.read(length)
    if len(content) < length:
        raise EOFError
    # Exchanged only between this program and its own child.
    return pickle.loads(content)  # noqa: S301


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """The two pipes to the parent. What a library prints or reads must not mix with the messages."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)
    os.close(nothing)
    return requests, answers


def _serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    run: Callable[[Any], Any] | None = None

    def start() -> None:
        nonlocal run
        run = receive(requests).start()

    _write(answers, _answer(start))
    while run is not None:
        items = receive(requests)
        _write(answers, _answer(partial(run, items)))


def _answer(work: Callable[[], Any]) -> bytes:
    """The outcome of `work`, as the content of a message."""
    try:
        return pickle.dumps(("done", work()))
    except MemoryError:
        raise
    except BriefingError as error:
        # A pickle does not hold the cause, whose words are part of the message.
        return pickle.dumps(("failed", error, str(error.__cause__ or "")))
    except Exception as error:  # noqa: BLE001 - a bug over one item is told to the parent, which names the item
        return pickle.dumps(("bug", f"{type(error).__name__}: {error}", traceback.format_exc()))


def _write(stream: IO[bytes], content: bytes) -> None:
    stream.write(len(content).to_bytes(_HEADER, "big") + content)
    stream.flush()


def _limit_memory(megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return
    if megabytes:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1_000_000, resource.RLIM_INFINITY))


if __name__ == "__main__":
    main(int(sys.argv[1]))
