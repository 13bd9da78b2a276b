"""Sentences of a text, and which of them bear on a claim."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language import of
from briefing.language.words_stems_and_synonyms import stem, words
from briefing.verify.retrieve_evidence import relevant, sentences

ENGLISH = of("en")
STORY = [
    "The council of Port Ellery met on Monday.",
    "It voted to close the iron bridge until spring.",
    "Snow fell on the hills.",
    "Engineers had found cracks in two piers.",
]


def test_sentences_of_ordinary_text():
    assert sentences("The ferry sank. Nobody was hurt.\n\nDr. Moss said so.") == [
        "The ferry sank.",
        "Nobody was hurt.",
        "Dr. Moss said so.",
    ]


def test_sentences_of_text_in_lower_case():
    assert sentences("the ferry sank . nobody was hurt . it was late.") == [
        "the ferry sank .",
        "nobody was hurt .",
        "it was late.",
    ]


def test_a_claim_fused_from_two_places_finds_both():
    assert set(relevant("Ellery closed the iron bridge after engineers found cracks.", STORY, 2)) == {1, 3}


def test_there_are_never_more_than_asked_for_and_they_are_in_reading_order():
    assert relevant("bridge cracks snow council", STORY, 3) == sorted(relevant("bridge cracks snow council", STORY, 3))
    assert len(relevant("bridge", STORY, 3)) == 3
    assert relevant("bridge", [], 3) == []


def test_stems_join_the_forms_of_a_word():
    closed, closes, closing, close = (stem(word, ENGLISH) for word in ("closed", "closes", "closing", "close"))
    assert closed == closes == closing == close
    assert stem("fell", ENGLISH) == stem("fall", ENGLISH)
    assert stem("bus", ENGLISH) == "bus"


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=6))
def test_any_text_is_fine(claim, passages):
    assert all(0 <= index < len(passages) for index in relevant(claim, passages))
    assert all(line.strip() for line in sentences(claim))
    assert all(stem(word, ENGLISH) for word in words(claim))
