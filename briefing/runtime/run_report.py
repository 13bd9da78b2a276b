"""What a run did and how long it took, for monitoring: the report beside the edition, and metrics for Prometheus.

The report (`run.json`) is the one output that differs between two runs over the same inputs, since it holds times;
nothing else is made from it. Seconds are measured on a monotonic clock; memory is the peak of the process so far, in
units of 1,000,000 bytes.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Literal, Protocol

from pydantic import TypeAdapter

from briefing.records import Rendering

__all__ = ["REPORT_VERSION", "CacheUse", "Progress", "Recorder", "RunReport", "Silent", "Stage", "metrics", "render"]

REPORT_VERSION = 1


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


@dataclass(frozen=True, slots=True)
class CacheUse:
    """Use of the cache; `spoiled` entries were made again, a `damaged` file was set aside."""

    hits: int
    misses: int
    spoiled: int
    damaged: bool


@dataclass(frozen=True, slots=True)
class RunReport:
    """One finished build. `composed` is false if an edition of exactly the same inputs existed already."""

    date: dt.date
    status: Literal["done", "partial"]
    started: dt.datetime
    seconds: float
    peak_megabytes: float | None
    stages: tuple[Stage, ...]
    read: int
    used: int
    failures: int
    left_out: Mapping[str, int]
    stories: int
    composed: bool
    cache: CacheUse
    encoder: str
    generator: str
    code: str
    inputs: str
    config: str
    packages: Mapping[str, str]
    version: int = REPORT_VERSION


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


def render(report: RunReport, folder: str | None = None) -> Rendering:
    """The file `run.json` beside the edition, in `folder` [named after its day]."""
    content = TypeAdapter(RunReport).dump_json(report, indent=1) + b"\n"
    return Rendering(f"{folder or report.date.isoformat()}/run.json", content)


def metrics(ended: dt.datetime, seconds: float, report: RunReport | None) -> bytes:
    """The last run in the Prometheus text format, version 0.0.4; without a report it has failed."""
    rows = [
        _metric("last_run_timestamp_seconds", "When the last build ended.", [("", ended.timestamp())]),
        _metric("last_run_success", "1 where the last build made an edition, else 0.", [("", float(bool(report)))]),
        _metric("last_run_seconds", "How long the last build took.", [("", seconds)]),
    ]
    if report is not None:
        counts = {"read": report.read, "used": report.used, "failed": report.failures}
        counts["left_out"] = sum(report.left_out.values())
        rows += [
            _metric("last_run_articles", "Articles of the last build.", _labelled("state", counts)),
            _metric("last_run_stories", "Stories in its edition.", [("", report.stories)]),
            _metric("last_run_stage_seconds", "Time of each stage.", _labelled("stage", _seconds(report))),
            _metric("last_run_peak_memory_bytes", "Most memory held.", [("", (report.peak_megabytes or 0) * 1e6)]),
            _metric("last_run_cache_misses", "Results that had to be computed.", [("", report.cache.misses)]),
        ]
    return "".join(rows).encode()


def peak_megabytes() -> float | None:
    """Peak memory of this process so far; None if the system does not say."""
    try:
        import resource
    except ImportError:  # pragma: no cover - Windows
        return None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / 1e6 if sys.platform == "darwin" else most * 1024 / 1e6, 1)


def _seconds(report: RunReport) -> dict[str, float]:
    found: dict[str, float] = {}
    for stage in report.stages:
        found[stage.name] = found.get(stage.name, 0.0) + stage.seconds
    return found


def _labelled(label: str, values: Mapping[str, float]) -> list[tuple[str, float]]:
    return [(f'{{{label}="{name}"}}', value) for name, value in values.items()]


def _metric(name: str, about: str, values: list[tuple[str, float]]) -> str:
    head = f"# HELP briefing_{name} {about}\n# TYPE briefing_{name} gauge\n"
    return head + "".join(f"briefing_{name}{labels} {value:.15g}\n" for labels, value in values)
