import json

import numpy as np
import pytest

from briefing.errors import ModelError
from briefing.models.sentence_grader import OUTPUTS, GradeModel, shipped
from briefing.summarize.sentence_features import NAMES


def article(count=12, seed=1):
    order = np.random.default_rng(seed)
    vectors = order.normal(size=(count, shipped().dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), order.random((count, len(NAMES)), dtype=np.float32)


def test_the_shipped_model_knows_the_features_in_their_order():
    assert tuple(shipped().settings["features"]) == NAMES


def test_every_sentence_gets_probabilities_in_their_range():
    grades = shipped().grade(*article())
    for name in OUTPUTS:
        column = getattr(grades, name)
        assert column.shape == (12,)
        assert ((column >= 0) & (column <= 1)).all()
    assert ((grades.expected >= 0) & (grades.expected <= 3)).all()
    assert shipped().promise(article()[1]).shape == (12,)


def test_the_same_network_as_in_training():
    """The numpy forward pass says what torch says of the weights."""
    import torch

    from training.points import Network, Trained

    model = shipped()
    trained = Trained([], torch.nn.Sequential(), model._tensors["mean"], model._tensors["deviation"])
    vectors, table = article()
    wanted = []
    for number in range(model.settings["networks"]):
        network = Network().eval()
        names = network.state_dict()
        network.load_state_dict({name: torch.from_numpy(model._tensors[f"{number}.{name}"]) for name in names})
        with torch.no_grad():
            mask = torch.ones(1, len(vectors), dtype=torch.bool)
            wanted.append(network(torch.from_numpy(vectors)[None], trained.scaled(table)[None], mask)[0].numpy())
    found = model.grade(vectors, table)
    mean = 1 / (1 + np.exp(-np.mean(wanted, axis=0)))
    for place, name in enumerate(OUTPUTS):
        np.testing.assert_allclose(getattr(found, name), mean[:, place], atol=2e-5)


def test_long_articles_have_places_too():
    assert shipped().grade(*article(count=200)).news.shape == (200,)


def test_missing_or_damaged_weights_are_told(tmp_path):
    with pytest.raises(ModelError, match="Install briefing again"):
        _ = GradeModel(tmp_path).encoder
    (tmp_path / "grades.json").write_text(json.dumps(dict(shipped().settings)))
    with pytest.raises(ModelError, match="cannot be read"):
        _ = GradeModel(tmp_path).fingerprint
    (tmp_path / "grades.safetensors").write_bytes(b"not weights")
    with pytest.raises(ModelError, match="cannot be read"):
        GradeModel(tmp_path).grade(*article())
