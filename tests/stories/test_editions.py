"""Stories from day to day, through the whole flow: settings, skipped days, reruns and odd days. A quick encoder."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing import pipeline
from briefing.config import SourceSettings, parse
from briefing.summarize.encode_and_summarize_articles import Tools

DAY = dt.date(2026, 3, 4)

FIRE = (
    "A fire destroyed the Corvin paper mill in Halden. Forty workers of the Corvin mill in Halden were led out unhurt. "
    "The Corvin mill made paper for the newspapers of Halden for ninety years."
)
ARSON = (
    "A man was arrested over the fire at the Corvin paper mill in Halden. The Corvin mill in Halden made paper for "
    "newspapers for ninety years. Police found petrol in his cellar."
)
RACE = (
    "Lucia Marten won the cycle race around Lake Vessel in record time. She finished a minute ahead of Brita Olsen. "
    "The race around Lake Vessel has been held since the war."
)
BANK = (
    "The central bank of Norland left interest rates unchanged on account of weak exports. Governor Odd Tamsin spoke "
    "of patience. Economists had expected a cut of interest rates."
)


@pytest.fixture
def newsroom(tmp_path, fake_encoder, monkeypatch):
    """Writes articles and builds editions of them."""
    monkeypatch.setattr(pipeline, "make_tools", lambda _settings, _cache: Tools(fake_encoder))
    articles = tmp_path / "articles"
    articles.mkdir()

    class Newsroom:
        def write(self, name, text, day=DAY, *, hour=9, outlet="Gazette", title=None, zone="+00:00"):
            front = f"---\ntitle: {title or name}\noutlet: {outlet}\npublished: {day}T{hour:02}:00:00{zone}\n---\n\n"
            (articles / f"{name}.txt").write_text(front + text + "\n", encoding="utf-8")

        def build(self, day=DAY, out="out", **settings):
            return pipeline.build(
                parse({"archive": {"build": False}, **settings}),
                [SourceSettings(url=str(articles))],
                folder=tmp_path / out,
                day=day,
                today=DAY + dt.timedelta(days=30),
            ).edition

    return Newsroom()


@pytest.fixture
def three(newsroom):
    newsroom.write("fire", FIRE, title="Corvin mill in Halden burns")
    newsroom.write("race", RACE, title="Marten wins", outlet="Herald")
    newsroom.write("bank", BANK, title="Rates unchanged", outlet="Courier")
    return newsroom


def _titles(edition):
    return [story.headline for story in sorted(edition.stories, key=lambda story: -story.rank)]


def _left_out(edition):
    return dict(edition.coverage.left_out)


@pytest.mark.parametrize(
    ("settings", "first"),
    [
        ({"interests": ["cycle race around Lake Vessel"]}, "Marten wins"),
        ({"interests": ["interest rates of the central bank"]}, "Rates unchanged"),
        ({"trusted_outlets": ["Herald"]}, "Marten wins"),
        ({"trusted_outlets": ["courier"]}, "Rates unchanged"),
    ],
)
def test_what_a_reader_cares_for_and_trusts_comes_first(three, settings, first):
    assert _titles(three.build(stories=settings))[0] == first


def test_muted_stories_are_left_out_and_counted(three):
    edition = three.build(stories={"mutes": ["corvin"]})

    assert sorted(_titles(edition)) == ["Marten wins", "Rates unchanged"]
    assert _left_out(edition)["about a muted topic"] == 1


def test_blocked_outlets_are_left_out_and_counted(three):
    edition = three.build(stories={"blocked_outlets": ["GAZETTE"]})

    assert sorted(_titles(edition)) == ["Marten wins", "Rates unchanged"]
    assert _left_out(edition)["outlet is blocked"] == 1


def test_no_more_stories_and_points_than_asked_for(three):
    edition = three.build(briefing={"max_stories": 2, "max_points": 1})

    assert len(edition.stories) == 2
    assert all(len(story.points) == 1 for story in edition.stories)
    assert _left_out(edition)["no room in this edition"] == 1


@pytest.mark.parametrize("place", ["Halden", "Lake Vessel", "Norland"])
def test_a_local_story_is_printed_however_little_room_there_is(three, place):
    told = {"Halden": "Corvin mill in Halden burns", "Lake Vessel": "Marten wins", "Norland": "Rates unchanged"}

    assert _titles(three.build(briefing={"max_stories": 1}, stories={"local": [place]})) == [told[place]]


def test_a_quiet_day_is_a_short_briefing_not_filler(three):
    three.build()
    three.write("later", BANK.replace("Norland", "Estmark"), DAY + dt.timedelta(days=5), title="Estmark's rates")

    assert _titles(three.build(DAY + dt.timedelta(days=5))) == ["Estmark's rates"]
    assert three.build(DAY + dt.timedelta(days=3)).stories == ()


@pytest.mark.parametrize(("repeats", "points"), [("fold", 1), ("show", 3), ("drop", 0)])
def test_a_story_with_nothing_new_folds_stays_or_goes(newsroom, repeats, points):
    newsroom.write("fire", FIRE, title="Corvin mill burns")
    newsroom.build()
    newsroom.write("again", FIRE, DAY + dt.timedelta(days=1), title="Corvin mill burned", outlet="Herald")
    edition = newsroom.build(DAY + dt.timedelta(days=1), stories={"repeats": repeats})

    assert sum(len(story.points) for story in edition.stories) == points
    assert all(story.status == "continuing" for story in edition.stories)
    assert _left_out(edition).get("nothing new since the last edition", 0) == (repeats == "drop")


def test_a_story_wakes_under_its_old_id_after_days_without_an_edition(newsroom):
    newsroom.write("fire", FIRE, title="Fire at Corvin paper mill in Halden")
    (first,) = newsroom.build().stories
    later = DAY + dt.timedelta(days=6)
    newsroom.write("arson", ARSON, later, title="Arrest over fire at Corvin paper mill in Halden")
    (second,) = newsroom.build(later).stories

    assert (second.id, second.status, second.first_seen) == (first.id, "updated", DAY)
    assert second.timeline[0].date == DAY
    assert any("arrested" in change.text for change in second.changes)


def test_building_an_earlier_day_again_changes_no_later_id(newsroom):
    newsroom.write("fire", FIRE, title="Fire at Corvin paper mill in Halden")
    newsroom.write("arson", ARSON, DAY + dt.timedelta(days=1), title="Arrest over fire at Corvin paper mill in Halden")
    days = [DAY, DAY + dt.timedelta(days=1)]
    before = [newsroom.build(day) for day in days]
    newsroom.write("race", RACE, hour=7, title="Marten wins")
    newsroom.write(
        "more", FIRE.replace("Forty", "Some forty"), hour=7, title="Corvin mill in Halden burns down", outlet="Post"
    )
    again = [newsroom.build(day) for day in days]

    assert [story.id for story in before[1].stories] == [story.id for story in again[1].stories]
    assert before[0].stories[0].id in {story.id for story in again[0].stories}
    assert before[0].stories[0].id == before[1].stories[0].id


def test_articles_of_the_future_wait_for_their_day(newsroom):
    newsroom.write("fire", FIRE, title="Fire at Corvin paper mill in Halden")
    newsroom.write("arson", ARSON, DAY + dt.timedelta(days=1), title="Arrest over fire at Corvin paper mill in Halden")
    edition = newsroom.build()

    assert [story.status for story in edition.stories] == ["new"]
    assert len(edition.stories[0].article_ids) == 1
    assert _left_out(edition)["newer than this edition"] == 1


def test_the_night_of_a_clock_change_is_one_event(newsroom):
    night = dt.date(2026, 3, 29)
    newsroom.write("one", FIRE, night, hour=1, zone="+01:00", title="Fire at Corvin paper mill in Halden")
    newsroom.write(
        "two",
        FIRE + " It rained.",
        night,
        hour=3,
        zone="+02:00",
        title="Corvin paper mill in Halden burns",
        outlet="Post",
    )
    edition = newsroom.build(night, briefing={"timezone": "Europe/Paris"})

    assert [len(story.article_ids) for story in edition.stories] == [2]


def test_a_day_of_identical_articles_is_one_story_with_one_source(newsroom):
    for number in range(40):
        newsroom.write(f"fire{number}", FIRE, title="Corvin mill burns", outlet=f"Paper {number}")
    (story,) = newsroom.build().stories

    assert len(story.article_ids) == 40
    assert {point.outlets for point in story.points} == {1}


def test_articles_without_text_are_named_and_stop_nothing(newsroom):
    newsroom.write("fire", FIRE, title="Corvin mill burns")
    newsroom.write("empty", "")
    edition = newsroom.build()

    assert _titles(edition) == ["Corvin mill burns"]
    assert edition.coverage.failures or edition.coverage.left_out


# Once to choose its points, and again, where there is no cache, to hold it against the other article.
@pytest.mark.parametrize(("kind", "times"), [("Opinion", 1), ("News", 2)])
def test_of_what_comments_on_an_event_no_further_sentence_is_encoded(newsroom, fake_encoder, kind, times):
    last = "The lake of Halden froze in the hardest winter that anybody there could remember."
    newsroom.write("fire", FIRE, title="Corvin mill in Halden burns")
    newsroom.write("more", f"{FIRE} {ARSON} {last}", title=f"{kind}: Corvin mill in Halden burns", outlet="Herald")
    (story,) = newsroom.build().stories
    assert len(story.article_ids) == 2
    assert fake_encoder.encoded.count(last) == times
