"""What a run did and how long it took, for monitoring: the report beside the edition.

The report (`run.json`) is the one output that differs between two runs over the same inputs, since it holds times;
nothing else is made from it. Seconds are measured on a monotonic clock; memory is the peak of the process so far, in
units of 1,000,000 bytes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import TypeAdapter

from briefing.records import Rendering
from briefing.runtime.run_progress import Stage

__all__ = ["REPORT_VERSION", "CacheUse", "RunReport", "render"]

REPORT_VERSION = 1


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


def render(report: RunReport, folder: str | None = None) -> Rendering:
    """The file `run.json` beside the edition, in `folder` [named after its day]."""
    content = TypeAdapter(RunReport).dump_json(report, indent=1) + b"\n"
    return Rendering(f"{folder or report.date.isoformat()}/run.json", content)
