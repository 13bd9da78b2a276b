"""Whether a sentence may be cited for a point: asked once, of words first, kept."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.models.entailment_cross_encoder import InferenceModel
from briefing.verify.same_statement import CitationCheck, Pair, StatementJudge, no_trees, same_words

POINT = "The Marlow bridge was closed on Friday after cracks were found in two of its piers."
SAYS = "Cracks in two piers have led to the closing of the Marlow bridge on Friday."


class FakeModel:
    """Finds every pair as likely as it is told, and keeps what it was asked."""

    fingerprint = "fake@1"

    def __init__(self, says=0.95, contrary=0.01):
        self.row, self.asked = [says, 1 - says - contrary, contrary], []

    def relate(self, pairs):
        self.asked += pairs
        return np.array([self.row] * len(pairs))


def test_a_sentence_that_says_the_point_is_cited():
    model = FakeModel()
    assert CitationCheck(StatementJudge(model.relate, no_trees))([Pair(POINT, SAYS, "en")]) == [True]
    assert model.asked == [(SAYS, POINT), (POINT, SAYS)]


@pytest.mark.parametrize("model", [FakeModel(says=0.05), FakeModel(says=0.05, contrary=0.94)])
def test_one_that_the_model_doubts_is_not(model):
    assert CitationCheck(StatementJudge(model.relate, no_trees))([Pair(POINT, SAYS, "en")]) == [False]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Marlow bridge was not closed on Friday after cracks were found in two of its piers.",
        "The Marlow bridge was closed on Friday after cracks were found in nine of its piers.",
    ],
)
def test_the_model_is_not_asked_where_words_speak_against_it(sentence):
    model = FakeModel()
    assert CitationCheck(StatementJudge(model.relate, no_trees))([Pair(POINT, sentence, "en")]) == [False]
    assert model.asked == []


def test_the_same_words_need_no_model_in_any_language():
    model = FakeModel(says=0.0)
    french = Pair("Le pont est fermé.", "Le pont est fermé !", "fr")
    pairs = [Pair(POINT, POINT.upper(), "en"), french, Pair("橋。", "橋", "ja")]
    assert CitationCheck(StatementJudge(model.relate, no_trees))(pairs) == same_words(pairs) == [True] * 3
    assert model.asked == []


def test_what_the_model_does_not_read_is_cited_only_in_the_same_words():
    model = FakeModel()
    pairs = [Pair("Le pont est fermé.", "On a fermé le pont.", "fr"), Pair(POINT, "Le pont est fermé.", "und")]
    assert CitationCheck(StatementJudge(model.relate, no_trees))(pairs) == [False, False]
    assert model.asked == []


def test_nothing_is_loaded_where_nothing_is_asked():
    check = CitationCheck(StatementJudge(InferenceModel(weights=Path("missing")).relate, no_trees))
    assert check([]) == []
    assert check([Pair(POINT, POINT, "en")]) == [True]


@pytest.mark.parametrize(
    ("point", "sentence", "is_cited"),
    [
        (POINT, SAYS, True),
        ("The library stays open on Sundays from May.", "From May the library stays open on Sundays.", True),
        (POINT, POINT.replace("Marlow", "Denholm"), False),
        ("A court in Oster jailed the banker.", "The banker was sentenced to prison by an Oster court.", True),
        ("A court in Oster jailed the banker.", "The banker was acquitted by an Oster court.", False),
        ("Halden beat Norvik in the final.", "Norvik beat Halden in the final.", False),
        ("The jury found the banker guilty of fraud.", "The jury found the banker not guilty of fraud.", False),
        ("The mayor is expected to resign on Friday.", "The mayor resigned on Friday.", False),
    ],
)
def test_the_shipped_model_tells_a_restatement_from_an_opposite(point, sentence, is_cited):
    assert CitationCheck(StatementJudge(InferenceModel().relate, DependencyParser().parse))(
        [Pair(point, sentence, "en")]
    ) == [is_cited]
