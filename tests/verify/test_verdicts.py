"""Verdicts: what the learned head and the lexical check make of a claim together."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from briefing.models.claim_support_head import Alignment, EntailmentModel
from briefing.verify.copied_fragment_features import Passages
from briefing.verify.support_verdict import features, verify, verify_many

TEXT = (
    "The council of Port Ellery voted on Monday to close the iron bridge until spring. Engineers had found cracks in "
    "two of its piers. The repairs will cost 2.4 million crowns."
)


class FakeVerifier:
    """Doubts whatever it is told to doubt."""

    def __init__(self, score=0.9, words=()):
        self.score, self.words, self.asked = score, tuple(words), []

    def align(self, pairs):
        self.asked += pairs
        return [Alignment(2.0 - index, 0.8, self.words) for index, _ in enumerate(pairs)]

    def calibrated(self, features):
        assert np.isfinite(features).all()
        return self.score


@pytest.fixture(scope="module")
def model(encoder):
    return EntailmentModel(encoder)


def test_a_supported_claim_has_no_reasons():
    judgement = verify("The bridge is closed until spring.", TEXT, FakeVerifier(0.9))
    assert (judgement.verdict, judgement.reasons, judgement.score) == ("supported", (), 0.9)


def test_lexical_reasons_come_first():
    judgement = verify("The repairs will cost 9 million crowns.", TEXT, FakeVerifier(0.1, ["cost"]))
    assert judgement.reasons == ("the evidence has no number 9 million",)


def test_else_the_doubted_words_are_named():
    judgement = verify("The council shut the iron bridge.", TEXT, FakeVerifier(0.1, ["council", "shut"]))
    (reason,) = judgement.reasons
    assert reason.startswith(
        "the text does not seem to say “council”, “shut”; what comes nearest is “The council of Port"
    )


def test_words_that_say_nothing_alone_are_not_named():
    (reason,) = verify("The council shut the bridge.", TEXT, FakeVerifier(0.1, ["the", "of"])).reasons
    assert reason.startswith("the text does not seem to say “The council shut the bridge.”; what comes nearest is")


def test_else_the_worst_sentence_is_named():
    (reason,) = verify("The council met. The iron bridge is shut.", TEXT, FakeVerifier(0.1)).reasons
    assert reason.startswith(
        "the text does not seem to say “The iron bridge is shut.”; what comes nearest is “The council"
    )


def test_a_long_sentence_is_quoted_in_part():
    (reason,) = verify(
        "The bridge is shut.", "The bridge, " + "so it was said, " * 40 + "is shut.", FakeVerifier(0.1)
    ).reasons
    assert reason.endswith(" …”")
    assert len(reason) < 260


def test_every_claim_sentence_gets_its_own_few_sentences():
    fake = FakeVerifier()
    verify_many([("The bridge closes. Cracks were found.", TEXT * 4), ("Piers.", TEXT)], fake)
    assert [claim for claim, _ in fake.asked] == ["The bridge closes.", "Cracks were found.", "Piers."]
    assert all(len(evidence) <= 4 for _, evidence in fake.asked)


@pytest.mark.parametrize(("claim", "text", "reason"), [("", TEXT, "no claim"), ("A claim.", " \n", "no text")])
def test_nothing_to_compare_is_unsupported(claim, text, reason):
    judgement = verify(claim, text, FakeVerifier())
    assert (judgement.score, judgement.verdict) == (0.0, "unsupported")
    assert reason in judgement.reasons[0]


def test_features_have_one_length_for_any_claim():
    found = [Alignment(1.0, 0.5), Alignment(-1.0, 0.2)]
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
