import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import ModelSettings, SummarySettings
from briefing.errors import ModelError
from briefing.models import centre_vectors
from briefing.models.device_batches import batches
from briefing.models.encoder import TransformerEncoder
from tests.conftest import make_document

SENTENCES = [
    "The ministers' meeting was postponed indefinitely.",
    "The foreign ministers put off their talks without a new date.",
    "The striker scored twice in the second half.",
]


def test_vectors_are_unit_rows_in_the_order_of_the_texts(encoder):
    vectors = encoder.encode(SENTENCES)
    assert vectors.shape == (3, 384)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=2e-3)
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]


def test_a_vector_is_the_same_to_the_bit_whatever_shares_its_batch(encoder):
    """What a window, a cache or a cluster puts together must not show in the output."""
    texts = [" ".join(["The council met again on Monday."] * 40)[: 7 * size] for size in range(1, 120)]
    crowd = encoder.encode(texts)
    shuffled = encoder.encode([*texts[::-3], *texts, "Short."])
    assert (shuffled[-1 - len(texts) : -1] == crowd).all()
    for row in range(0, len(texts), 7):
        assert (encoder.encode([texts[row]])[0] == crowd[row]).all(), row


def test_a_vector_is_the_same_to_the_bit_with_one_thread_and_with_two(encoder):
    """A worker of a cluster has fewer threads than a laptop."""
    import torch

    texts = [" ".join(["The council met again on Monday."] * 40)[: 40 * size] for size in range(1, 20, 3)]
    before = torch.get_num_threads()
    try:
        torch.set_num_threads(1)
        alone = encoder.encode(texts)
        torch.set_num_threads(2)
        assert (encoder.encode(texts) == alone).all()
    finally:
        torch.set_num_threads(before)


def test_mean_pooling_agrees_with_the_model_run_by_hand(encoder):
    import torch
    from transformers import AutoModel, AutoTokenizer

    from briefing.models import locate_encoder

    folder = locate_encoder.locate("all-MiniLM-L6-v2")
    tokens = AutoTokenizer.from_pretrained(folder)(SENTENCES[0], return_tensors="pt")
    with torch.inference_mode():
        states = AutoModel.from_pretrained(folder)(**tokens).last_hidden_state[0]
    pooled = torch.nn.functional.normalize(states.mean(dim=0), dim=0).numpy()
    assert np.abs(encoder.encode(SENTENCES[:1])[0] - pooled).max() < 1e-3


def test_what_the_first_layers_tell_is_near_the_whole_vector_and_nearest_to_its_own(encoder):
    whole, skimmed = encoder.encode(SENTENCES), encoder.skim(SENTENCES)
    assert skimmed.shape == (3, 384)
    assert np.allclose(np.linalg.norm(skimmed, axis=1), 1.0, atol=2e-3)
    likeness = skimmed @ whole.T
    assert (np.diag(likeness) > 0.5).all()
    assert (likeness.argmax(axis=1) == np.arange(3)).all()


def test_a_skimmed_vector_is_the_same_to_the_bit_whatever_shares_its_batch(encoder):
    texts = [" ".join(["The council met again on Monday."] * 40)[: 7 * size] for size in range(1, 120)]
    crowd = encoder.skim(texts)
    assert (encoder.skim([*texts[::-3], *texts, "Short."])[-1 - len(texts) : -1] == crowd).all()
    for row in range(0, len(texts), 7):
        assert (encoder.skim([texts[row]])[0] == crowd[row]).all(), row


def test_what_is_skimmed_has_a_name_of_its_own(encoder):
    assert encoder.skimming.startswith(f"{encoder.fingerprint}/")


def test_no_texts_and_blank_texts_are_fine(encoder):
    assert encoder.skim([]).shape == (0, 384)
    assert np.isfinite(encoder.skim(["", "  "])).all()
    assert encoder.encode([]).shape == (0, 384)
    assert np.isfinite(encoder.encode(["", "  "])).all()


@given(st.lists(st.integers(1, 300)), st.integers(1, 2048))
def test_batches_hold_every_index_once_one_length_each_within_the_budget(lengths, budget):
    found = list(batches(lengths, budget))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    for batch in found:
        assert len({lengths[index] for index in batch}) == 1
        assert len(batch) == 1 or lengths[batch[0]] * len(batch) <= budget


def test_the_fingerprint_names_the_weights(tmp_path):
    assert TransformerEncoder().fingerprint == "all-MiniLM-L6-v2@53aa51172d14"
    (tmp_path / "model.safetensors").write_bytes(b"weights")
    (tmp_path / "tokenizer.json").write_text("{}")
    assert TransformerEncoder(str(tmp_path)).fingerprint.endswith(hashlib.sha256(b"weights").hexdigest()[:12])


@pytest.mark.parametrize(
    ("one", "alike", "other"),
    [
        ("ท่าเรือเก่าของเมืองปิดเมื่อวันศุกร์", "เมื่อวันศุกร์เมืองปิดท่าเรือเก่า", "นักฟุตบอลทำสองประตูในครึ่งหลัง"),
        ("市政府周五关闭了旧码头。", "旧码头周五被市政府关闭。", "前锋在下半场打进两球。"),
        ("市は金曜日に古い桟橋を閉鎖した。", "古い桟橋は金曜日に閉鎖された。", "選手は後半に二点を決めた。"),
        ("ស្ពានចាស់ត្រូវបានបិទនៅថ្ងៃសុក្រ", "នៅថ្ងៃសុក្រស្ពានចាស់ត្រូវបានបិទ", "កីឡាករស៊ុតបានពីរគ្រាប់"),
    ],
)
def test_texts_whose_characters_the_encoder_lacks_are_told_apart_by_them(encoder, one, alike, other):
    vectors = encoder.encode([one, alike, other])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=2e-3)
    assert vectors[0] @ vectors[1] > 0.4 > 0.25 > abs(vectors[0] @ vectors[2])


def test_what_the_encoder_reads_keeps_its_own_vector(encoder):
    """A few foreign characters in an English sentence, and scripts whose letters it knows."""
    english, same = encoder.encode([SENTENCES[0], SENTENCES[0].replace("postponed", "postponed (推迟)")])
    assert english @ same > 0.8
    from briefing.models.hash_unknown_words import vector

    russian = "Министры отложили переговоры на неопределённый срок."
    assert not np.allclose(encoder.encode([russian])[0], vector(russian, 384), atol=0.01)


@pytest.fixture(scope="module")
def other_encoder(tmp_path_factory):
    """A small XLM-R with random weights and a Unigram tokenizer, all of whose vectors lie in one corner."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import XLMRobertaConfig, XLMRobertaModel

    folder = tmp_path_factory.mktemp("xlmr")
    letters = sorted({char for text in [*OTHERS, *centre_vectors.SENTENCES] for char in text if not char.isspace()})
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0)]
    tokenizer = Tokenizer(models.Unigram([*pieces, *((char, -3.0) for char in letters)], unk_id=3))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    torch.manual_seed(3)
    config = XLMRobertaConfig(
        vocab_size=tokenizer.get_vocab_size(), hidden_size=32, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=140, pad_token_id=1, bos_token_id=0, eos_token_id=2,
    )  # fmt: skip
    model = XLMRobertaModel(config)
    with torch.no_grad():
        # A part of every state that says nothing.
        model.encoder.layer[0].output.LayerNorm.bias += 3.0
    model.save_pretrained(folder)
    return folder


OTHERS = ["The council shut the bridge.", "Le port est gelé.", "Рада закрила міст.", "市議会は橋を閉鎖した。"]


def test_an_encoder_of_another_kind_is_loaded_from_its_folder_and_its_vectors_are_spread(other_encoder):
    encoder = TransformerEncoder(str(other_encoder), device="cpu")
    vectors = encoder.encode(OTHERS)
    assert vectors.shape == (4, 32)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    alike = vectors @ vectors.T
    assert alike[~np.eye(4, dtype=bool)].mean() < 0.5
    assert f"-{centre_vectors.MARK}@" in encoder.fingerprint


def test_vectors_of_another_encoder_do_not_depend_on_their_neighbours_either(other_encoder):
    encoder = TransformerEncoder(str(other_encoder), device="cpu")
    together = encoder.encode([*OTHERS, OTHERS[0]])
    assert (together[0] == together[4]).all()
    assert (TransformerEncoder(str(other_encoder), device="cpu").encode([OTHERS[2]])[0] == together[2]).all()


def test_the_named_encoder_keeps_its_vectors(encoder):
    assert encoder.fingerprint == "all-MiniLM-L6-v2@53aa51172d14"


def test_a_build_with_another_encoder_groups_and_tells(other_encoder, tmp_path):
    from briefing.summarize.encode_and_summarize_articles import encode_and_summarize, make_tools

    tools = make_tools(ModelSettings(encoder=str(other_encoder), device="cpu"), None)
    assert tools.grades is None
    assert tools.parser is not None
    document = make_document(*["The council of Lindheim shut the old bridge on Monday because of cracks."] * 3)
    (item,) = encode_and_summarize([document], tools, SummarySettings())
    assert item.summary.key_points
    assert item.vectors.shape == (3, 32)


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        (
            "intfloat/multilingual-e5-small",
            "is not on this machine",
            "briefing models pull intfloat/multilingual-e5-small",
        ),
        ("no model", "unknown model", "Known models"),
    ],
)
def test_an_encoder_that_is_not_here_is_told_with_what_to_do(name, message, hint, tmp_path):
    encoder = TransformerEncoder(name, lock=str(tmp_path / "none.lock"))
    with pytest.raises(ModelError, match=message) as raised:
        encoder.encode(["Anything."])
    assert hint in raised.value.hint
