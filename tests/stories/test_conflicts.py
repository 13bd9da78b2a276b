from __future__ import annotations

import datetime as dt

import pytest
from conftest import make_document

from briefing.stories.conflicts import conflicts

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _conflicts(encoder, *texts, hours=(0, 1, 2), voice=(0, 1, 2)):
    documents = [
        make_document(text, name=f"a{number}", published=AT + dt.timedelta(hours=hours[number]))
        for number, text in enumerate(texts)
    ]
    vectors = [encoder.encode([document.sentence(0)]) for document in documents]
    return conflicts(documents, vectors, voice[: len(documents)])


TWELVE = "Twelve people were injured when a tram left the rails in Osmund Street, police said."
FIFTEEN = "A tram derailed in Osmund Street and 15 people were injured, according to the ambulance service."


def test_outlets_that_differ_are_shown_side_by_side_with_their_evidence(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN)

    assert found.fact == "people hurt"
    assert [value for value, _ in found.values] == ["Twelve people", "15 people"]
    assert [[place.article_id for place in places] for _, places in found.values] == [["a0"], ["a1"]]


def test_a_third_outlet_stands_with_the_one_it_agrees_with(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN, FIFTEEN.replace("15", "fifteen"))

    assert [len(places) for _, places in found.values] == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        FIFTEEN.replace("15", "12"),
        FIFTEEN.replace("15 people", "at least ten people"),
        "The number of people injured when a tram left the rails in Osmund Street has risen to 15 from 12.",
        "Fifteen trams run through Osmund Street every hour.",
    ],
)
def test_what_only_looks_different_is_no_conflict(encoder, other):
    assert not _conflicts(encoder, TWELVE, other)


def test_a_later_figure_is_an_update(encoder):
    assert not _conflicts(encoder, TWELVE, FIFTEEN, hours=(0, 14))


def test_one_voice_does_not_contradict_itself(encoder):
    assert not _conflicts(encoder, TWELVE, FIFTEEN, voice=(0, 0))
