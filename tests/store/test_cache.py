from hypothesis import given
from hypothesis import strategies as st

from briefing.store.cache import MIGRATIONS, Cache, key
from briefing.store.schema import Store

FAMILIES = {"cache": MIGRATIONS}


def test_values_come_back_by_key(tmp_path):
    with Store(tmp_path / "briefing.db", FAMILIES) as store:
        Cache(store).put_many({b"a": b"1", b"b": b"2"})
    with Store(tmp_path / "briefing.db", FAMILIES) as store:
        assert Cache(store).get_many([b"a", b"c"]) == {b"a": b"1"}


def test_many_keys_are_asked_in_chunks(tmp_path):
    values = {str(number).encode(): b"x" for number in range(1700)}
    with Store(tmp_path / "briefing.db", FAMILIES) as store:
        cache = Cache(store)
        cache.put_many(values)
        assert cache.get_many(list(values)) == values


def test_trimming_drops_what_was_used_longest_ago(tmp_path):
    with Store(tmp_path / "briefing.db", FAMILIES) as store:
        Cache(store).put_many({b"old": b"x" * 10, b"used": b"x" * 10})
        later = Cache(store)
        later.get_many([b"used"])
        later.put_many({b"new": b"x" * 10})
        assert later.trim(20) == 1
        assert set(later.get_many([b"old", b"used", b"new"])) == {b"used", b"new"}
        assert later.trim(20) == 0


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_keys(left, right):
    assert (key(*left) == key(*right)) == (left == right)
