import datetime as dt

from briefing.store import editions
from briefing.store.schema import Store

TUESDAY, WEDNESDAY, THURSDAY = (dt.date(2025, 10, day) for day in (21, 22, 23))


def test_a_day_sees_only_what_earlier_days_have_considered(tmp_path):
    with Store(tmp_path / "briefing.db", {"editions": editions.MIGRATIONS}) as store:
        editions.save(store, TUESDAY, b"{}", ["a", "b"])
        editions.save(store, THURSDAY, b"{}", ["c"])
        assert editions.covered_before(store, TUESDAY) == frozenset()
        assert editions.covered_before(store, WEDNESDAY) == {"a", "b"}
        assert editions.days(store) == [TUESDAY, THURSDAY]


def test_a_rebuilt_day_replaces_the_first_build(tmp_path):
    with Store(tmp_path / "briefing.db", {"editions": editions.MIGRATIONS}) as store:
        editions.save(store, TUESDAY, b"first", ["a"])
        editions.save(store, TUESDAY, b"second", ["b"])
        assert editions.load(store, TUESDAY) == b"second"
        assert editions.load(store, WEDNESDAY) is None
        assert editions.covered_before(store, WEDNESDAY) == {"b"}
