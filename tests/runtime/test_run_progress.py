import datetime as dt

from briefing.runtime.run_progress import Recorder, Silent

NOON = dt.datetime(2026, 3, 12, 12, tzinfo=dt.UTC)


def test_the_recorder_times_counts_and_passes_on():
    ticks = iter(range(100))
    told = []

    class Watch(Silent):
        def stage(self, name, total=None):
            told.append((name, total))
            return super().stage(name, total)

    recorder = Recorder(Watch(), lambda: NOON, clock=lambda: next(ticks))
    with recorder.stage("read", 3) as advance:
        advance(2)
        advance(1)
    recorder.failed("read", 1)
    (stage,) = recorder.stages
    assert (stage.name, stage.count, stage.failures, stage.seconds) == ("read", 3, 1, 1)
    assert stage.peak_megabytes > 10
    assert told == [("read", 3)]
    assert recorder.began == NOON
