import asyncio
import time

import limited_work as work
import pytest

from briefing.errors import FormatError
from briefing.runtime import run_under_limits
from briefing.runtime.run_under_limits import Call, Lost, call, calls


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """A second for everything small: a child is told its limit with each call."""
    monkeypatch.setattr(run_under_limits, "_SECONDS", 1.0)


def test_a_result_and_an_error_come_back_as_they_are_cause_included():
    assert call(work.double, 21, subject="x") == 42
    with pytest.raises(FormatError) as caught:
        call(work.refuse, b"", subject="x")
    assert str(caught.value) == "x: is no good (line 3). Mend it."


def test_what_computes_for_ever_is_given_up_once_and_the_rest_goes_on():
    began = time.monotonic()
    given = [
        Call(work.double, (1,), 1, "a"),
        Call(work.compute_for_ever, (b"",), 1, "b"),
        Call(work.double, (2,), 1, "c"),
    ]
    first, lost, last = calls(given, most=1)
    assert (first, last) == (2, 4)
    assert lost == Lost("b", "the process that tried took too long")
    assert time.monotonic() - began < 60


def test_what_waits_is_not_counted_as_computing():
    assert call(work.wait, 2.0, subject="x") == "done"


def test_what_needs_too_much_memory_is_named():
    with pytest.raises(FormatError, match=r"cannot be read: the process that tried needed more than 2 GB of memory"):
        call(work.eat_memory, b"", subject="x")


def test_a_larger_input_may_take_longer():
    assert run_under_limits.seconds_for(0) < 2
    assert run_under_limits.seconds_for(20_000_000) > 60


def test_calls_can_be_awaited_side_by_side():
    async def both():
        return await asyncio.gather(*(run_under_limits.awaited(work.double, n, subject="x") for n in (1, 2, 3)))

    assert asyncio.run(both()) == [2, 4, 6]
