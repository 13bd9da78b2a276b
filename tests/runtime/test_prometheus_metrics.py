import datetime as dt

from briefing.runtime import prometheus_metrics, run_progress
from briefing.runtime.run_report import CacheUse, RunReport

NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)


def report(**fields):
    values = {
        "date": NOON.date(), "status": "partial", "started": NOON, "seconds": 4.5, "peak_megabytes": 812.5,
        "stages": (run_progress.Stage("read", 10, 1, 1.5, 90.0), run_progress.Stage("render", 0, 0, 0.5, 812.5)),
        "read": 9, "used": 6, "failures": 1, "left_out": {"older than this edition": 3}, "stories": 2, "composed": True,
        "cache": CacheUse(3, 4, 0, damaged=False), "encoder": "m@1", "generator": "briefing 1", "code": "c",
        "inputs": "i", "config": "f", "packages": {"python": "3.11"},
    }  # fmt: skip
    return RunReport(**{**values, **fields})


def metrics(text):
    """Names with labels -> values; every name must have been announced."""
    lines = text.decode().splitlines()
    known = {line.split()[2] for line in lines if line.startswith("# TYPE")}
    found = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    assert {name.partition("{")[0] for name in found} <= known
    return {name: float(value) for name, value in found.items()}


def test_metrics_of_a_run_that_went_well():
    found = metrics(prometheus_metrics.metrics(NOON, 4.5, report()))
    assert found["briefing_last_run_success"] == 1
    assert found["briefing_last_run_timestamp_seconds"] == NOON.timestamp()
    assert found['briefing_last_run_articles{state="failed"}'] == 1
    assert found['briefing_last_run_articles{state="left_out"}'] == 3
    assert found['briefing_last_run_stage_seconds{stage="read"}'] == 1.5
    assert found["briefing_last_run_peak_memory_bytes"] == 812.5e6


def test_metrics_of_a_run_that_failed():
    found = metrics(prometheus_metrics.metrics(NOON, 0.5, None))
    assert found == {
        "briefing_last_run_timestamp_seconds": NOON.timestamp(),
        "briefing_last_run_success": 0,
        "briefing_last_run_seconds": 0.5,
    }
