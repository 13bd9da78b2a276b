from __future__ import annotations

import datetime as dt

import numpy as np
from conftest import make_document, make_point

from briefing.records import Story
from briefing.store import past_stories as table
from briefing.store.sqlite_connection import Store
from briefing.stories import serialize_past_stories, track_across_editions
from briefing.stories.article_names_words_and_figures import signals

DAY = dt.date(2026, 3, 4)


def _past(name="20260304-aa", day=DAY, past=None):
    document = make_document(
        "The Corvin mill in Halden burned.", "Nobody was hurt.", name="a1", title="Fire", outlet="Post"
    )
    story = Story(name, "Fire", ("a1",), (make_point(document),), first_seen=DAY)
    vector = np.array([0.6, 0.8], dtype=np.float16).astype(np.float32)
    profile = track_across_editions.profile([document], [vector], [signals(document)])
    return track_across_editions.remember(story, [document], profile, past, day)


def test_a_story_comes_back_as_it_was_kept():
    story = _past()
    (back,) = serialize_past_stories.load_all([serialize_past_stories.dump(story)])

    assert serialize_past_stories.dump(back) == serialize_past_stories.dump(story)
    assert [point.printed for point in back.points] == [True, False]
    assert back.articles[0].outlet == "Post"
    assert np.allclose(back.profile.vector, story.profile.vector, atol=1e-3)


def test_what_cannot_be_read_is_forgotten():
    assert (
        serialize_past_stories.load_all([b"{}", b"\xff", b'{"version": 99}', serialize_past_stories.dump(_past())])[
            0
        ].id
        == "20260304-aa"
    )


def test_the_time_line_grows_by_a_day():
    second = _past(day=DAY + dt.timedelta(days=1), past=_past())

    assert [entry.date.day for entry in second.timeline] == [4, 5]
    assert second.first_seen == DAY


def test_a_day_asks_only_for_what_came_before_it(tmp_path):
    with Store(tmp_path / "db", {"stories": table.MIGRATIONS}) as store:
        for number in (4, 5, 6):
            table.save(store, dt.date(2026, 3, number), {"s": b"day %d" % number})

        assert table.before(store, dt.date(2026, 3, 6), since=DAY) == [b"day 5"]
        assert table.before(store, DAY, since=dt.date(2026, 1, 1)) == []
        table.save(store, dt.date(2026, 3, 5), {"s": b"again", "t": b"other"})
        assert table.of_day(store, dt.date(2026, 3, 5)) == [b"again", b"other"]
        assert table.of_day(store, dt.date(2026, 3, 6)) == [b"day 6"]


def test_a_story_unheard_of_for_days_is_dormant():
    assert track_across_editions.is_dormant(_past(), DAY + dt.timedelta(days=4))
    assert not track_across_editions.is_dormant(_past(), DAY + dt.timedelta(days=2))
