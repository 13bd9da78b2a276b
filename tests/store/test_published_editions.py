import datetime as dt

import pytest

from briefing.errors import DamagedError
from briefing.store import published_editions
from briefing.store.sqlite_connection import Store

TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2025, 10, day) for day in (21, 22, 23))


def test_a_day_sees_only_what_earlier_days_have_considered(tmp_path):
    with Store(tmp_path / "briefing.db", {"editions": published_editions.MIGRATIONS}) as store:
        published_editions.save(store, TUESDAY, b"{}", ["a", "b"])
        published_editions.save(store, THURSDAY, b"{}", ["c"])
        assert published_editions.covered_before(store, TUESDAY) == frozenset()
        assert published_editions.covered_before(store, WEDNESDAY) == {"a", "b"}
        assert published_editions.days(store) == [TUESDAY, THURSDAY]


def test_a_rebuilt_day_replaces_the_first_build(tmp_path):
    with Store(tmp_path / "briefing.db", {"editions": published_editions.MIGRATIONS}) as store:
        published_editions.save(store, TUESDAY, b"first", ["a"])
        published_editions.save(store, TUESDAY, b"second", ["b"])
        assert published_editions.load(store, TUESDAY) == b"second"
        assert published_editions.load(store, WEDNESDAY) is None
        assert published_editions.covered_before(store, WEDNESDAY) == {"b"}


def test_an_edition_that_the_disk_has_changed_is_neither_printed_nor_sent(tmp_path):
    with Store(tmp_path / "briefing.db", {"editions": published_editions.MIGRATIONS}) as store:
        for day in (TUESDAY, WEDNESDAY):
            published_editions.save(store, day, b"Nobody was hurt", ["a"], inputs="x")
        with store.write() as connection:
            changed = (b"Nobodi was hurt", b"Nobodi was hurt", TUESDAY.isoformat())
            connection.execute("UPDATE editions SET content = ?, composed = ? WHERE day = ?", changed)
        assert published_editions.made_from(store, TUESDAY, "x") is None
        with pytest.raises(DamagedError, match=r"edition of 2025-10-21 is damaged\. Build that day again"):
            published_editions.load(store, TUESDAY)
        assert published_editions.load(store, WEDNESDAY) == b"Nobody was hurt"
        published_editions.publish(store, WEDNESDAY, b"with a note")
        assert published_editions.load(store, WEDNESDAY) == b"with a note"
        assert published_editions.made_from(store, WEDNESDAY, "x") == b"Nobody was hurt"
