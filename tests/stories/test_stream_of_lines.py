"""`briefing stories --jsonl`: what others run, with bare fields, odd dates and odd ids."""

from __future__ import annotations

import json
import random

import pytest

from briefing.config import StorySettings
from briefing.engines import jsonl_stages
from briefing.summarize.encode_and_summarize_articles import Tools

FIRE = "A fire destroyed the Corvin paper mill in Halden. Forty workers of the Corvin mill were led out unhurt."
BURNED = "The Corvin paper mill in Halden burned down. All forty workers at the Corvin mill were brought out unhurt."
RACE = "Lucia Marten won the cycle race around Lake Vessel in record time. She finished a minute ahead of Brita Olsen."


def _line(name, text, published="2026-03-04", title="News", **fields):
    return {"id": name, "title": title, "text": text, "published": published, **fields}


@pytest.fixture
def run(encoder):
    def answer(*lines):
        stream = jsonl_stages.parse_lines(json.dumps(line).encode() + b"\n" for line in lines)
        return list(jsonl_stages.stories(stream, Tools(encoder), StorySettings()))

    return answer


def _groups(answers):
    found = {}
    for answer in answers:
        found.setdefault(answer["story_id"], set()).add(answer["id"])
    return sorted(map(sorted, found.values()))


def _three(first="2026-03-04", second="2026-03-04"):
    return [
        _line("a", FIRE, first, "Fire destroys Corvin paper mill in Halden"),
        _line("b", BURNED, second, "Corvin paper mill in Halden burns down"),
        _line("c", RACE, "2026-03-04", "Marten wins lake race"),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2026-03-04", "2026-03-04"),
        ("2026-03-04", "2026-03-04T21:00:00+00:00"),
        ("2026-03-04T23:30:00-08:00", "2026-03-05T16:30:00+09:00"),
        ("2026-03-29T01:30:00+01:00", "2026-03-29T03:30:00+02:00"),
        ("", ""),
    ],
    ids=["days", "a day and an hour", "one instant in two zones", "over a clock change", "none"],
)
def test_dates_of_every_kind_keep_one_event_together(run, first, second):
    assert _groups(run(*_three(first, second))) == [["a", "b"], ["c"]]


def test_a_date_that_cannot_be_read_is_named_and_stops_nothing(run):
    answers = run(*_three("some day", "2026-03-04"))

    assert "some day" in answers[0]["failure"]["message"]
    assert [answer["id"] for answer in answers if "story_id" in answer] == ["b", "c"]


def test_the_answer_does_not_depend_on_the_order_and_is_the_same_twice(run):
    lines = [*_three(), _line("d", FIRE.replace("Forty", "About forty"), title="Mill burns"), _line("e", "Rain.")]
    expected = _groups(run(*lines))
    for seed in range(3):
        shuffled = random.Random(seed).sample(lines, len(lines))
        assert _groups(run(*shuffled)) == expected
    assert run(*lines) == run(*lines)


def test_lines_are_answered_in_order_even_where_an_id_comes_twice(run):
    answers = run(_line("a", FIRE), _line("a", FIRE), _line("b", RACE))

    assert [answer["id"] for answer in answers] == ["a", "a", "b"]
    assert answers[0] == answers[1]
    assert answers[0]["story_id"] != answers[2]["story_id"]


def test_one_id_with_two_texts_gets_one_answer_whatever_the_order(run):
    lines = [_line("a", FIRE), _line("a", RACE), _line("b", BURNED)]

    def by_text(rows):
        return {answer["id"]: answer["story_id"] for answer in run(*rows)}

    assert by_text(lines) == by_text(lines[::-1])


def test_short_texts_are_compared_by_what_they_have_and_empty_ones_named(run):
    title = "Fire destroys Corvin paper mill in Halden"
    lines = [
        _line("a", FIRE, title=title),
        _line("b", "", title=title),
        _line("c", "Rain."),
        _line("d", "", title=None),
    ]
    answers = run(*lines)

    assert [answer["id"] for answer in answers] == ["a", "b", "c", "d"]
    assert answers[0]["story_id"] == answers[1]["story_id"] != answers[2]["story_id"]
    assert answers[3]["failure"]["code"]


def test_all_the_same_text_is_one_story(run):
    answers = run(*(_line(f"a{number:03}", FIRE, outlet=f"Paper {number}") for number in range(150)))

    assert {answer["story_id"] for answer in answers} == {"a000"}
