"""How a claim is put together from its evidence: whole copies, splices, and words that are nowhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.verify.copied_fragment_features import MEASURES, Passages, measures

TEXT = Passages(
    [
        "The council of Port Ellery voted on Monday to close the iron bridge until spring.",
        "Engineers had found cracks in two of its piers.",
        "The mayor said the ferry would run every hour.",
    ]
)
COPY = "The council of Port Ellery voted on Monday to close the iron bridge until spring."
SPLICED = "The council of Port Ellery voted on Monday to run every hour."


def _measure(claim: str, name: str) -> float:
    return measures(claim, TEXT)[MEASURES.index(name)]


def test_a_copied_sentence_has_the_most_of_everything():
    assert measures(COPY, TEXT) == pytest.approx((1.0,) * len(MEASURES))


def test_a_splice_has_its_words_but_a_joint_to_another_sentence():
    assert _measure(SPLICED, "content words in the text") == 1.0
    assert _measure(SPLICED, "content words in one sentence") < 1.0
    assert _measure(SPLICED, "words that are not joints to another sentence") == pytest.approx(11 / 12)
    assert _measure(COPY.replace("on Monday ", ""), "words that are not joints to another sentence") == 1.0


def test_the_order_of_words_counts():
    turned = "The iron bridge voted on Monday to close the council of Port Ellery until spring."
    assert _measure(turned, "content words in one sentence") == 1.0
    name = "neighbouring content words in one sentence, in order and near"
    assert _measure(turned, name) < _measure(COPY, name)


def test_foreign_words_are_a_stretch_that_is_nowhere():
    claim = "The council voted to plant nine hundred walnut trees."
    assert _measure(claim, "words outside the longest stretch that is nowhere") == pytest.approx(4 / 9)
    assert _measure("Quite another matter.", "density") == 0.0


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text(max_size=60), max_size=4))
def test_every_measure_is_a_share(claim, passages):
    assert all(0.0 <= value <= 1.0 + 1e-9 for value in measures(claim, Passages(passages)))
