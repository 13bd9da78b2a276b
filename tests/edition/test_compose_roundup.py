"""Several days in one roundup: most covered first, every line from day to day, and how it ended."""

import dataclasses
import datetime as dt

import editions
from conftest import make_document, make_point

from briefing.config import BriefingSettings
from briefing.edition.compose import compose
from briefing.edition.compose_roundup import compose_roundup
from briefing.edition.edition_json import dump, load
from briefing.records import Story

SETTINGS = BriefingSettings(timezone="UTC")
FIRST, LAST = dt.date(2026, 3, 2), dt.date(2026, 3, 8)


def document(name, day, outlet):
    time = dt.datetime(2026, 3, day, 9, tzinfo=dt.UTC)
    return make_document(f"Word of {name}.", name=name, title=f"Title {name}", outlet=outlet, published=time)


def story(name, *documents, **fields):
    ids = tuple(each.id for each in documents)
    values = {"headline": f"Line {name}", "first_seen": LAST, **fields}
    return Story(id=name, article_ids=ids, points=tuple(make_point(each) for each in documents), **values)


def edition(day, documents, *stories):
    return compose(
        stories,
        {each.id: each for each in documents},
        settings=SETTINGS,
        day=dt.date(2026, 3, day),
        sources=1,
        read=len(documents),
        left_out={},
        failures=(),
        model="m",
    )


def test_the_most_covered_line_comes_first_and_its_days_are_in_order():
    tram = [document("t1", 3, "Post"), document("t2", 5, "Wire"), document("t3", 8, "Ledger")]
    fair = [document("f1", 7, "Post"), document("f2", 8, "Post"), document("f3", 8, "Post"), document("f4", 8, "Post")]
    whole = edition(8, [*tram, *fair], story("fair", *fair), story("tram", *tram))
    made = compose_roundup(whole, (), first=FIRST, settings=SETTINGS)
    assert [each.id for each in made.stories] == ["tram", "fair"]
    assert [(each.date.day, each.headline, each.articles) for each in made.stories[0].timeline] == [
        (3, "Title t1", 1),
        (5, "Title t2", 1),
        (8, "Title t3", 1),
    ]
    assert made.headline == "Line tram"
    assert load(dump(made)) == made


def test_a_day_is_told_as_its_edition_told_it_and_the_line_is_headed_by_its_end():
    old, new = document("a", 4, "Post"), document("b", 7, "Wire")
    early = edition(4, [old], story("x", old, headline="Talks begin", first_seen=dt.date(2026, 3, 4)))
    late = edition(7, [new], story("x", new, headline="Talks fail", first_seen=dt.date(2026, 3, 4)))
    whole = edition(8, [old, new], story("y", old, new))
    (line,) = compose_roundup(whole, (early, late), first=FIRST, settings=SETTINGS).stories
    assert [entry.headline for entry in line.timeline] == ["Talks begin", "Talks fail"]
    assert line.headline == "Talks fail"
    assert line.status == "new"
    # The edition's id of the line gives way to that of the whole, which has all of its articles: it is told once.
    assert line.article_ids == ("a", "b")


def test_a_line_begun_before_these_days_goes_on_and_a_silent_one_is_quiet():
    now, then = document("n", 8, "Post"), document("o", 3, "Post")
    daily = edition(8, [now], story("n", now, first_seen=dt.date(2026, 2, 20)))
    whole = edition(8, [now, then], story("n", now), story("o", then))
    made = {line.id: line for line in compose_roundup(whole, (daily,), first=FIRST, settings=SETTINGS).stories}
    assert made["n"].status == "updated"
    assert made["n"].first_seen == dt.date(2026, 2, 20)
    assert made["o"].status == "dormant"


def test_a_line_whose_articles_are_gone_keeps_its_points_from_every_day():
    old, new = document("a", 4, "Post"), document("b", 7, "Wire")
    dailies = (edition(4, [old], story("x", old)), edition(7, [new], story("x", new)))
    (line,) = compose_roundup(edition(8, []), dailies, first=FIRST, settings=SETTINGS).stories
    assert [point.text for point in line.points] == ["Word of b.", "Word of a."]
    assert line.article_ids == ("b", "a")


def test_what_does_not_fit_is_counted():
    papers = [document(name, 8, "Post") for name in "abc"]
    whole = edition(8, papers, *(story(each.id, each) for each in papers))
    settings = SETTINGS.model_copy(update={"max_stories": 2})
    made = compose_roundup(whole, (), first=FIRST, settings=settings)
    assert len(made.stories) == 2
    assert dict(made.coverage.left_out) == {"no room in this edition": 1}


def test_a_roundup_of_daily_editions_has_every_article_it_cites():
    day = editions.sample()
    made = compose_roundup(day, (day,), first=day.date - dt.timedelta(days=6), settings=SETTINGS)
    ids = {article.id for article in made.articles}
    for line in made.stories:
        assert {each.article_id for point in line.points for each in point.citations} <= ids
    assert dataclasses.replace(made, first=None).name == day.date.isoformat()
