import json

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.torch import save_file
from transformers import BertConfig, BertModel

from briefing.models.bert_on_packed_sentences import Bert, pack
from briefing.models.encoder import TransformerEncoder

TINY = {"vocab_size": 60, "hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 40}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A small BERT with random weights: its folder, and the same model in transformers."""
    folder = tmp_path_factory.mktemp("tiny")
    torch.manual_seed(1)
    model = BertModel(BertConfig(**TINY), add_pooling_layer=False).eval()
    model.config.save_pretrained(folder)
    save_file({name: tensor.contiguous() for name, tensor in model.state_dict().items()}, folder / "model.safetensors")
    return folder, model


def sentences(seed, count, longest=50):
    chance = np.random.default_rng(seed)
    return [chance.integers(0, 60, size=chance.integers(1, longest)).tolist() for _ in range(count)]


def states(bert, ids, depth=None):
    found = {}
    for indices, group in bert.states(ids, depth=depth):
        assert group.shape[0] == len(indices)
        found.update(zip(indices, group, strict=True))
    return [found[index] for index in range(len(ids))]


def test_states_are_those_of_transformers(tiny):
    folder, model = tiny
    ids = sentences(1, 90)
    for sentence, own in zip(ids, states(Bert.load(folder), ids), strict=True):
        with torch.inference_mode():
            theirs = model(input_ids=torch.tensor([sentence])).last_hidden_state[0]
        assert torch.allclose(own, theirs, atol=2e-6)


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_states_after_some_layers_are_those_of_transformers(tiny, depth):
    folder, model = tiny
    ids = sentences(3, 20)
    for sentence, own in zip(ids, states(Bert.load(folder), ids, depth), strict=True):
        with torch.inference_mode():
            theirs = model(input_ids=torch.tensor([sentence]), output_hidden_states=True).hidden_states[depth][0]
        assert torch.allclose(own, theirs, atol=2e-6)


def test_layers_of_another_file_are_put_on_the_embeddings(tiny, tmp_path):
    folder, model = tiny
    torch.manual_seed(2)
    other = BertModel(BertConfig(**TINY), add_pooling_layer=False).eval()
    layers = {name: tensor.contiguous() for name, tensor in other.state_dict().items() if name.startswith("encoder.")}
    second = torch.randn(16)
    save_file({**layers, "second": second}, tmp_path / "layers.safetensors")
    bert = Bert.load(folder, trained=tmp_path / "layers.safetensors")
    ids, types = [[1, 2, 3, 4], [5, 6]], [[0, 0, 1, 1], [0, 1]]
    found = {}
    for indices, group in bert.states(ids, types):
        found.update(zip(indices, group.clone(), strict=True))
    for index, (sentence, marks) in enumerate(zip(ids, types, strict=True)):
        with torch.inference_mode():
            given = model.embeddings(torch.tensor([sentence])) + torch.tensor(marks)[None, :, None] * second
            theirs = other.encoder(given, attention_mask=None).last_hidden_state[0]
        assert torch.allclose(found[index], theirs, atol=2e-6)


def test_a_sentence_longer_than_the_matrix_stands_alone(tiny):
    folder, model = tiny
    bert = Bert.load(folder)
    bert._rows = 64
    bert._buffers = {width: buffer[:64] for width, buffer in bert._buffers.items()}
    bert._mixed, bert._sum = bert._mixed[:64], bert._sum[:64]
    ids = [[1] * 200, [2, 3], [4] * 3]
    with torch.inference_mode():
        theirs = model(input_ids=torch.tensor([ids[0]])).last_hidden_state[0]
    assert torch.allclose(states(bert, ids)[0], theirs, atol=2e-6)


def test_what_a_sentence_is_packed_with_does_not_show(tiny):
    bert = Bert.load(tiny[0])
    ids = sentences(2, 120)
    crowd = states(bert, ids)
    assert min(map(len, ids)) == 1
    for index in (*range(0, 120, 11), [len(sentence) for sentence in ids].index(1)):
        assert torch.equal(states(bert, [ids[index]])[0], crowd[index])


@pytest.mark.parametrize("change", [{"hidden_act": "relu"}, {"model_type": "roberta"}, {"is_decoder": True}])
def test_other_models_are_left_to_transformers(tiny, tmp_path, change):
    config = json.loads((tiny[0] / "config.json").read_text())
    (tmp_path / "config.json").write_text(json.dumps({**config, **change}))
    assert Bert.load(tmp_path) is None


def test_weights_under_other_names_are_left_to_transformers(tiny, tmp_path):
    (tmp_path / "config.json").write_text((tiny[0] / "config.json").read_text())
    save_file({"something": torch.zeros(1)}, tmp_path / "model.safetensors")
    assert Bert.load(tmp_path) is None


def test_the_encoder_needs_no_transformers(encoder):
    encoder.encode(["The meeting was postponed."])
    assert isinstance(encoder._model.model, Bert)


def test_both_ways_give_the_same_vectors(encoder, monkeypatch):
    texts = ["The ministers met.", "A ferry ran aground on a sandbank in the night.", "Buses take the other road."]
    ours = encoder.encode(texts)
    monkeypatch.setattr(Bert, "load", lambda _folder: None)
    assert np.abs(TransformerEncoder().encode(texts) - ours).max() < 2e-4


def test_the_first_layers_alone_are_what_the_others_are_given(tiny):
    ids = sentences(3, 20)
    lower, whole = Bert.load(tiny[0], layers=1), Bert.load(tiny[0])
    before = states(whole, ids)
    whole._layers = whole._layers[:1]
    assert all(torch.equal(one, other) for one, other in zip(states(lower, ids), states(whole, ids), strict=True))
    assert not torch.equal(before[0], states(lower, ids)[0])


@given(st.lists(st.integers(1, 300)), st.integers(1, 2048))
def test_packing_holds_every_index_once_within_the_rows(lengths, rows):
    groups = list(pack(lengths, rows))
    assert sorted(index for group in groups for index in group) == list(range(len(lengths)))
    for group in groups:
        assert sum(lengths[index] for index in group) <= rows or len(group) == 1
