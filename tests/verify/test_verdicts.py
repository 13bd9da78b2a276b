"""Verdicts: what the learned head and the lexical check make of a claim together."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from briefing.models.entailment import EntailmentModel
from briefing.verify.entailment import EVIDENCE, features, verify, verify_many
from briefing.verify.fragments import Passages

TEXT = (
    "The council of Port Ellery voted on Monday to close the iron bridge until spring. Engineers had found cracks in "
    "two of its piers. The repairs will cost 2.4 million crowns."
)


class FakeVerifier:
    """Doubts the whole, and of the sentences of a claim each a little more than the one before."""

    def __init__(self, score=0.9, contrary=0.1):
        self.score, self.contrary, self.asked = score, contrary, []

    def relate(self, pairs):
        self.asked += pairs
        sure = [0.8 - 0.1 * index for index, _ in enumerate(pairs)]
        return np.array([[value, 1 - value - self.contrary, self.contrary] for value in sure])

    def calibrated(self, features):
        assert np.isfinite(features).all()
        return self.score


@pytest.fixture(scope="module")
def model():
    return EntailmentModel()


def test_a_supported_claim_has_no_reasons():
    judgement = verify("The bridge is closed until spring.", TEXT, FakeVerifier(0.9))
    assert (judgement.verdict, judgement.reasons, judgement.score) == ("supported", (), 0.9)


def test_lexical_reasons_come_first():
    judgement = verify("The repairs will cost 9 million crowns.", TEXT, FakeVerifier(0.1))
    assert judgement.reasons == ("the evidence has no number 9 million",)


def test_else_the_words_that_the_text_lacks_are_named():
    judgement = verify("The council shut the old iron bridge.", TEXT, FakeVerifier(0.1))
    (reason,) = judgement.reasons
    assert reason.startswith("the text does not seem to say “shut”, “old”; what comes nearest is “The council of Port")


def test_words_that_say_nothing_alone_are_not_named():
    (reason,) = verify("The council closes this iron bridge.", TEXT, FakeVerifier(0.1)).reasons
    assert reason.startswith("the text does not seem to say “The council closes this iron bridge.”; what comes nearest")


def test_a_contradiction_is_told_as_one():
    (reason,) = verify("The council wants the old iron bridge.", TEXT, FakeVerifier(0.1, contrary=0.7)).reasons
    assert reason.startswith("the text seems to say the contrary of “The council wants the old iron bridge.”; what")


def test_else_the_worst_sentence_is_named():
    (reason,) = verify("The council met. The iron bridge is shut.", TEXT, FakeVerifier(0.1)).reasons
    assert reason.startswith("the text does not seem to say “shut”; what comes nearest is “The council")


def test_a_long_sentence_is_quoted_in_part():
    (reason,) = verify(
        "The bridge is shut.", "The bridge, " + "so it was said, " * 40 + "is shut.", FakeVerifier(0.1)
    ).reasons
    assert reason.endswith(" …”")
    assert len(reason) < 260


def test_every_claim_sentence_gets_its_own_few_sentences():
    fake = FakeVerifier()
    verify_many([("The bridge closes. Cracks were found.", TEXT * 4), ("Piers.", TEXT)], fake)
    assert [claim for _, claim in fake.asked] == ["The bridge closes.", "Cracks were found.", "Piers."]
    assert all(evidence.count(".") <= EVIDENCE + 1 for evidence, _ in fake.asked)


@pytest.mark.parametrize(("claim", "text", "reason"), [("", TEXT, "no claim"), ("A claim.", " \n", "no text")])
def test_nothing_to_compare_is_unsupported(claim, text, reason):
    judgement = verify(claim, text, FakeVerifier())
    assert (judgement.score, judgement.verdict) == (0.0, "unsupported")
    assert reason in judgement.reasons[0]


def test_features_have_one_length_for_any_claim():
    found = np.array([[0.7, 0.2, 0.1], [0.2, 0.7, 0.1]])
    text = Passages(["A bridge fell."])
    one = features(["A bridge."], text, found[:1], [()])
    two = features(["A bridge.", "It fell."], text, found, [(), ("x",)])
    assert one.shape == two.shape
    assert np.isfinite(one).all()


def test_the_shipped_head_tells_true_from_false(model):
    true = verify("The council voted to close the iron bridge until spring.", TEXT, model)
    false = verify("The mayor of Dunmore opened a new airport in the hills on Friday.", TEXT, model)
    assert true.verdict == "supported"
    assert false.verdict == "unsupported"
    assert true.score > false.score + 0.3
    assert false.reasons


def test_the_corruption_set_keeps_its_floors(model):
    """The same floors as for the lexical check alone, held by the whole verdict."""
    lines = (Path(__file__).parents[1] / "data" / "verify_corruptions.jsonl").read_text("utf-8").splitlines()
    cases = [json.loads(line) for line in lines]
    verdicts = verify_many([(case["claim"], case["text"]) for case in cases], model)
    down, total = Counter(), Counter()
    for case, judgement in zip(cases, verdicts, strict=True):
        total[case["kind"]] += 1
        down[case["kind"]] += judgement.verdict == "unsupported"
    assert all(down[kind] >= 0.95 * total[kind] for kind in ("number", "name", "negation"))
    assert down["true"] <= 0.03 * total["true"]


def test_a_verdict_does_not_depend_on_its_neighbours(model):
    pair = ("Engineers found cracks in two piers.", TEXT)
    alone = verify_many([pair], model)[0]
    crowd = verify_many([("Snow fell.", "It snowed. " * 30), pair, ("x", "y")], model)[1]
    assert abs(alone.score - crowd.score) < 0.01
