import json

import numpy as np
import pytest
import torch
from safetensors.numpy import save_file

from briefing.errors import ModelError
from briefing.models.salience import Salience, shipped
from briefing.summarize.features import NAMES, PLAIN, VERSION


def inputs(count, seed=0):
    generator = np.random.default_rng(seed)
    vectors = generator.normal(size=(count, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors, generator.random((count, len(NAMES)), dtype=np.float32)


def test_the_shipped_model_scores_every_sentence():
    scores = shipped().score(*inputs(7), features_version=VERSION)
    assert scores.shape == (7, 2)
    assert np.isfinite(scores).all()


@pytest.mark.parametrize("count", [0, 1, 64, 65, 400])
def test_any_length(count):
    assert shipped().score(*inputs(count), features_version=VERSION).shape == (count, 2)


def test_a_very_long_article_is_scored_as_a_short_one_is(monkeypatch):
    from briefing.models import salience

    vectors, table = inputs(30)
    together = shipped().score(vectors, table, features_version=VERSION)
    monkeypatch.setattr(salience, "_TOGETHER", 29)
    assert (shipped().score(vectors, table, features_version=VERSION) == together).all()


def test_the_same_input_gives_the_same_scores():
    first, second = (Salience().score(*inputs(9), features_version=VERSION) for _ in range(2))
    assert (first == second).all()


def test_other_features_than_it_was_trained_on_are_refused():
    with pytest.raises(ModelError, match="another version"):
        shipped().score(*inputs(3), features_version=VERSION + 1)


def test_missing_weights_are_named(tmp_path):
    with pytest.raises(ModelError) as caught:
        _ = Salience(tmp_path).fingerprint
    assert caught.value.subject == "salience.safetensors"
    assert caught.value.hint


def test_damaged_weights_are_named(tmp_path):
    (tmp_path / "salience.safetensors").write_bytes(b"not weights")
    (tmp_path / "salience.json").write_text(json.dumps(dict(shipped().settings)))
    with pytest.raises(ModelError, match="cannot be loaded"):
        Salience(tmp_path).score(*inputs(2), features_version=VERSION)


def test_a_description_that_lacks_something_is_named(tmp_path):
    (tmp_path / "salience.json").write_text(json.dumps({"features_version": VERSION}))
    with pytest.raises(ModelError, match="encoder"):
        _ = Salience(tmp_path).encoder


def test_the_fingerprint_follows_the_weights(tmp_path):
    found = []
    for value in (0.0, 1.0):
        folder = tmp_path / str(value)
        folder.mkdir()
        save_file({"mean": np.array([value], dtype=np.float32)}, folder / "salience.safetensors")
        found.append(Salience(folder).fingerprint)
    assert found[0] != found[1]


def test_a_layer_of_several_networks_agrees_with_torch():
    """The numpy layer is the one that was trained, and every network has its own."""
    from briefing.models.salience import _block, _Part

    torch.manual_seed(0)
    layers = [
        torch.nn.TransformerEncoderLayer(
            16, 4, 32, 0.0, lambda x: torch.nn.functional.gelu(x, approximate="tanh"), batch_first=True, norm_first=True
        ).eval()
        for _ in range(3)
    ]
    states = torch.randn(3, 5, 16)
    tensors = [{name: value.detach().numpy() for name, value in layer.state_dict().items()} for layer in layers]
    part = _Part({name: np.stack([own[name] for own in tensors]) for name in tensors[0]}, "")
    with torch.no_grad():
        wanted = [layer(state[None])[0].numpy() for layer, state in zip(layers, states, strict=True)]
    assert np.allclose(wanted, _block(part, states.numpy(), 4), atol=1e-5)


def test_the_kind_of_article_decides_which_networks_are_heard():
    """The gate is a share: with everything else equal it moves the odds between two bounds."""
    from briefing.models.salience import _gate, _Part

    part = _Part(shipped()._tensors, "gate.")
    shares = [_gate(part, features, vectors) for vectors, features in (inputs(12, seed) for seed in range(20))]
    assert all(0 <= share <= 1 for share in shares)
    assert len(set(shares)) > 1


def test_what_needs_vectors_has_no_part_in_the_first_look():
    _, table = inputs(9)
    other = table.copy()
    other[:, [not plain for plain in PLAIN]] += 1
    assert (shipped().promise(table) == shipped().promise(other)).all()
    assert len(set(shipped().promise(table).tolist())) == 9


def test_a_kind_of_networks_that_is_hardly_heard_is_not_asked(monkeypatch):
    from briefing.models import salience

    vectors, table = inputs(5)
    found = []
    for share in (0.0, salience._UNHEARD - 0.001, salience._UNHEARD, 0.5, 1 - salience._UNHEARD, 1.0):
        monkeypatch.setattr(salience, "_gate", lambda *_, share=share: share)
        found.append(shipped().score(vectors, table, features_version=VERSION))
    none, hardly, some, half, _, everything = found
    assert (none == hardly).all()
    assert np.allclose(some, 0.95 * none + 0.05 * everything, atol=1e-4)
    assert np.allclose(half, (none + everything) / 2, atol=1e-4)
