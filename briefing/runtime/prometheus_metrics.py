"""The last run -> metrics in the Prometheus text format, for a monitor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from briefing.runtime.run_report import RunReport

__all__ = ["metrics"]


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
