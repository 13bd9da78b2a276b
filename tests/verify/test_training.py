"""What the verifier's training relies on: a sane calibration, real corruptions and opposites, pairs as they are read."""

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


def _judged(calibration, rows=400):
    """Claims whose labels hang on features 1 and 3; feature 2 speaks against its name."""
    rng = np.random.default_rng(4)
    table = rng.normal(size=(rows, 5))
    table[:, -1] = -(rng.random(rows) < 0.5).astype(float)
    label = (table[:, 1] + table[:, 3] - 0.8 * table[:, 2] + 0.3 * rng.normal(size=rows) > 0).astype(int)
    project = np.array(["one", "two", "three"])[rng.integers(0, 3, rows)]
    return calibration.Judged(table, label, project, rng.random(rows) < 0.9)


def test_no_feature_speaks_against_a_claim_and_the_threshold_parts_the_labels(training):
    import calibration

    judged = _judged(calibration)
    found = calibration.calibrate(judged, [0, 1, 2, 3, 4], 0.01)
    assert found.weight.min() >= 0.0
    assert found.weight[2] < 0.01 < min(found.weight[1], found.weight[3])
    passed = found.score(judged) >= 0
    assert np.mean(passed[judged.clean] == judged.label[judged.clean]) > 0.7
    assert not passed[~judged.clean].any()


def test_a_feature_that_is_not_used_has_no_weight(training):
    import calibration

    found = calibration.calibrate(_judged(calibration), [1, 4], 0.01)
    assert found.weight[[0, 2, 3]].tolist() == [0.0] * 3


def test_each_project_is_scored_by_the_others(training, monkeypatch):
    import calibration

    seen = []
    whole = calibration.calibrate
    monkeypatch.setattr(
        calibration, "calibrate", lambda judged, *rest: seen.append(set(judged.project)) or whole(judged, *rest)
    )
    found = calibration.left_out(_judged(calibration), [0, 1, 2, 3, 4], 0.01)
    assert list(found) == ["one", "three", "two"]
    assert seen == [{"two", "three"}, {"one", "two"}, {"one", "three"}]
    assert all(accuracy > 0.6 for accuracy, _ in found.values())


def test_pairs_are_encoded_as_the_program_reads_them(training):
    from cross_encoder import encode

    from briefing.models.entailment import EntailmentModel

    model = EntailmentModel()
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
