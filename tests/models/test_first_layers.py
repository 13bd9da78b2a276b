import pytest
import torch
from safetensors.torch import save_file

from briefing.errors import ModelError
from briefing.models import first_layers, sentence_grader


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "first_layers.safetensors"
    tensors = {"matrix": torch.tensor([[2.0, 0.0], [0.0, -1.0]]).half(), "shift": torch.tensor([0.0, 1.0]).half()}
    save_file(tensors, path, metadata={"layers": "2"})
    return path


def test_the_map_is_linear(small):
    loaded = first_layers.load(small)
    assert loaded.layers == 2
    assert loaded.mapped(torch.tensor([[1.0, 3.0], [0.5, 0.0]])).tolist() == [[2.0, -2.0], [1.0, 1.0]]


def test_other_weights_have_another_digest(small):
    before = first_layers.load(small).digest
    save_file({"matrix": torch.eye(2), "shift": torch.zeros(2)}, small, metadata={"layers": "2"})
    assert first_layers.load(small).digest != before


@pytest.mark.parametrize("content", [None, b"", b"no weights"])
def test_weights_that_are_missing_or_damaged_are_told_of(tmp_path, content):
    path = tmp_path / "first_layers.safetensors"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelError, match="first layers cannot be read") as caught:
        first_layers.load(path)
    assert "Install briefing again" in (caught.value.hint or "")


def test_a_file_without_the_number_of_layers_is_damaged(tmp_path):
    save_file({"matrix": torch.eye(2), "shift": torch.zeros(2)}, tmp_path / "x.safetensors")
    with pytest.raises(ModelError):
        first_layers.load(tmp_path / "x.safetensors")


def test_the_shipped_map_is_of_the_encoder_that_the_program_ships():
    shipped = first_layers.shipped()
    assert shipped.matrix.shape == (384, 384)
    assert 0 < shipped.layers < 6


def test_the_grades_were_trained_on_what_the_shipped_map_gives():
    assert sentence_grader.shipped().settings["first layers"] == first_layers.shipped().digest
