"""The promise of the outbox, with the real program and a real server: killed at any moment, resumed, once to each."""

import random

import pytest

from benchmarks.mail import Result, trial


@pytest.mark.parametrize(("in_doubt", "faults"), [("resend", False), ("hold", False), ("resend", True)])
def test_killed_and_resumed_every_reader_is_served_once_but_for_the_documented_doubt(in_doubt, faults):
    readers = 25
    result: Result = trial(readers, 2, in_doubt, random.Random(7), faults=faults)
    got = [result.got[f"r{number}@example.org"] for number in range(readers)]
    doubt = result.in_window + result.lost_answers
    assert sum(count - 1 for count in got if count > 1) <= (doubt if in_doubt == "resend" else 0)
    assert got.count(0) <= (result.in_window if in_doubt == "hold" else 0)
    assert got.count(0) <= result.states["in-doubt"]
    assert result.kills >= 1
