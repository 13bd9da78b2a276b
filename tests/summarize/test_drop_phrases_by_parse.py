"""Phrases that a reader can spare go by the tree of their sentence; read with the shipped parser and model."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.language import of
from briefing.models.dependency_parser_and_word_deletion import DependencyParser, Parse
from briefing.summarize import drop_phrases_by_parse
from briefing.summarize.drop_phrases_by_parse import leave_out, phrases, without, worth_parsing

PARSER = DependencyParser()

SHORTENED = [
    (
        "The union, which has 4,000 members, said on Tuesday that it would call a strike if the offer did not rise.",
        "The union, which has 4,000 members, said that it would call a strike if the offer did not rise.",
    ),
    (
        "Two climbers were rescued from the north face of the Hornspitze on Sunday by a crew from Orrin.",
        "Two climbers were rescued from the north face of the Hornspitze by a crew from Orrin.",
    ),
]
WHOLE = [
    "It is the second strike this year at the harbour of Port Ellery, where 4,000 people load and unload ships.",
    'The mayor called it "a sad and very dark day for the whole of Port Ellery", and left without another word.',
    "The bridge will close to lorries unless the state pays for the repair of its two towers by the end of spring.",
    "The mayor did not say when the bridge would open to the people of Port Ellery after the long repair.",
    "A mother and her son were found alive by the crew of a helicopter after two nights on the open sea.",
    "Pupils who fail the test twice will have to leave the school at the end of the year, the ministry said.",
    "At least 40 people were hurt when the upper deck of the old stand gave way during the match at Orrin.",
    "The minister is accused of having taken money from the company that built the bridge over the Ell at Orrin.",
    "Doctors reportedly gave the wrong drug to three of the children who were treated at the clinic in Orrin.",
]


def parsed(text: str) -> Parse:
    (parse,) = PARSER.parse([text])
    assert parse is not None
    return parse


@pytest.mark.parametrize(("text", "left"), SHORTENED)
def test_what_a_reader_can_spare_goes(text, left):
    assert leave_out(text, parsed(text), "en") == left


@pytest.mark.parametrize("text", WHOLE)
def test_what_changes_the_claim_stays(text):
    assert leave_out(text, parsed(text), "en") == text


@pytest.mark.parametrize("text", [*(text for text, _ in SHORTENED), *WHOLE])
def test_no_phrase_holds_what_must_stay(text):
    rules = of("en").compression
    assert rules is not None
    words, quoted = text.split(), text.split('"')[1::2]
    for phrase in phrases(words, parsed(text), rules):
        passage = " ".join(words[phrase.start : phrase.end])
        assert not rules.protected.search(passage)
        assert all(passage not in part and '"' not in passage for part in quoted)
        assert len(words) - (phrase.end - phrase.start) >= 8


@settings(deadline=None, max_examples=30)
@given(st.permutations(SHORTENED[0][0].split()), st.sampled_from(["", "“", '"', "("]))
def test_any_order_of_words_gives_a_subsequence(words, mark):
    text = f"{mark}{' '.join(words)}"
    kept = iter(text.replace(",", "").lower().split())
    assert all(word in kept for word in leave_out(text, parsed(text), "en").replace(",", "").lower().split())


def test_an_adverb_of_time_goes_with_its_phrase_or_stays_with_it():
    text = "The ministers agreed the new date in a telephone call late on Wednesday, a joint statement by the two said."
    assert "call late," not in leave_out(text, parsed(text), "en")


def test_a_parse_of_another_text_changes_nothing():
    assert leave_out(SHORTENED[0][0], parsed("The bridge closed."), "en") == SHORTENED[0][0]


def test_a_language_without_lists_of_what_must_stay_gets_no_cuts():
    text = (
        "Die Fähre lief vor Mossgate an einem grauen und windigen Morgen noch vor der Dämmerung am Dienstag auf Grund."
    )
    assert leave_out(text, parsed(text), "de") == text
    assert not worth_parsing(text, "de")


def test_only_long_sentences_whose_quotes_close_are_worth_parsing():
    assert not worth_parsing("The ferry ran aground off Mossgate before dawn.", "en")
    long = "The ferry ran aground off Mossgate before dawn and the crew of a lifeboat from Orrin took off 40 people"
    assert worth_parsing(f"{long}.", "en")
    assert not worth_parsing(f'{long}, "all well.', "en")
    assert not worth_parsing(" ".join([long] * 4), "en")


@pytest.mark.parametrize(
    ("text", "gone", "left"),
    [
        ("The mayor, a lawyer, resigned.", "a lawyer,", "The mayor resigned."),
        ("It happened in Orrin on Monday, police said.", "on Monday,", "It happened in Orrin, police said."),
        ("It happened in Orrin on Monday.", "on Monday.", "It happened in Orrin."),
        ("On Monday, the mayor resigned.", "On Monday,", "The mayor resigned."),
        ("Few people live in the U.S. colony now.", "U.S.", "Few people live in the colony now."),
        (
            "The mayor of Orrin, a lawyer, who lost the vote, resigned.",
            "a lawyer,",
            "The mayor of Orrin, who lost the vote, resigned.",
        ),
    ],
)
def test_marks_hold_what_is_left_together(text, gone, left):
    words, size = text.split(), len(gone.split())
    start = next(place for place in range(len(words)) if words[place : place + size] == gone.split())
    assert without(words, [not start <= place < start + size for place in range(len(words))], parsed(text)) == left


def test_the_weights_name_features_that_exist():
    names = set()
    for text in [*(text for text, _ in SHORTENED), *WHOLE]:
        words, parse = text.split(), parsed(text)
        rules = of("en").compression
        assert rules is not None
        for phrase in phrases(words, parse, rules):
            names |= drop_phrases_by_parse.features(words, parse, phrase).keys()
    assert len(names & drop_phrases_by_parse._model().weights.keys()) > 30
