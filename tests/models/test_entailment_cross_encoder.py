"""The cross-encoder: its weights, its answers, what it says of broken files."""

from __future__ import annotations

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file

from briefing.errors import ModelError
from briefing.models.entailment_cross_encoder import WEIGHTS, InferenceModel


@pytest.fixture(scope="module")
def model():
    return InferenceModel()


def test_the_weights_are_small_and_come_with_a_card():
    assert WEIGHTS.stat().st_size < 25_000_000
    assert "opposites" in WEIGHTS.with_suffix(".md").read_text("utf-8")


def test_all_weights_together_are_small():
    assert sum(path.stat().st_size for path in WEIGHTS.parent.iterdir()) < 50_000_000


def test_the_fingerprint_names_encoder_and_weights(encoder):
    assert InferenceModel().fingerprint.startswith(f"{encoder.fingerprint}+inference@")


def test_broken_weights_are_a_clear_error(tmp_path):
    broken = tmp_path / "inference.safetensors"
    broken.write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        InferenceModel(weights=broken).relate([("A bridge.", "A bridge.")])


def test_weights_without_some_layers_are_a_clear_error(tmp_path):
    tensors = load_file(WEIGHTS)
    partial = tmp_path / "inference.safetensors"
    save_file({name: value for name, value in tensors.items() if not name.startswith("encoder.layer.5")}, partial)
    with pytest.raises(ModelError, match="cannot be loaded"):
        InferenceModel(weights=partial).relate([("A bridge.", "A bridge.")])


def test_probabilities_sum_to_one_and_keep_their_order(model):
    pairs = [
        ("The bridge is closed.", "The bridge is closed."),
        ("The bridge is closed.", "The bridge is open."),
        ("", ""),
    ]
    found = model.relate(pairs)
    assert found.shape == (3, 3)
    assert np.allclose(found.sum(axis=1), 1.0, atol=1e-4)
    assert found[0, 0] > found[1, 0]
    assert model.relate([]).shape == (0, 3)


def test_premise_and_hypothesis_are_told_apart(model):
    found = model.relate(
        [
            ("A man was arrested in Arlen on Friday and later released.", "A man was arrested."),
            ("A man was arrested.", "A man was arrested in Arlen on Friday and later released."),
        ]
    )
    assert found[0, 0] > found[1, 0]


def test_an_answer_does_not_depend_on_what_else_is_asked(model):
    pair = ("The council voted to close the iron bridge until spring.", "The iron bridge will be closed.")
    crowd = [("Snow fell. " * count, "It snowed.") for count in (1, 3, 9, 40)]
    assert np.array_equal(model.relate([*crowd, pair, pair])[-1], model.relate([pair])[0])


def test_long_texts_are_cut(model):
    (found,) = model.relate([("word " * 3000, "The bridge closed.")])
    assert np.isfinite(found).all()
