"""The progress of a run: who is told of it, and a recorder that times and counts its stages."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Progress", "Recorder", "Silent", "Stage", "peak_megabytes"]


class Progress(Protocol):
    """Receives the progress of a run."""

    def stage(self, name: str, total: int | None = None) -> AbstractContextManager[Callable[[int], None]]:
        """A named stage; the function it yields is told how many items are done."""
        ...


class Silent:
    """Progress that is not shown."""

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:  # noqa: ARG002 - the protocol's
        """Do nothing."""
        yield lambda _: None


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of a run: items done, inputs that could not be used, its time, the memory held at its end."""

    name: str
    count: int
    failures: int
    seconds: float
    peak_megabytes: float | None


class Recorder:
    """Progress that passes everything on and remembers the stages. `now` tells the date, `clock` measures."""

    def __init__(
        self, watch: Progress, now: Callable[[], dt.datetime], clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.now = now
        self.began = now()
        self._watch = watch
        self._clock = clock
        self._start = clock()
        self._stages: list[Stage] = []
        self._failures: dict[str, int] = {}

    @contextmanager
    def stage(self, name: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
        """A named stage, timed and counted."""
        began, done = self._clock(), 0
        with self._watch.stage(name, total) as advance:

            def count(items: int) -> None:
                nonlocal done
                done += items
                advance(items)

            yield count
        self._stages.append(Stage(name, done, 0, round(self._clock() - began, 3), peak_megabytes()))

    def failed(self, name: str, count: int) -> None:
        """Note how many inputs of a stage could not be used."""
        self._failures[name] = self._failures.get(name, 0) + count

    @property
    def seconds(self) -> float:
        """Time since the run began."""
        return round(self._clock() - self._start, 3)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages that have ended, in order."""
        return tuple(
            Stage(each.name, each.count, self._failures.get(each.name, 0), each.seconds, each.peak_megabytes)
            for each in self._stages
        )


def peak_megabytes() -> float | None:
    """Peak memory of this process so far; None if the system does not say."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6, 1)
