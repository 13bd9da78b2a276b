from __future__ import annotations

import datetime as dt

import pytest

from briefing.extract import extract
from briefing.records import Article
from briefing.stories.disputed_facts import conflicts

AT = dt.datetime(2026, 3, 4, 9, tzinfo=dt.UTC)


def _values(encoder, *texts):
    """The values of each conflict between reports of two outlets, an hour apart."""
    documents = [
        extract(Article(id=f"a{row}", source=f"a{row}", content=text, published=AT + dt.timedelta(hours=row)))
        for row, text in enumerate(texts)
    ]
    vectors = [
        encoder.encode([document.text[start:end] for start, end in document.sentences]) for document in documents
    ]
    return [[side.value for side in found.claims] for found in conflicts(documents, vectors, (0, 1))]


@pytest.mark.parametrize(
    ("one", "two", "values"),
    [
        (
            "Bus drivers in Rendal accepted a pay rise of 4.2 per cent on Friday, ending a strike of nine days.",
            "The drivers of Rendal's buses voted on Friday to accept the offer. They will get 4.7 per cent more.",
            ["4.7 per cent", "4.2 per cent"],
        ),
        (
            "The new ferry terminal at Alsund will cost 62 million euros, the harbour office said on Monday.",
            "Alsund's harbour office approved a new ferry terminal on Monday. It put the price at 79 million euros.",
            ["79 million euros", "62 million euros"],
        ),
        (
            "A magnitude 6.1 earthquake struck off the coast of Moravia Bay early on Sunday.",
            "An earthquake of magnitude 6.4 shook Moravia Bay early on Sunday, the geological service said.",
            None,
        ),
        (
            "Rain hindered rescuers in Aldova, where a quake on Friday killed at least 820 people, aid workers said.",
            "The number of people killed in Friday's earthquake in Aldova was raised to 1,310 by the government.",
            ["1,310", "at least 820 people"],
        ),
        (
            "Parliament passed the rent law by 112 votes to 87 on Thursday.",
            "The rent law was adopted by parliament on Thursday with 118 votes in favour.",
            None,
        ),
    ],
)
def test_one_fact_in_other_words_with_another_figure_is_a_conflict(encoder, one, two, values):
    found = _values(encoder, one, two)

    assert len(found) == 1
    assert values is None or found == [values]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        # Other people and other sums.
        (
            "Unemployment among men in Orland was 6.1 per cent in May, the statistics office said.",
            "Unemployment among women in Orland was 7.4 per cent in May, the statistics office said.",
        ),
        ("Tessel Foods made a profit of 210 million euros last year.", "Tessel Foods had sales of 440 million euros."),
        (
            "Inflation in Orland was 3.2 per cent in May, the statistics office said.",
            "Core inflation in Orland, without food and energy, was 2.9 per cent in May.",
        ),
        (
            "The first part of the Lorn tunnel will cost 300 million euros.",
            "The second part of the Lorn tunnel will cost 420 million euros.",
        ),
        # Another year, another quake, a wish.
        (
            "Tessel Foods made a profit of 210 million euros last year, it said on Thursday.",
            "Profit at Tessel Foods was 180 million euros in the year before that, and rose strongly.",
        ),
        (
            "A magnitude 6.1 earthquake struck off the coast of Moravia Bay early on Sunday.",
            "The earthquake off Moravia Bay on Sunday was followed by an aftershock of magnitude 5.2.",
        ),
        (
            "Former mayor Anton Keel was jailed for six years on Friday for taking bribes.",
            "The prosecutor had asked for nine years in prison for Anton Keel, the former mayor.",
        ),
        # A part of the dead, and another place.
        (
            "The flood in Orvik killed 12 people, the governor said.",
            "Five children were among the people killed by the flood in Orvik.",
        ),
        (
            "In Brenz 8,000 people marched on Saturday against the motorway.",
            "In Halden 12,000 people marched on Saturday against the motorway.",
        ),
        (
            "The new hospital at Lorne will have 340 beds, the health board said on Tuesday.",
            "A new hospital is to be built at Lorne, the health board said on Tuesday. The old one has 280 beds.",
        ),
        # A bound that the other figure keeps.
        (
            "At least 31 people were killed when a coal mine collapsed near Tolva on Tuesday.",
            "The collapse of a coal mine near Tolva on Tuesday killed 34 people.",
        ),
    ],
)
def test_figures_of_other_facts_are_no_conflict(encoder, one, two):
    assert not _values(encoder, one, two)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (
            "Nineteen members of the school board of Lund voted for the new gym on Tuesday night. It has a pool.",
            "The school board of Lund, which has 30 members, decided on Tuesday night to build a gym. It has a pool.",
        ),
        (
            "Of its 52 deputies the assembly of Orm sent the harbour law back on Friday. It was the third reading.",
            "In the assembly of Orm 31 deputies voted on Friday to send the harbour law back. It was the third time.",
        ),
        (
            "The rowing club of Vell, with 240 members, chose a new head on Sunday. She is Ida Berg.",
            "Ida Berg is the new head of the rowing club of Vell. On Sunday 87 members attended. She is a nurse.",
        ),
    ],
)
def test_how_many_a_body_has_is_no_rival_of_how_many_did_something(encoder, one, two):
    assert _values(encoder, one, two) == []


def test_two_counts_of_those_who_voted_are_rivals(encoder):
    found = _values(
        encoder,
        "Nineteen members of the school board of Lund voted for the new gym on Tuesday night.",
        "Twenty-two members of the school board of Lund voted for the new gym on Tuesday night.",
    )
    assert found == [["Twenty-two members", "Nineteen members"]]
