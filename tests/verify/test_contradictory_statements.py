"""Two statements of one story that cannot both be true, by the judge of pairs or by their trees."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.verify.contradictory_statements import ContradictionJudge, no_contradiction
from briefing.verify.same_statement import Pair, no_trees

PARSER = DependencyParser()


class Relate:
    """Gives each pair the probability of a contradiction that `known` has for it."""

    def __init__(self, known=None):
        self.known, self.asked = known or {}, []

    def __call__(self, pairs):
        self.asked += pairs
        return np.array([[0.0, 1 - self.known.get(pair, 0.0), self.known.get(pair, 0.0)] for pair in pairs])


class Trees:
    """The shipped parser, and what it was asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked += texts
        return PARSER.parse(texts)


def test_the_judge_of_pairs_has_to_find_it_both_ways():
    one, two = Pair("A.", "B.", "en"), Pair("A.", "C.", "en")
    relate = Relate({("A.", "B."): 0.9, ("B.", "A."): 0.7, ("A.", "C."): 0.9})
    assert ContradictionJudge(relate, no_trees)([one, two]) == pytest.approx([0.7, 0.0])


def test_it_is_asked_the_other_way_round_only_where_it_found_a_contradiction_the_first_way():
    relate = Relate({("A.", "B."): 0.9, ("B.", "A."): 0.5, ("A.", "C."): 0.9, ("C.", "A."): 0.49})
    pairs = [Pair("A.", "B.", "en"), Pair("A.", "C.", "en"), Pair("A.", "D.", "en")]
    assert ContradictionJudge(relate, no_trees)(pairs) == pytest.approx([0.5, 0.0, 0.0])
    assert relate.asked == [("B.", "A."), ("C.", "A."), ("D.", "A."), ("A.", "B.")]


def test_a_certainty_that_nothing_follows_from_is_none():
    relate = Relate({("A.", "B."): 0.49, ("B.", "A."): 0.9})
    assert ContradictionJudge(relate, no_trees)([Pair("A.", "B.", "en")]) == [0.0]


def test_what_the_trees_find_opposite_is_not_asked_again():
    relate = Relate()
    pair = Pair("The gallery stays shut.", "The gallery is open to visitors.", "en")
    assert ContradictionJudge(relate, PARSER.parse)([pair, pair]) == [1.0, 1.0]
    assert relate.asked == []


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("All 70 posts at the mill will be kept.", "All 70 posts at the mill are in danger."),
        ("The gallery stays shut.", "The gallery is open to visitors."),
        ("A ferryman was arrested on Monday.", "A ferryman was released without charge."),
    ],
)
def test_opposite_outcomes_contradict_though_the_judge_of_pairs_sees_nothing(earlier, later):
    assert ContradictionJudge(Relate(), PARSER.parse)([Pair(earlier, later, "en")]) == [1.0]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("All 70 posts at the mill will be kept.", "The posts at the mill are not in danger."),
        ("The gallery stays shut.", "The swimming bath is open."),
        ("The mill was built in 1880.", "The mill has 70 workers."),
    ],
)
def test_what_can_both_be_true_does_not(earlier, later):
    assert ContradictionJudge(Relate(), PARSER.parse)([Pair(earlier, later, "en")]) == [0.0]


def test_trees_are_read_only_where_words_are_opposites():
    trees = Trees()
    ContradictionJudge(Relate(), trees)([Pair("It has snowed.", "Two roads are icy.", "en")])
    assert trees.asked == []


def test_other_languages_are_left_open_and_nothing_is_asked():
    relate, trees = Relate(), Trees()
    pairs = [Pair("La galerie est fermée.", "La galerie est ouverte.", "fr")]
    assert ContradictionJudge(relate, trees)(pairs) == no_contradiction(pairs) == [0.0]
    assert relate.asked == trees.asked == []
