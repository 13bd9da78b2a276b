import pytest

from briefing.models.cached_encoder import CachedEncoder
from briefing.store.result_cache import Cache, key
from briefing.store.sqlite_connection import Store
from tests.conftest import FakeEncoder


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


class Skimming(FakeEncoder):
    skimming = "fake@1/first"

    def skim(self, texts):
        return -self.encode(texts)


def test_what_is_skimmed_is_kept_apart_from_whole_vectors(cache):
    inner = Skimming()
    cached = CachedEncoder(inner, cache, key)
    whole, skimmed = cached.encode(["a b"]), cached.skim(["a b"])
    assert (skimmed == -whole).all()
    assert (cached.skim(["a b"]) == skimmed).all()
    assert inner.encoded == ["a b", "a b"]
    inner.skimming = "fake@1/others"
    cached.skim(["a b"])
    assert len(inner.encoded) == 3


def test_a_damaged_cache_entry_is_computed_again(cache):
    inner = FakeEncoder()
    cache.put_many({key("vector", inner.fingerprint, "a"): b"short"})
    assert (CachedEncoder(inner, cache, key).encode(["a"])[0] == inner.encode(["a"])[0]).all()
