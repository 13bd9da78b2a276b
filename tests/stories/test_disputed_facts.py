from __future__ import annotations

import datetime as dt

import pytest
from conftest import make_document

from briefing.stories.disputed_facts import conflicts

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _conflicts(encoder, *texts, hours=(0, 1, 2), groups=(0, 1, 2)):
    documents = [
        make_document(text, name=f"a{number}", published=AT + dt.timedelta(hours=hours[number]))
        for number, text in enumerate(texts)
    ]
    vectors = [encoder.encode([document.sentence(0)]) for document in documents]
    return conflicts(documents, vectors, groups[: len(documents)])


TWELVE = "Twelve people were injured when a tram left the rails in Osmund Street, police said."
FIFTEEN = "A tram derailed in Osmund Street and 15 people were injured, according to the ambulance service."


def test_outlets_that_differ_are_shown_side_by_side_with_their_evidence(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN)

    assert found.fact == "people hurt"
    # The later report's figure stands first.
    assert [claim.value for claim in found.claims] == ["15 people", "Twelve people"]
    assert [[citation.article_id for citation in claim.citations] for claim in found.claims] == [["a1"], ["a0"]]


def test_a_third_outlet_stands_with_the_one_it_agrees_with(encoder):
    (found,) = _conflicts(encoder, TWELVE, FIFTEEN, FIFTEEN.replace("15", "fifteen"))

    assert [len(claim.citations) for claim in found.claims] == [2, 1]


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


def test_one_source_does_not_contradict_itself(encoder):
    assert not _conflicts(encoder, TWELVE, FIFTEEN, groups=(0, 0))


APPROVED = "The city council of Osmund approved the new tram line on Tuesday night."


@pytest.mark.parametrize(
    ("one", "two", "values"),
    [
        (APPROVED, "The city council of Osmund postponed its vote on the new tram line.", ["approved", "postponed"]),
        (
            "Ida Brandt was found guilty of fraud by a jury in Osmund.",
            "The jury in Osmund acquitted Ida Brandt of fraud.",
            ["found guilty", "acquitted"],
        ),
        (
            "The climber Ida Brandt was found alive on Mount Osmund.",
            "The climber Ida Brandt has been found dead on Mount Osmund.",
            ["found alive", "found dead"],
        ),
        (
            "No one was hurt when a tram left the rails in Osmund Street.",
            "Six people were injured when a tram left the rails in Osmund Street.",
            ["No one was hurt", "people were injured"],
        ),
    ],
)
def test_outcomes_that_cannot_both_be_true_are_a_conflict(encoder, one, two, values):
    (found,) = _conflicts(encoder, one, two)

    assert [claim.value for claim in found.claims] == values[::-1]


@pytest.mark.parametrize(
    "other",
    [
        "The city council of Osmund may postpone its vote on the new tram line.",
        "The city council of Osmund refused to postpone its vote on the new tram line.",
        "The city council of Osmund, which had postponed its vote on the new tram line, approved it.",
        "The parliament of Norland rejected the new tram line for Osmund on Tuesday night.",
        "The city council of Osmund passed the new tram line.",
    ],
)
def test_outcomes_that_are_feared_past_or_of_others_are_none(encoder, other):
    assert not _conflicts(encoder, APPROVED, other)


AGROUND = "The ferry Lady Maud ran aground off Sable Head on Monday."


def test_places_that_cannot_both_be_right_are_a_conflict(encoder):
    (found,) = _conflicts(encoder, AGROUND, "The ferry Lady Maud ran aground off Crane Point early on Monday.")

    assert found.fact == "the place"
    assert [claim.value for claim in found.claims] == ["off Crane Point", "off Sable Head"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (AGROUND, "The ferry Lady Maud ran aground in the bay of Osmund, off Sable Head, on Monday."),
        (AGROUND, "The ferry Lady Maud was built in Norland in 1988."),
        ("A man was arrested in Lyon on Friday.", "A man was arrested in France on Friday."),
        ("A man was arrested in Virginia on Friday.", "A man was arrested in Charlottesville on Friday."),
        ("A man was arrested on Friday in Valdoria.", "Valdorian police: a man was arrested on Friday in Osmund."),
    ],
)
def test_a_place_within_a_place_is_no_conflict(encoder, one, other):
    assert not _conflicts(encoder, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prices rose by 2.4 per cent in March.", "Prices rose by 2.9 per cent in April."),
        ("The toll in Norland stands at 63 dead.", "The death toll in Estmark stands at 24."),
        ("The net worth of Ida Brandt is 2.5bn crowns.", "A year earlier, Ida Brandt had a net worth of 2.9bn crowns."),
    ],
)
def test_figures_of_other_times_and_places_are_no_conflict(encoder, one, other):
    assert not _conflicts(encoder, one, other)
