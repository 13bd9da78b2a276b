import datetime as dt
import json

from briefing.runtime import run_progress
from briefing.runtime import run_report as reporting
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


def test_the_report_stands_beside_the_edition():
    rendering = reporting.render(report())
    assert rendering.path == "2026-03-12/run.json"
    values = json.loads(rendering.content)
    assert values["version"] == 1
    assert values["stages"][0] == {
        "name": "read",
        "count": 10,
        "failures": 1,
        "seconds": 1.5,
        "peak_megabytes": 90.0,
    }
    assert values["cache"] == {"hits": 3, "misses": 4, "spoiled": 0, "damaged": False}
