"""A story is called what one of its articles is called, if that says what happened."""

from __future__ import annotations

import pytest

from briefing.records import EncodedArticle, Summary, VectorsInMemory
from briefing.stories.story_headline import headline
from tests.conftest import make_document


@pytest.fixture
def item(fake_encoder):
    def make(title, made, text="The council closed the iron bridge."):
        document = make_document(text, title=title)
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
