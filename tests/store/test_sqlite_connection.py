import multiprocessing
import sqlite3
from contextlib import suppress

import pytest

from briefing.errors import StoreError
from briefing.store.sqlite_connection import Store, set_aside

ONE = {"notes": ("CREATE TABLE notes (text TEXT) STRICT",)}
TWO = {"notes": (*ONE["notes"], "ALTER TABLE notes ADD COLUMN day TEXT; CREATE INDEX by_day ON notes (day)")}


def _write(store, *statements):
    with store.write() as connection:
        for statement in statements:
            connection.execute(statement)


def test_migrations_run_once_and_only_the_missing_ones(tmp_path):
    path = tmp_path / "briefing.db"
    with Store(path, ONE) as store, store.write() as connection:
        connection.execute("INSERT INTO notes VALUES ('kept')")
    for _ in range(2):
        with Store(path, TWO) as store:
            assert [tuple(row) for row in store.query("SELECT text, day FROM notes")] == [("kept", None)]


def test_a_file_from_a_newer_version_is_refused(tmp_path):
    Store(tmp_path / "briefing.db", TWO).close()
    with pytest.raises(StoreError, match="newer version"):
        Store(tmp_path / "briefing.db", ONE)


def test_a_failed_transaction_leaves_nothing(tmp_path):
    with Store(tmp_path / "briefing.db", ONE) as store:
        with pytest.raises(StoreError):
            _write(store, "INSERT INTO notes VALUES ('lost')", "INSERT INTO nowhere VALUES (1)")
        assert store.query("SELECT * FROM notes") == []


def test_a_damaged_file_is_named_and_can_be_set_aside(tmp_path):
    path = tmp_path / "briefing.db"
    path.write_bytes(b"this is no database, whatever its name says" * 100)
    with pytest.raises(StoreError, match=r"is damaged.*doctor --repair"):
        Store(path, ONE)
    kept = set_aside(path)
    assert kept.read_bytes().startswith(b"this is no database")
    Store(path, ONE).close()
    assert set_aside(path) != kept


def test_damage_inside_is_found(tmp_path):
    path = tmp_path / "briefing.db"
    with Store(path, ONE) as store, store.write() as connection:
        connection.executemany("INSERT INTO notes VALUES (?)", [("x" * 500,)] * 200)
    content = bytearray(path.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(StoreError, match="is damaged"), Store(path, ONE) as store:
        store.check()


def test_a_folder_in_place_of_the_file_is_one_clear_error(tmp_path):
    (tmp_path / "briefing.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path / "briefing.db", ONE)


def _add(path, count):
    with Store(path, ONE) as store:
        for _ in range(count):
            with store.write() as connection:
                connection.execute("INSERT INTO notes VALUES ('x')")


def test_two_processes_can_open_and_write_at_once(tmp_path):
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_add, args=(tmp_path / "briefing.db", 50)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0]
    connection = sqlite3.connect(tmp_path / "briefing.db")
    assert connection.execute("SELECT count(*) FROM notes").fetchone() == (100,)
    connection.close()


def test_a_write_inside_a_write_is_part_of_it(tmp_path):
    with Store(tmp_path / "briefing.db", {"a": ("CREATE TABLE a (x)",)}) as store:
        with suppress(ZeroDivisionError), store.write():
            with store.write() as inner:
                inner.execute("INSERT INTO a VALUES (1)")
            assert [row["x"] for row in store.query("SELECT x FROM a")] == [1]
            _ = 1 / 0
        assert store.query("SELECT * FROM a") == []


def test_the_file_is_its_owners_alone_and_so_are_those_beside_it(tmp_path):
    path = tmp_path / "briefing.db"
    path.touch(mode=0o644)
    with Store(path, {"a": ("CREATE TABLE a (x TEXT)",)}) as store, store.write() as connection:
        connection.execute("INSERT INTO a VALUES ('secret')")
        modes = {each.name: each.stat().st_mode & 0o777 for each in tmp_path.iterdir()}
    assert modes == dict.fromkeys(modes, 0o600)
    assert len(modes) == 3


@pytest.mark.parametrize(("mode", "warned"), [(0o777, True), (0o1777, False), (0o775, False), (0o700, False)])
def test_a_folder_that_everybody_may_write_to_is_named(tmp_path, caplog, mode, warned):
    place = tmp_path / "open"
    place.mkdir()
    place.chmod(mode)
    Store(place / "briefing.db", {}).close()
    assert ("everybody may write" in caplog.text) == warned
