import hashlib

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.models.encoder import CachedEncoder, TransformerEncoder, batches
from briefing.store.result_cache import Cache, key
from briefing.store.sqlite_connection import Store
from tests.conftest import FakeEncoder

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

    from briefing.models import model_registry

    folder = model_registry.locate("all-MiniLM-L6-v2")
    tokens = AutoTokenizer.from_pretrained(folder)(SENTENCES[0], return_tensors="pt")
    with torch.inference_mode():
        states = AutoModel.from_pretrained(folder)(**tokens).last_hidden_state[0]
    pooled = torch.nn.functional.normalize(states.mean(dim=0), dim=0).numpy()
    assert np.abs(encoder.encode(SENTENCES[:1])[0] - pooled).max() < 1e-3


def test_no_texts_and_blank_texts_are_fine(encoder):
    assert encoder.encode([]).shape == (0, 384)
    assert np.isfinite(encoder.encode(["", "  "])).all()


@given(st.lists(st.integers(1, 300)), st.integers(1, 2048))
def test_batches_hold_every_index_once_one_length_each_within_the_budget(lengths, budget):
    found = list(batches(lengths, budget))
    assert sorted(index for batch in found for index in batch) == list(range(len(lengths)))
    for batch in found:
        assert len({lengths[index] for index in batch}) == 1
        assert len(batch) == 1 or lengths[batch[0]] * len(batch) <= budget


@pytest.fixture
def cache(tmp_path):
    from briefing.store import result_cache as family

    with Store(tmp_path / "briefing.db", {"cache": family.MIGRATIONS}) as store:
        yield Cache(store)


def test_a_cached_encoder_computes_each_text_once(cache):
    inner = FakeEncoder()
    cached = CachedEncoder(inner, cache, key)
    first = cached.encode(["a b", "c", "a b"])
    again = cached.encode(["c", "a b", "d"])
    assert inner.encoded == ["a b", "c", "d"]
    assert (first[0] == first[2]).all()
    assert (again[1] == first[0]).all()


def test_a_damaged_cache_entry_is_computed_again(cache):
    inner = FakeEncoder()
    cache.put_many({key("vector", inner.fingerprint, "a"): b"short"})
    assert (CachedEncoder(inner, cache, key).encode(["a"])[0] == inner.encode(["a"])[0]).all()


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
    from briefing.models.character_vectors import vector

    russian = "Министры отложили переговоры на неопределённый срок."
    assert not np.allclose(encoder.encode([russian])[0], vector(russian, 384), atol=0.01)
