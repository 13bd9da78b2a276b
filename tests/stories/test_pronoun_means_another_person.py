"""A sentence with "she" is cited for a point only if it may be about those whom the point names."""

from __future__ import annotations

import pytest
from conftest import make_document

from briefing.records import Evidence
from briefing.stories.pronoun_means_another_person import speaks_of_another

POINT = "Orsa Keel is to get the cup and 900 crowns."


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("In the end the race was given to Dana Moor.", "She is to get the cup and 900 crowns."),
        ("A bus took the runners to Vell.", "It is to get the cup and 900 crowns."),
        ("Judges heard Dana Moor. The rain went on.", "At noon she got the cup."),
    ],
)
def test_a_pronoun_stands_for_whoever_was_named_last(before, sentence):
    assert _speaks_of_another(before, sentence)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("In the end the race was given to Orsa Keel.", "She is to get the cup and 900 crowns."),
        ("Rain fell on the runners.", "She is to get the cup and 900 crowns."),
        ("In the end the race was given to Dana Moor.", "The cup and 900 crowns go to Orsa Keel, she heard."),
        ("In the end the race was given to Dana Moor.", "The winner is to get the cup and 900 crowns."),
        ("The race was run by Dana Moor. It was won by Keel.", "She is to get the cup and 900 crowns."),
    ],
)
def test_one_that_may_mean_the_same_or_none_at_all(before, sentence):
    assert not _speaks_of_another(before, sentence)


def _speaks_of_another(before, sentence):
    document = make_document(*(f"{each.rstrip('.')}." for each in before.split(". ")), sentence, language="en")
    return speaks_of_another(POINT, Evidence(document.id, *document.sentences[-1]), document)
