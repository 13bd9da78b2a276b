from collections import Counter
from urllib.parse import urlsplit

import pytest

from briefing.ingest import opml, starter_feeds
from briefing.text.canonical_urls_and_article_ids import article_url, canonical_url, typed_url

PACK = starter_feeds.load()


@pytest.mark.parametrize("feed", PACK, ids=lambda feed: feed.url)
def test_each_address_is_well_formed(feed):
    assert typed_url(feed.url) == article_url(feed.url) == feed.url
    assert urlsplit(feed.url).scheme == "https"
    assert feed.name.strip() == feed.name != ""
    assert len(feed.language) == 2
    assert len(feed.country) == 2 or feed.country == "int"


def test_no_feed_is_named_twice():
    assert not [url for url, count in Counter(canonical_url(feed.url) for feed in PACK).items() if count > 1]
    assert not [name for name, count in Counter(feed.name for feed in PACK).items() if count > 1]


def test_every_topic_and_country_has_some():
    for counts in (Counter(feed.topic for feed in PACK), Counter(feed.country for feed in PACK)):
        assert min(counts.values()) >= 3, counts


def test_topics_and_countries_narrow_the_choice():
    assert {feed.country for feed in starter_feeds.choose((), ("fr", "BE"))} == {"fr", "be"}
    assert {feed.topic for feed in starter_feeds.choose(("science",), ())} == {"Science"}
    assert starter_feeds.choose((), ()) == list(PACK)


def test_the_list_itself_is_one_for_any_reader():
    data = opml.write(starter_feeds.as_sources(PACK), "Pack")
    found = opml.parse(data, subject="pack.opml")
    assert [each.url for each in found.sources] == [feed.url for feed in PACK]
    assert {each.section for each in found.sources} == set(starter_feeds.topics())
    assert not found.unusable
