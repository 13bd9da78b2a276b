"""Calls of parsers in child processes, each within a limit of time and memory.

What parses foreign bytes is called through here: text that makes a parser crash, hang or eat memory then costs only
itself. The processes are started when they are first needed, are shared by everything that parses, and end with this
one. The time is that of the processor, so that a busy machine refuses nothing, and grows with the input: no small one
takes long.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

from briefing.errors import FormatError
from briefing.runtime import pool_worker
from briefing.runtime.process_pool import Pool

__all__ = ["Call", "Lost", "awaited", "call", "calls", "is_running", "limit_time", "seconds_for"]

# Processor seconds for any input, and for each million bytes of it. The slowest page of a corpus of 450, of 3 MB, takes
# 8; a feed of 20 MB takes 20.
_SECONDS, _SECONDS_A_MILLION = 6.0, 4.0
# Seconds by the clock, for what waits instead of computing. The largest input may compute for 86.
_WAITING = 300.0
# Memory limit of one process; the largest page of that corpus needs 400.
_MEGABYTES = 2_000


@dataclass(frozen=True, slots=True)
class Call:
    """`function(*arguments)`, where `function` belongs to a module, within `seconds` of the processor.

    `subject` names the input.
    """

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    subject: str


@dataclass(frozen=True, slots=True)
class Lost:
    """What stands for the result of a call that ended its process; `reason` is a clause of a sentence."""

    subject: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Calling:
    """Calls as a stage for other processes."""

    def start(self) -> Callable[[Sequence[Call]], list[Any]]:
        return lambda given: [_limited(each) for each in given]

    def lost(self, item: Call, reason: str) -> Lost:
        return Lost(item.subject, reason)


def call(function: Callable[..., Any], *arguments: Any, subject: str, size: int = 0) -> Any:
    """The result of one call.

    Raises:
        FormatError: it took too long or too much memory, or crashed; `subject` names the input.
        BriefingError: what `function` raises.
    """
    (result,) = _pool().run([Call(function, arguments, seconds_for(size), subject)])
    if isinstance(result, Lost):
        raise FormatError(f"cannot be read: {result.reason}", subject=subject, hint="Leave it out.")
    return result


async def awaited(function: Callable[..., Any], *arguments: Any, subject: str, size: int = 0) -> Any:
    """`call`, without holding up the event loop or the threads that it uses for other things."""
    work = partial(call, function, *arguments, subject=subject, size=size)
    return await asyncio.get_running_loop().run_in_executor(_waiting(), work)


def calls(given: Iterable[Call], *, most: int | None = None) -> Iterator[Any]:
    """The result of each call, or a `Lost`, in their order, from at most so many processes side by side."""
    for (result,) in _pool().map([[each] for each in given], most=most):
        yield result


def is_running() -> bool:
    """Whether a process is there already, so that a call does not wait for one to start."""
    return _pool.cache_info().currsize > 0 and _pool().is_running


def seconds_for(size: int) -> float:
    """Processor seconds that a parser may take over an input of `size` bytes."""
    return _SECONDS + _SECONDS_A_MILLION * size / 1_000_000


def limit_time(seconds: float) -> None:
    """End this process once it has computed for so many seconds more, in whatever library it is; 0 for no limit."""
    with suppress(AttributeError):  # Windows has no such timer, and only the limit by the clock.
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _limited(given: Call) -> Any:
    limit_time(given.seconds)
    try:
        return given.function(*given.arguments)
    finally:
        limit_time(0)


@lru_cache(maxsize=1)
def _waiting() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="parsing")


@lru_cache(maxsize=1)
def _pool() -> Pool:
    # Within a worker of an engine, which has others beside it, one is enough.
    count = 1 if pool_worker.is_worker() else os.cpu_count() or 1
    made = Pool(_Calling(), count=count, seconds=_WAITING, megabytes=_MEGABYTES)
    atexit.register(made.close)
    return made
