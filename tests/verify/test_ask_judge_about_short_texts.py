"""Where single sentences are asked whether they say a claim, and what their answers decide."""

from __future__ import annotations

import pytest

from briefing.config import ModelSettings
from briefing.engines.verify_claim_stream import make_statement_judge, make_verifier
from briefing.verify.ask_judge_about_short_texts import probabilities
from briefing.verify.support_verdict import verify

LONG = [f"Sentence number {number} tells of the weather in Tarn." for number in ("one", "two", "three", "four", "five")]


class Says:
    """Gives one probability to all, and keeps what it was asked."""

    def __init__(self, value):
        self.value, self.asked = value, []

    def __call__(self, pairs):
        self.asked += pairs
        return [self.value] * len(pairs)


def test_a_short_text_is_asked_about_as_sentences_and_as_a_whole():
    says = Says(0.2)
    assert probabilities([(["It snows."], ["It rains.", "It is cold."], "en")], says) == [0.2]
    assert [pair.sentence for pair in says.asked] == ["It rains.", "It is cold.", "It rains. It is cold."]


@pytest.mark.parametrize(
    ("claim", "passages", "language"),
    [
        ("It rains.", ["On Monday it rains. "], "en"),
        ("36 people fell ill in Lier.", ["Three dozen people fell ill in Lier."], "en"),
        ("Il neige.", ["Il pleut."], "fr"),
        ("The weather in Tarn tells of number five.", LONG, "en"),
        ("The mayor sold a boat.", LONG, "en"),
    ],
)
def test_copies_other_languages_and_long_texts_are_not_asked(claim, passages, language):
    says = Says(0.1)
    assert probabilities([([claim], passages, language)], says) == [None]
    assert says.asked == []


def test_the_least_likely_of_several_claims_counts_by_the_likeliest_sentence():
    class ByWords(Says):
        def __call__(self, pairs):
            return [0.9 if set(pair.point.split()) & set(pair.sentence.split()) else 0.2 for pair in pairs]

    asked = [
        (["Ferries wait."], ["Ferries sail.", "Trains stop."], "en"),
        (["It snows.", "Ferries wait."], LONG[:2], "en"),
    ]
    assert probabilities(asked, ByWords(0)) == [0.9, 0.2]


@pytest.fixture(scope="module")
def models():
    return make_verifier(ModelSettings()), make_statement_judge(ModelSettings())


@pytest.mark.parametrize(
    ("text", "claim", "verdict"),
    [
        ("All 70 posts will be kept.", "All 70 posts are in danger.", "unsupported"),
        ("A woman of 28 has been arrested.", "A woman of 28 who had been arrested has been released.", "unsupported"),
        (
            "Ove Dahl, the mayor of Lier, was charged with theft.",
            "The person charged with theft is a cook.",
            "unsupported",
        ),
        ("The bridge at Lunde is safe for lorries again.", "Lorries can use the bridge at Lunde safely.", "supported"),
        ("Lerum Bank bought Kvist.", "Kvist was bought by Lerum Bank.", "supported"),
    ],
)
def test_a_sentence_is_no_support_for_its_opposite(models, text, claim, verdict):
    assert verify(claim, text, models[0], says=models[1]).verdict == verdict
