"""The trained head: its weights, its shapes, what it says of broken files."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from briefing.errors import ModelError
from briefing.models.claim_support_head import WEIGHTS, EntailmentModel
from briefing.models.claim_support_network import EntailmentNet, surface


def test_the_weights_are_small_and_come_with_a_card():
    assert WEIGHTS.stat().st_size < 25_000_000
    assert "balanced accuracy" in WEIGHTS.with_suffix(".md").read_text("utf-8")


def test_the_fingerprint_names_encoder_and_weights(encoder):
    assert EntailmentModel(encoder).fingerprint.startswith(f"{encoder.fingerprint}+entailment@")


def test_broken_weights_are_a_clear_error(encoder, tmp_path):
    broken = tmp_path / "entailment.safetensors"
    broken.write_bytes(b"no weights")
    with pytest.raises(ModelError, match="cannot be loaded"):
        EntailmentModel(encoder, broken).calibrated(np.zeros(3, dtype=np.float32))


def test_surface_sees_the_same_piece_and_its_neighbours():
    claim, evidence = torch.tensor([[5, 6, 7, 0]]), torch.tensor([[9, 5, 6, 7]])
    marks = surface(claim, evidence)[0]
    assert marks[0, 1].tolist() == [1, 0, 1, 0, 1]
    assert marks[1, 2].tolist() == [1, 1, 1, 1, 0]
    assert marks[3].sum() == 0


def test_padding_changes_nothing():
    torch.manual_seed(0)
    net = EntailmentNet().eval()
    claim, evidence = torch.randn(1, 3, 384), torch.randn(1, 5, 384)
    ids, other = torch.tensor([[5, 6, 7]]), torch.tensor([[9, 5, 6, 7, 8]])
    wide = torch.nn.functional.pad(claim, (0, 0, 0, 2)), torch.nn.functional.pad(ids, (0, 2))
    far = torch.nn.functional.pad(evidence, (0, 0, 0, 4)), torch.nn.functional.pad(other, (0, 4))
    with torch.inference_mode():
        alone = net(claim, ids, evidence, other)[0]
        padded = net(*wide, *far)[0]
    assert torch.allclose(alone, padded, atol=1e-4)


def test_long_evidence_is_cut_and_many_pairs_are_batched(encoder):
    pairs = [("The bridge closed.", ["word " * 120] * 4)] * 40
    found = EntailmentModel(encoder).align(pairs)
    assert len(found) == 40
    assert len({round(item.logit, 3) for item in found}) == 1


def test_pieces_carry_their_places_in_the_text(encoder):
    (found,) = encoder.tokens(["Unbelievable bridges!"])
    assert [("Unbelievable bridges!")[start:end] for start, end in found.spans][-1] == "!"
    assert found.states.shape == (len(found.ids), 384)
