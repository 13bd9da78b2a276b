"""What the verifier's training relies on: token states as they are read later, a sane calibration, real corruptions."""

from __future__ import annotations

import random
import re
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def training(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "training"))


def test_token_states_are_those_that_the_verifier_reads(training, encoder, tmp_path):
    from token_states import TokenStates

    texts = ["The bridge is shut.", "Engineers found cracks in two of its eleven piers " * 20, " "]
    states = TokenStates(tmp_path, longest=128)
    states.add(texts, encoder)
    for text, tokens in zip(texts[:2], encoder.tokens(texts[:2]), strict=True):
        ids, found = states[text]
        assert ids.tolist() == tokens.ids.tolist()
        assert np.array_equal(found.astype(np.float32), tokens.states)
    again = TokenStates(tmp_path, longest=128)
    assert texts[0] in again
    assert np.array_equal(again[texts[1]][1], states[texts[1]][1])


def test_no_feature_speaks_against_a_claim_and_the_threshold_parts_the_labels(training):
    import verifier

    rng, rows = np.random.default_rng(4), 400
    table = rng.normal(size=(rows, 32))
    table[:, verifier.FAULTS] = 0.0
    table[:, -1] = -(rng.random(rows) < 0.5).astype(float)
    label = (table[:, 3] - 0.8 * table[:, 5] + 0.3 * rng.normal(size=rows) > 0).astype(int)
    groups = np.array(["one-cnndm", "two-xsum"])[rng.integers(0, 2, rows)]
    groups[350:] = "three-cnndm"
    held, judged, tuned = np.arange(rows) < 100, np.arange(rows) < 350, np.ones(rows, dtype=bool)
    calibration, intercept = verifier.calibrate(table, label, groups, held, judged, tuned)
    mean, spread, weight = calibration
    assert weight.min() >= 0.0
    assert weight[3] == weight[1:-1].max()
    passed = (table - mean) / spread @ weight + intercept > 0
    assert np.mean(passed == label) > 0.65


def test_pairs_are_encoded_as_the_program_reads_them(training):
    from cross_encoder import encode

    from briefing.models.entailment_cross_encoder import InferenceModel

    model = InferenceModel()
    model.relate([("", "")])
    pairs = [("The bridge is shut.", "Is it?"), ("Engineers found cracks in two of its piers. " * 40, "Cracks.")]
    read = model._tokenizer.encode_batch(pairs)
    assert [(item.ids, item.type_ids) for item in read] == [(list(a), list(b)) for a, b in encode(pairs, 208)]


def test_frames_make_as_many_true_pairs_as_false_ones_and_the_true_ones_share_their_names(training):
    from opposites import pairs

    found = list(pairs(600, 3))
    true = [pair for pair in found if pair["label"] == "entailment"]
    assert 0.4 < len(true) / len(found) < 0.6
    assert not [pair for pair in found if "{" in pair["premise"] + pair["hypothesis"]]
    for pair in true:
        assert re.findall(r"\d+", pair["premise"]) == re.findall(r"\d+", pair["hypothesis"])


@pytest.mark.parametrize(
    ("sentence", "is_error"),
    [
        ("The ministers of Valdoria and Kestria will meet on the river.", False),
        ("No train stops at Brackwater or Northgate on Friday.", False),
        ("A summit between Prime Minister Joren Astby and President Mirela Kostan could follow.", False),
        ("On the pier Joren Astby thanked the crew of Mirela Kostan.", True),
        ("In the end Ivor Maddox, 44, and Sunniva Dale, 29, were found.", True),
    ],
)
def test_a_swap_around_an_and_is_no_error(training, sentence, is_error):
    from corruptions import corruptions

    kinds = {made.kind for seed in range(6) for made in corruptions(sentence, [sentence], [], random.Random(seed))}
    assert ("roles" in kinds) is is_error
