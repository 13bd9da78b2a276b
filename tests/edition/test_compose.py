import datetime as dt
from dataclasses import replace

import pytest

from briefing.config import Settings, parse
from briefing.edition import edition_json as edition_json
from briefing.edition.compose import compose, day_end, news_time, slug
from briefing.records import Citation, Claim, Conflict, CoveredArticle, Evidence, Failure, Story
from tests.conftest import make_document, make_point

DAY = dt.date(2025, 10, 23)
BRIDGE = make_document(
    "The council closed the bridge.", "Buses take the harbour road.", name="a", outlet="Post", title="Bridge closed"
)
FERRY = make_document("A ferry ran aground.", name="b", outlet="Courier", title="Ferry aground")
DOCUMENTS = {document.id: document for document in (BRIDGE, FERRY)}


def story(document, *, section=None, name=None):
    return Story(name or f"s-{document.id}", document.title, (document.id,), (make_point(document),), section=section)


def edition(*stories, settings=None, **fields):
    values = {"sources": 1, "read": 2, "left_out": {}, "failures": (), "model": "m", **fields}
    chosen = settings or Settings()
    names = [section.name for section in chosen.section]
    return compose(stories, DOCUMENTS, settings=chosen.briefing, sections=names, day=DAY, **values)


def test_every_quote_is_the_text_at_its_offsets_with_its_paragraph_around_it():
    citation = edition(story(BRIDGE)).stories[0].points[0].citations[0]
    assert citation.quote == BRIDGE.text[citation.start : citation.end] == "The council closed the bridge."
    assert citation.before + citation.quote + citation.after == BRIDGE.text


def test_a_long_paragraph_is_cut_at_words():
    long = make_document("word " * 500 + "end.", "The quote.", "word " * 500 + "end.", name="a", title="t")
    made = compose(
        [Story("s", "t", ("a",), (make_point(long, 1),))],
        {"a": long},
        settings=Settings().briefing,
        day=DAY,
        sources=1,
        read=1,
        left_out={},
        failures=(),
        model="m",
    )
    citation = made.stories[0].points[0].citations[0]
    assert citation.before.startswith("… word")
    assert citation.after.endswith("word …")
    assert len(citation.before) < 620 > len(citation.after)


def test_sections_come_in_the_configured_order_then_by_their_best_story():
    settings = parse({"section": [{"name": "Sport"}, {"name": "World"}]})
    made = edition(story(BRIDGE, section="Local"), story(FERRY, section="World"), settings=settings)
    assert [section.name for section in made.sections] == ["World", "Local"]
    assert b'"section":' not in edition_json.dump(made)
    assert edition_json.load(edition_json.dump(made)) == made
    assert made.headline == "Bridge closed"


def test_stories_without_room_are_counted_as_left_out():
    settings = parse({"briefing": {"max_stories": 1}})
    made = edition(story(BRIDGE), story(FERRY), settings=settings, left_out={"older than this edition": 3})
    assert len(made.stories) == 1
    assert made.coverage.left_out == (("no room in this edition", 1), ("older than this edition", 3))
    assert made.coverage.used == 1


def test_failures_and_outlets_are_in_the_footer_in_a_fixed_order():
    failures = [Failure("b.txt", "format", "is empty"), Failure("a.txt", "format", "is empty")]
    made = edition(story(BRIDGE), story(FERRY), failures=failures)
    assert [failure.subject for failure in made.coverage.failures] == ["a.txt", "b.txt"]
    assert [(item.outlet, item.articles) for item in made.coverage.outlets] == [("Courier", 1), ("Post", 1)]


def test_an_edition_without_stories_is_still_an_edition():
    made = edition()
    assert made.headline == ""
    assert made.reading_minutes == made.saved_minutes == 0


def test_conflicts_carry_the_words_of_each_side():
    twelve, fourteen = Citation.of(Evidence("a", 0, 11), BRIDGE), Citation.of(Evidence("b", 0, 7), FERRY)
    conflict = Conflict("injured", (Claim("12", (twelve,)), Claim("14", (fourteen,))))
    base = story(BRIDGE)
    made = edition(
        Story(base.id, base.headline, ("a", "b"), base.points, conflicts=(conflict,)),
    )
    sides = made.stories[0].conflicts[0].claims
    assert [(side.value, side.citations[0].quote) for side in sides] == [("12", "The council"), ("14", "A ferry")]


def test_evidence_of_another_document_is_a_bug_that_shows():
    with pytest.raises(ValueError, match="asked of document"):
        Evidence("a", 0, 3).quote(FERRY)


def test_a_day_ends_where_the_reader_says():
    settings = parse({"briefing": {"timezone": "Europe/Paris", "day_starts": 6}})
    assert day_end(DAY, settings.briefing).isoformat() == "2025-10-24T06:00:00+02:00"


def at(text):
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("news", "now", "expected"),
    [
        # The latest news of the day, whenever it is built.
        (["2025-10-23T06:30", "2025-10-23T17:45"], "2025-10-23T19:00", "2025-10-23T17:45:00"),
        (["2025-10-23T17:45"], "2026-01-01T12:00", "2025-10-23T17:45:00"),
        (["2025-10-23T17:45"], None, "2025-10-23T17:45:00"),
        # News of the evening before alone: the edition still is of its own day.
        (["2025-10-22T21:00"], "2025-10-23T06:10:07.5", "2025-10-23T06:10:07"),
        (["2025-10-22T21:00"], "2025-10-30T06:10", "2025-10-23T23:59:59"),
        # Undated news: now, if it is the edition's day; else the end of that day, but not the next one.
        ([None], "2025-10-23T08:15", "2025-10-23T08:15:00"),
        ([None], "2025-10-22T08:15", "2025-10-23T23:59:59"),
        ([], "2025-10-24T00:00", "2025-10-23T23:59:59"),
        # A clock that is ahead at the source does not date a message in the future.
        (["2025-10-23T22:00"], "2025-10-23T09:00", "2025-10-23T09:00:00"),
    ],
)
def test_an_edition_is_dated_by_its_latest_news(news, now, expected):
    documents = [replace(FERRY, published=at(time) if time else None) for time in news]
    articles = [CoveredArticle.of(document) for document in documents]
    made = news_time(DAY, articles, Settings().briefing, at(now) if now else None)
    assert made == at(expected)


def test_an_edition_is_dated_in_the_readers_zone_and_day():
    settings = parse({"briefing": {"timezone": "America/Toronto", "day_starts": 4}})
    late = CoveredArticle.of(replace(FERRY, published=at("2025-10-24T06:00")))
    assert news_time(DAY, [late], settings.briefing).isoformat() == "2025-10-24T02:00:00-04:00"
    assert news_time(DAY, [], settings.briefing).isoformat() == "2025-10-24T03:59:59-04:00"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Science & Technology", "science-technology"), ("Світ", "світ"), ("///", "section"), ("A_b", "a-b")],
)
def test_slugs(name, expected):
    assert slug(name) == expected
