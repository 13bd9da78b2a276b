"""Runs a stage in child processes, so that an item which kills its process is reported and the others are still done.

Native code that crashes or hangs, and a system out of memory, end a process without an exception. Items go to a worker
a list at a time, as pickles through pipes. If the worker dies, a new one takes the items of that list one by one, and
the item on which it dies again becomes `stage.lost(item, reason)`. A single item is tried twice too, since the system
may have killed the first worker for lack of memory; not so one that took too long. An exception that is not a
`BriefingError` is a bug: its traceback goes to the log, its item becomes `stage.lost` as well, and the worker goes on.
A result does not depend on the items beside it, so the bytes are those of an undisturbed run.

The processes are started with our own interpreter (`briefing.runtime.pool_worker`) when they are first needed. They
share no state with this one and never import its `__main__`, which may be a user's script without a guard.
"""

from __future__ import annotations

import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from queue import LifoQueue
from typing import IO, Any, Protocol, Self

from briefing.errors import BriefingError, EngineError
from briefing.runtime.pool_worker import OUT_OF_MEMORY, receive, send

__all__ = ["LostError", "Pool", "Run", "Stage", "Worker"]

# Loading a model from a slow network folder takes tens of seconds.
_START_SECONDS = 300.0
# A window of 64 articles takes ten seconds; of articles as long as books, some minutes. Longer is a hang.
_SECONDS = 3600.0

# What ends a process whose timer (`signal.setitimer`) has run out; Windows has none.
_OUT_OF_TIME = getattr(signal, "SIGPROF", 0) or 1_000

_log = logging.getLogger(__name__)

Run = Callable[[Sequence[Any]], list[Any]]
"""Results of a list of items, one each, in their order."""


class Startable(Protocol):
    """Work that is fit to be sent to another process: it can be pickled, and holds no model until started."""

    def start(self) -> Run:
        """Load what is needed, once a worker."""
        ...


class Stage(Startable, Protocol):
    """Work on single items. The result of an item depends on that item alone, not on which others share its list."""

    def lost(self, item: Any, reason: str) -> Any:
        """The result that stands for an item whose worker did not survive it; `reason` is a clause of a sentence."""
        ...


class Pool:
    """Runs lists of items through `stage` in up to `count` processes; `close` ends them.

    A list may take `seconds`, a process `megabytes` of memory (if the system can limit it; None means no limit).
    """

    def __init__(
        self, stage: Stage, *, count: int = 1, seconds: float = _SECONDS, megabytes: int | None = None
    ) -> None:
        self._stage = stage
        self._count = count
        self._workers = [Worker(stage, seconds, megabytes) for _ in range(count)]
        # The one used last comes first, so that no more are started than are needed.
        self._idle: LifoQueue[Worker] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_running(self) -> bool:
        """Whether a process has been started."""
        return any(worker.is_running for worker in self._workers)

    def close(self) -> None:
        """End all processes."""
        for worker in self._workers:
            worker.end()

    def run(self, items: Sequence[Any]) -> list[Any]:
        """Results of `items`, one each, in their order, from one process.

        Raises:
            EngineError: no process can be started.
            BriefingError: what the stage raised in the process: a model that is missing, say.
        """
        worker = self._idle.get()
        try:
            return self._run(worker, items)
        finally:
            self._idle.put(worker)

    def map(self, lists: Iterable[Sequence[Any]], *, most: int | None = None) -> Iterator[list[Any]]:
        """`run` of each list, in their order, in at most so many processes side by side. All are handed out at once."""
        with ThreadPoolExecutor(max(1, min(self._count, most or self._count))) as threads:
            yield from threads.map(self.run, lists)

    def _run(self, worker: Worker, items: Sequence[Any]) -> list[Any]:
        try:
            return worker.ask(items)
        except (_BugError, _LateError) as reason:
            if len(items) == 1:
                return [self._lost(items[0], reason)]
        except LostError as reason:
            _log.warning("%s; its items are tried again one by one", reason)
        return [self._alone(worker, item) for item in items]

    def _alone(self, worker: Worker, item: Any) -> Any:
        try:
            (result,) = worker.ask([item])
        except LostError as reason:
            return self._lost(item, reason)
        return result

    def _lost(self, item: Any, reason: LostError) -> Any:
        result = self._stage.lost(item, str(reason))
        if isinstance(reason, _BugError):
            _log.error("a bug in this program; what becomes of its item: %r\n%s", result, reason.traceback)
        return result


class _CauseError(Exception):
    """Stands for the cause of an error that was raised in another process."""


class LostError(Exception):
    """A worker has no results for the items it was given; the message says why."""


class _BugError(LostError):
    """An unexpected exception, which the worker has survived."""

    def __init__(self, what: str, traceback: str) -> None:
        super().__init__(f"a bug in this program ({what}); its traceback is in the log")
        self.traceback = traceback


class _LateError(LostError):
    """A worker took too long, as it would again."""


class Worker:
    """One process, started when it is first used, and again after it has died."""

    def __init__(self, stage: Startable, seconds: float, megabytes: int | None = None) -> None:
        self._stage = stage
        self._seconds = seconds
        self._megabytes = megabytes or 0
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process has been started, and has not ended."""
        return self._process is not None

    def ask(self, items: Sequence[Any]) -> list[Any]:
        """Results of `items`. Raises LostError if there are none."""
        process = self._process or self._start()
        results: list[Any] = self._exchange(process, list(items), self._seconds)
        return results

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            _close(self._process)
            self._process = None

    def _start(self) -> subprocess.Popen[bytes]:
        paths = os.pathsep.join(path for path in sys.path if path)
        command = [sys.executable, "-m", "briefing.runtime.pool_worker", str(self._megabytes)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": paths}
            )
            self._exchange(self._process, self._stage, _START_SECONDS)
        except (OSError, LostError) as error:
            self.end()
            if isinstance(error, _BugError):
                _log.error("a worker cannot be started\n%s", error.traceback)
            raise EngineError(
                "a worker cannot be started", subject="engine", hint="Run 'briefing doctor' on the machine it ran on."
            ) from error
        except BriefingError:
            self.end()
            raise
        return self._process

    def _exchange(self, process: subprocess.Popen[bytes], value: object, seconds: float) -> Any:
        """The answer to `value`. Raises LostError, or the BriefingError that the stage raised."""
        late = threading.Event()

        def stop() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            send(_pipe(process.stdin), value)
            kind, *parts = receive(_pipe(process.stdout))
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            process.kill()
            code = process.wait()
            _close(process)
            self._process = None
            if late.is_set() or code == -_OUT_OF_TIME:
                limit = f"longer than {_plural(seconds)}" if late.is_set() else "too long"
                raise _LateError(f"the process that tried took {limit}") from error
            raise LostError(f"the process that tried {self._death(code)}") from error
        finally:
            timer.cancel()
        if kind == "done":
            return parts[0]
        if kind == "failed":
            failure, cause = parts
            raise failure from (_CauseError(cause) if cause else None)
        raise _BugError(*parts)

    def _death(self, code: int) -> str:
        """How a process ended, for a person."""
        if code == OUT_OF_MEMORY and self._megabytes:
            return f"needed more than {self._megabytes / 1000:g} GB of memory"
        if code == OUT_OF_MEMORY:
            return "ran out of memory"
        if code < 0:
            with suppress(ValueError):
                return f"was ended by {signal.Signals(-code).name}"
        return f"ended with code {code}"


def _plural(seconds: float) -> str:
    return f"{seconds:g} second{'' if seconds == 1 else 's'}"


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise EOFError
    return stream


def _close(process: subprocess.Popen[bytes]) -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            # What was not written before the process died is lost.
            with suppress(OSError):
                stream.close()
