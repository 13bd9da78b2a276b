"""The evaluation gate: two weeks of news with gold story lines, statuses, changes and conflicts.

A floor is raised when the stage gets better and only lowered together with a reason in the commit. The digest makes
sure that a better figure is not an easier stream.
"""

from __future__ import annotations

import hashlib

import pytest
import story_stream

from briefing.config import Settings

DIGEST = "30901784ca591ef9"
FLOORS = {
    "status accuracy": 0.95,
    "changes precision": 0.93,
    "changes recall": 0.93,
    "conflicts precision": 0.95,
    "conflicts recall": 0.85,
    "lines precision": 0.95,
    "lines recall": 0.95,
}


def test_the_stream_is_the_one_the_floors_were_set_on():
    assert hashlib.sha256(story_stream.PATH.read_bytes()).hexdigest()[:16] == DIGEST


def test_stories_of_two_weeks_reach_the_floors(encoder):
    scores = story_stream.score(story_stream.gold(), encoder.encode, Settings())

    low = {name: round(rate, 3) for name, rate in scores.rates().items() if rate < FLOORS[name]}
    assert not low, "\n".join([str(low), *scores.faults])


def test_the_stream_has_what_the_gate_needs():
    days = story_stream.gold()

    assert len({item.line for item in days}) >= 25
    assert (days[-1].day - days[0].day).days == 13
    assert {item.status for item in days} == {"new", "updated", "continuing"}
    assert sum(len(item.conflicts) for item in days) >= 8


@pytest.mark.parametrize("line", ["harbour-bridge"])
def test_building_a_day_again_changes_no_id(encoder, line):
    days = [item for item in story_stream.gold() if item.line == line]

    once = [[story.id for story in told.stories] for _, told in story_stream.run(days, encoder.encode, Settings())]
    again = [
        [story.id for story in told.stories]
        for _, told in story_stream.run(list(reversed(days)), encoder.encode, Settings())
    ]

    assert once == again
    assert {name for names in once for name in names} == {once[0][0]}
