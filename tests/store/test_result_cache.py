import random
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import StoreError
from briefing.store import result_cache as cache_module
from briefing.store.result_cache import MIGRATIONS, Cache, key, open_cache
from briefing.store.sqlite_connection import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "briefing.cache.db"


def test_values_come_back_by_key(path):
    with open_cache(path) as cache:
        cache.put_many({b"a": b"1", b"b": b"2"})
    with open_cache(path) as cache:
        assert cache.get_many([b"a", b"c"]) == {b"a": b"1"}
        assert (cache.hits, cache.misses) == (1, 1)


def test_many_keys_are_asked_in_chunks(path):
    values = {str(number).encode(): b"x" for number in range(1700)}
    with open_cache(path) as cache:
        cache.put_many(values)
        assert cache.get_many(list(values)) == values


def test_trimming_drops_what_was_used_longest_ago(path):
    size = 1000 + cache_module._OVERHEAD
    with open_cache(path) as cache:
        cache.put_many({b"old": b"x" * 1000, b"used": b"x" * 1000})
    with open_cache(path) as later:
        later.get_many([b"used"])
        later.put_many({b"new": b"x" * 1000})
        assert later.trim(2 * size) == 1
        assert set(later.get_many([b"old", b"used", b"new"])) == {b"used", b"new"}
        assert later.trim(2 * size) == 0


def test_the_limit_holds_when_the_cache_is_closed_and_the_file_gets_smaller(path):
    values = {str(number).encode(): bytes([number % 251]) * 10_000 for number in range(300)}
    with open_cache(path, most_bytes=10**9) as cache:
        cache.put_many(values)
    before = path.stat().st_size
    with open_cache(path, most_bytes=500_000):
        pass
    assert path.stat().st_size < before / 3
    with open_cache(path) as cache:
        assert 0 < len(cache.get_many(list(values))) < 60


def test_a_long_run_stays_near_its_limit(path, monkeypatch):
    monkeypatch.setattr(cache_module, "_CHECK_EVERY", 100_000)
    with open_cache(path, most_bytes=300_000) as cache:
        names = [str(number).encode() for number in range(100)]
        for name in names:
            cache.put_many({name: b"x" * 10_000})
        assert len(cache.get_many(names)) < 45


def test_a_value_that_was_altered_is_unknown_and_can_be_kept_again(path):
    with open_cache(path) as cache:
        cache.put_many({b"a": b"good", b"b": b"fine"})
    with Store(path, {"cache": MIGRATIONS}) as store, store.write() as connection:
        connection.execute("UPDATE cache SET value = ? WHERE key = ?", (b"evil", b"a"))
    with open_cache(path) as cache:
        assert cache.get_many([b"a", b"b"]) == {b"b": b"fine"}
        assert cache.spoiled == 1
        cache.put_many({b"a": b"good"})
        assert cache.get_many([b"a"]) == {b"a": b"good"}


def test_a_file_that_is_no_database_is_set_aside_and_nothing_is_deleted(path):
    path.write_bytes(b"not a database" * 1000)
    with open_cache(path) as cache:
        assert cache.damaged
        cache.put_many({b"a": b"1"})
        assert cache.get_many([b"a"]) == {b"a": b"1"}
    assert path.with_name(f"{path.name}.damaged-1").read_bytes() == b"not a database" * 1000


def test_a_file_that_proves_damaged_in_use_is_replaced_and_the_run_goes_on(path):
    values = {str(number).encode(): bytes([number % 251]) * 3000 for number in range(400)}
    with open_cache(path) as cache:
        cache.put_many(values)
    content = bytearray(path.read_bytes())
    for page in range(8, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(content)
    with open_cache(path) as cache:
        found = cache.get_many(list(values))
        assert all(values[name] == value for name, value in found.items())
        assert len(found) < len(values)
        assert cache.damaged
        cache.put_many(values)
        assert cache.get_many(list(values)) == values
    assert path.with_name(f"{path.name}.damaged-1").stat().st_size == len(content)


def test_two_that_find_it_damaged_set_it_aside_once(path):
    path.write_bytes(b"not a database" * 1000)
    damaged = cache_module.file_identity(path)
    one = open_cache(path)
    one.put_many({b"a": b"1"})
    # The second had opened the damaged file too, and notices only now.
    store = cache_module._rebuilt(path, damaged)
    assert Cache(store).get_many([b"a"]) == {b"a": b"1"}
    store.close()
    one.close()
    assert not path.with_name(f"{path.name}.damaged-2").exists()


def test_a_folder_that_cannot_be_written_is_one_clear_error(path, monkeypatch):
    path.mkdir()
    with pytest.raises(StoreError, match="permissions"):
        open_cache(path)


WORK = """
import sys
from pathlib import Path
from briefing.store.result_cache import open_cache
mine = int(sys.argv[2])
with open_cache(Path(sys.argv[1]), most_bytes=200_000) as cache:
    for step in range(30):
        values = {f"{number}".encode(): f"{number}".encode() * 500 for number in range(step * 5, step * 5 + 20)}
        cache.put_many(values)
        found = cache.get_many([f"{number}".encode() for number in range(150)])
        assert all(value == name * 500 for name, value in found.items()), "a wrong value"
        if step % 10 == mine % 10:
            cache.trim(100_000)
"""


def test_several_processes_share_it(path):
    running = [subprocess.Popen([sys.executable, "-c", WORK, str(path), str(number)]) for number in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    with open_cache(path) as cache:
        assert len(cache.get_many([f"{number}".encode() for number in range(200)])) > 10
        assert not cache.damaged


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_keys(left, right):
    assert (key(*left) == key(*right)) == (left == right)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_bits_have_changed_the_next_run_has_a_cache(path, seed):
    values = {bytes([number]) * 32: bytes([number]) * 900 for number in range(60)}
    with open_cache(path) as cache:
        cache.put_many(values)
    content, chance = bytearray(path.read_bytes()), random.Random(seed)
    for _ in range(30):
        content[chance.randrange(len(content) if seed % 2 else 8192)] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    for _ in range(2):
        with open_cache(path) as cache:
            assert all(values[name] == value for name, value in cache.get_many(list(values)).items())
            cache.put_many(values)
            assert cache.get_many(list(values)) == values


def test_a_cache_of_a_newer_program_is_set_aside(path):
    with open_cache(path):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE migrations SET done = 99")
    with open_cache(path) as cache:
        assert cache.damaged
        cache.put_many({b"a": b"1"})
        assert cache.get_many([b"a"]) == {b"a": b"1"}
    assert path.with_name(f"{path.name}.damaged-1").exists()
