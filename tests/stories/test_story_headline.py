"""A story is called what one of its articles is called, if that says what happened."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.records import EncodedArticle, Summary, VectorsInMemory
from briefing.stories.story_headline import headline
from tests.conftest import make_document


@pytest.fixture
def item(fake_encoder):
    def make(title, made, text="The council closed the iron bridge.", **fields):
        document = make_document(text, title=title, **fields)
        vector = fake_encoder.encode([title])[0] if title else None
        summary = Summary(document.id, (), "fake", headline=made)
        return EncodedArticle(document, summary, VectorsInMemory(fake_encoder.encode([text]), vector))

    return make


def test_a_plain_title_is_the_headline(item):
    assert headline([item("Iron bridge closed", "Iron bridge closed")], []) == "Iron bridge closed"


def test_a_plain_title_of_a_later_article_goes_before_a_title_that_teases(item):
    bait = item("You won't believe this bridge", "The council closed the iron bridge")
    assert headline([bait, item("Bridge shut", "Bridge shut")], []) == "Bridge shut"


def test_where_no_title_is_plain_a_sentence_stands_in(item):
    bait = item("You won't believe this bridge", "The council closed the iron bridge")
    untitled = item(None, "The bridge is shut")
    assert headline([bait, untitled], []) == "The council closed the iron bridge"
    assert headline([untitled, bait], []) == "The bridge is shut"


def test_what_stands_in_is_cut_at_a_word_where_it_is_too_long(item):
    made = "The council closed the old iron bridge " * 5
    found = headline([item(None, made)], [])
    assert len(found) <= 110
    assert found.endswith(" …")
    assert made.startswith(found.removesuffix(" …"))


def _at(hour):
    return {"published": dt.datetime(2026, 3, 12, hour, tzinfo=dt.UTC)}


def test_a_title_that_no_longer_holds_heads_no_story(item):
    early = item("Iron bridge closed", "Iron bridge closed", **_at(6))
    late = item("Iron bridge stays open", "Iron bridge stays open", **_at(7))
    assert headline([early, late], []) == "Iron bridge closed"
    assert headline([early, late], [], stale={0}) == "Iron bridge stays open"
    assert headline([early], [], stale={0}) == "Iron bridge closed"


def test_of_titles_that_are_much_alike_the_newest_heads_the_story(item):
    early = item("Iron bridge to close", "Iron bridge to close", **_at(6))
    late = item("Iron bridge has closed", "Iron bridge has closed", **_at(20))
    assert headline([early, late], []) == "Iron bridge has closed"


def test_a_later_title_about_something_else_does_not(item):
    early = item("The council closed the iron bridge", "The council closed the iron bridge", **_at(6))
    late = item("Nine geese crossed Kellan at dawn", "Nine geese crossed Kellan at dawn", **_at(20))
    assert headline([early, late], []) == "The council closed the iron bridge"


def test_what_became_of_it_in_the_evening_heads_the_story(encoder):
    def report(name, title, hour, *sentences):
        document = make_document(*sentences, name=name, title=title, **_at(hour))
        rows = VectorsInMemory(encoder.encode(list(sentences)), encoder.encode([title])[0])
        return EncodedArticle(document, Summary(name, (), "fake", headline=title), rows)

    early = report("a", "Dora Quill wins Lunde regatta", 10, "Dora Quill won the Lunde regatta in record time.")
    late = report("b", "Quill loses Lunde regatta to Inga Berg on protest", 20, "A jury took the win from Dora Quill.")
    assert headline([early, late], []) == late.document.title
    assert headline([late, early], []) == late.document.title
