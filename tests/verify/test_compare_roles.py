"""Who does it to whom, and whether two main clauses give one thing opposite outcomes."""

from __future__ import annotations

import pytest

from briefing.language import of
from briefing.models.dependency_parser_and_word_deletion import DependencyParser
from briefing.verify.compare_roles import NONE, are_opposite, compared_roles, have_only_moved

PARSER = DependencyParser()


def read(*texts):
    return list(zip(texts, PARSER.parse(texts), strict=True))


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ("All 70 posts are at risk.", "All 70 posts will be kept."),
        ("A woman who had been arrested has been freed.", "A woman of 28 has been arrested."),
        ("The baker was acquitted of arson.", "The baker was jailed for two years, a clerk said."),
        ("The gallery stays shut.", "The gallery is open to visitors."),
    ],
)
def test_opposite_outcomes_of_one_thing(point, sentence):
    one, two = read(point, sentence)
    assert are_opposite(one, two, of("en"))
    assert are_opposite(two, one, of("en"))


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ("Tarn beat Lyng in the final.", "Lyng lost to Tarn in the final."),
        ("The posts are not at risk.", "The posts will be kept."),
        ("The cinema was closed.", "The school was opened."),
        ("The gallery is shut.", "The gallery stays closed until May."),
    ],
)
def test_other_things_denials_and_the_same_are_no_opposites(point, sentence):
    assert not are_opposite(*read(point, sentence), of("en"))


def test_roles_that_are_exchanged_count_against_those_that_are_not():
    bought, passive, exchanged = read(
        "Orsted Bank bought Kalle Foods.", "Kalle Foods was bought by Orsted Bank.", "Kalle Foods bought Orsted Bank."
    )
    assert compared_roles(bought, passive, of("en"))[0] < 0 < compared_roles(bought, exchanged, of("en"))[0]


def test_without_trees_nothing_is_known():
    assert compared_roles(("A.", None), ("B.", None), of("en")) == NONE
    assert not are_opposite(("It is open.", None), ("It is shut.", None), of("en"))


@pytest.mark.parametrize(
    ("point", "sentence", "moved"),
    [
        (
            "The pool of Hol will stay open on Mondays from June.",
            "From June the pool of Hol will stay open on Mondays.",
            True,
        ),
        ("Nine people fell ill in Lier on Friday.", "On Friday nine people fell ill in Lier.", True),
        ("Holt beat Ryen on Sunday.", "On Sunday Ryen beat Holt.", False),
        ("The north lost power and the south did not.", "The south lost power and the north did not.", False),
        (
            "The pool of Hol stays shut until May, the town said.",
            "Until May the pool of Hol stays shut, the town said.",
            True,
        ),
        ("The pool is open from May to June.", "The pool is open from June to May.", False),
        ("The pool is open.", "The pool is not open.", False),
    ],
)
def test_a_phrase_may_move_but_not_change_its_part(point, sentence, moved):
    assert have_only_moved(*read(point, sentence)) is moved
