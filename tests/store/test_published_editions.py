import datetime as dt

from briefing.store import published_editions
from briefing.store.sqlite_schema import Store

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
