import datetime as dt
import json
import sqlite3

import pytest
from werkzeug import Request, Response

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.ingest import address_guard, feed_health, stored_sources
from briefing.ingest import fetch_into_store as fetching
from briefing.records import Image
from briefing.store import feeds_and_articles as table
from briefing.store.sqlite_connection import Store

NOW = dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)
TEXT = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. " * 8


def item(number, text=TEXT, *, link=None, title=None):
    return (
        f"<item><title>{title or f'Story {number}'}</title><guid>g{number}</guid>"
        f"<link>{link or f'https://news.example/{number}'}</link>"
        f"<pubDate>Wed, 22 Oct 2025 1{number % 10}:00:00 GMT</pubDate>"
        f"<description><![CDATA[<p>{text}</p>]]></description></item>"
    )


def rss(*items, title="The Wire"):
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>{title}</title>{''.join(items)}</channel></rss>"


class World:
    """A store, a clock that stands still until it is moved, and a fetch of everything asked for."""

    def __init__(self) -> None:
        self.store = Store(None, {"sources": table.MIGRATIONS})
        self.now = NOW

    def fetch(self, *urls, resolver=address_guard.resolve, **settings):
        chosen = FetchSettings(**{"allow_private": ("localhost",), "delay": 0.0, "timeout": 2.0, **settings})
        sources = [url if isinstance(url, SourceSettings) else SourceSettings(url=url) for url in urls]
        return fetching.fetch(self.store, sources, chosen, now=lambda: self.now, resolver=resolver)

    def titles(self, url):
        return [article.title for article in stored_sources.stored(self.store, SourceSettings(url=url))]


@pytest.fixture
def world():
    return World()


@pytest.fixture
def feed(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    return httpserver.url_for("/feed")


def test_new_articles_are_kept_and_the_second_fetch_is_conditional(world, httpserver, feed):
    def answer(request: Request) -> Response:
        if request.headers.get("If-None-Match") == '"1"':
            return Response(status=304)
        return Response(rss(item(1), item(2)), content_type="text/xml", headers={"ETag": '"1"'})

    httpserver.expect_request("/feed").respond_with_handler(answer)
    first = world.fetch(feed)
    assert (first.asked, first.fresh, first.unchanged, first.failures) == (1, 2, 0, ())
    world.now += dt.timedelta(hours=1)
    again = world.fetch(feed)
    assert (again.fresh, again.unchanged) == (0, 1)
    assert world.titles(feed) == ["Story 2", "Story 1"]
    state = table.state(world.store, feed)
    assert (state.title, state.failures, state.last_success) == ("The Wire", 0, world.now)


def test_the_same_story_under_a_new_guid_or_address_is_one_article_and_a_changed_one_a_revision(
    world, httpserver, feed
):
    httpserver.expect_ordered_request("/feed").respond_with_data(
        rss(item(1, link="https://news.example/1?utm_source=a"))
    )
    httpserver.expect_ordered_request("/feed").respond_with_data(
        rss(item(1, TEXT + "It reopens in May.", link="https://www.news.example/1#top").replace("g1", "other"))
    )
    assert world.fetch(feed).fresh == 1
    world.now += dt.timedelta(hours=1)
    assert world.fetch(feed).fresh == 0
    (article,) = stored_sources.stored(world.store, SourceSettings(url=feed))
    assert "reopens in May" in article.content
    ((when, title, content),) = table.revisions(world.store, article.id)
    assert (when, title) == (world.now, "Story 1")
    assert "reopens in May" not in content


def test_an_article_in_two_feeds_is_kept_once_with_the_longer_text_and_found_by_either(world, httpserver, feed):
    other = httpserver.url_for("/other")
    httpserver.expect_request("/feed").respond_with_data(rss(item(1, TEXT[:900]), item(2)))
    httpserver.expect_request("/other").respond_with_data(
        rss(item(1, TEXT + "It reopens in May."), title="Wire: Local")
    )
    assert world.fetch(feed, other, pages=False).fresh == 2
    for _ in range(3):
        world.now += dt.timedelta(hours=1)
        assert world.fetch(feed, other, pages=False).fresh == 0
    assert world.titles(feed) == ["Story 2", "Story 1"]
    (article,) = stored_sources.stored(world.store, SourceSettings(url=other))
    assert "reopens in May" in article.content
    assert len(table.revisions(world.store, article.id)) <= 1
    assert {each.feed.url: each.weekly for each in feed_health.check(world.store, world.now)} == {feed: 2.0, other: 1.0}
    table.unsubscribe(world.store, feed)
    assert world.titles(other) == ["Story 1"]


def test_a_teaser_is_completed_from_its_page_once(world, httpserver, feed):
    page = f"<html><head><title>x</title></head><body><article><p>{TEXT}</p></article></body></html>"
    httpserver.expect_request("/feed").respond_with_data(
        rss(item(1, "Only a teaser […]", link=httpserver.url_for("/1")), item(2)), content_type="text/html"
    )
    httpserver.expect_oneshot_request("/1").respond_with_data(page, content_type="text/html")
    assert world.fetch(feed).failures == ()
    world.now += dt.timedelta(hours=1)
    assert world.fetch(feed).failures == ()
    teaser = next(a for a in stored_sources.stored(world.store, SourceSettings(url=feed)) if a.title == "Story 1")
    assert "<article>" in teaser.content
    assert teaser.published == dt.datetime(2025, 10, 22, 11, tzinfo=dt.UTC)


def test_robots_and_settings_keep_pages_from_being_fetched(world, httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /")
    asked = []
    httpserver.expect_request("/1").respond_with_handler(lambda request: asked.append(1) or Response("<html><p>x"))
    httpserver.expect_request("/feed").respond_with_data(rss(item(1, "A teaser.", link=httpserver.url_for("/1"))))
    world.fetch(httpserver.url_for("/feed"))
    assert asked == []
    assert "may not be read" in world.fetch(httpserver.url_for("/1")).failures[0].message


def test_a_page_that_cannot_be_read_leaves_the_teaser_and_says_so(world, httpserver, feed):
    httpserver.expect_request("/feed").respond_with_data(rss(item(1, "A teaser of it.", link=httpserver.url_for("/1"))))
    httpserver.expect_request("/1").respond_with_data(status=500)
    report = world.fetch(feed)
    assert report.fresh == 1
    assert "1 linked pages could not be read" in report.failures[0].message


def test_one_failing_source_never_stops_the_others(world, httpserver, feed):
    httpserver.expect_request("/feed").respond_with_data(rss(item(1)))
    httpserver.expect_request("/broken").respond_with_data("<rss><channel><item><title>x", content_type="text/xml")
    httpserver.expect_request("/none").respond_with_data(status=404)
    httpserver.expect_request("/empty").respond_with_data("")
    bad = [httpserver.url_for(path) for path in ("/broken", "/none", "/empty")]
    report = world.fetch(*bad, feed, "http://10.0.0.1/", "https://[bad/")
    assert report.fresh == 1
    assert {failure.subject for failure in report.failures} == {*bad, "http://10.0.0.1/", "https://[bad/"}
    assert all(failure.message for failure in report.failures)
    assert table.state(world.store, bad[1]).failures == 1


def test_html_in_place_of_a_feed_is_followed_to_the_feed_it_names(world, httpserver, feed):
    page = (
        "<html><head><link rel=alternate type='application/rss+xml' href='/comments' title='Comments'>"
        "<link rel=alternate type='application/rss+xml' href='/feed'></head><body><p>Welcome</p></body></html>"
    )
    httpserver.expect_request("/").respond_with_data(page, content_type="text/html")
    httpserver.expect_request("/feed").respond_with_data(rss(item(1)))
    home = httpserver.url_for("/")
    assert world.fetch(home).fresh == 1
    assert table.state(world.store, home).address == feed


def test_a_json_feed_with_a_wrong_content_type(world, httpserver, feed):
    value = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "content_text": TEXT}]}
    httpserver.expect_request("/feed").respond_with_data(json.dumps(value), content_type="text/plain")
    assert world.fetch(feed).fresh == 1


def test_a_permanent_move_is_remembered(world, httpserver, feed):
    httpserver.expect_ordered_request("/feed").respond_with_data(status=301, headers={"Location": "/new"})
    httpserver.expect_ordered_request("/new").respond_with_data(rss(item(1)))
    httpserver.expect_ordered_request("/new").respond_with_data(rss(item(1), item(2)))
    world.fetch(feed)
    assert table.state(world.store, feed).address == httpserver.url_for("/new")
    assert world.fetch(feed).fresh == 1


def test_a_feed_that_is_gone_is_not_asked_again(world, httpserver, feed):
    httpserver.expect_oneshot_request("/feed").respond_with_data(status=410)
    assert "gone" in world.fetch(feed).failures[0].message
    assert "has ended" in world.fetch(feed).failures[0].message
    assert feed_health.check(world.store, world.now)[0].status == "ended"


def test_a_list_of_feeds_is_read_one_level_deep(world, httpserver, feed):
    body = (
        f"<opml version='2.0'><body><outline text='World'><outline text='W' xmlUrl='{feed}'/></outline></body></opml>"
    )
    httpserver.expect_request("/list").respond_with_data(body)
    httpserver.expect_request("/feed").respond_with_data(rss(item(1)))
    listed = SourceSettings(url=httpserver.url_for("/list"))
    assert world.fetch(listed).fresh == 1
    (article,) = stored_sources.read(world.store, listed, FetchSettings())
    assert (article.outlet, article.section) == ("W", "World")


def test_offline_never_touches_the_network_and_says_what_is_missing(world, httpserver, feed):
    (failure,) = stored_sources.read(world.store, SourceSettings(url=feed), FetchSettings(), offline=True)
    assert "has not been fetched yet" in failure.message
    assert httpserver.log == []
    httpserver.expect_request("/empty").respond_with_data(rss())
    empty = SourceSettings(url=httpserver.url_for("/empty"))
    world.fetch(empty)
    assert list(stored_sources.read(world.store, empty, FetchSettings(), offline=True)) == []


def test_health_tells_the_stale_the_failing_and_the_dead(world, httpserver, feed):
    httpserver.expect_request("/feed").respond_with_data(rss(item(1), item(2)))
    world.fetch(feed)
    (ok,) = feed_health.check(world.store, world.now)
    assert (ok.status, ok.weekly) == ("ok", 2.0)
    (stale,) = feed_health.check(world.store, world.now + dt.timedelta(days=40))
    assert stale.status == "stale"
    assert "40 days" in stale.advice
    failed = [table.Outcome(feed, NOW, error="answered 500") for _ in range(10)]
    table.record(world.store, failed[:1])
    assert feed_health.check(world.store, world.now)[0].status == "failing"
    table.record(world.store, failed[1:])
    assert feed_health.check(world.store, world.now)[0].status == "dead"


def test_articles_outlive_their_feed_until_the_retention_ends(world, httpserver, feed):
    httpserver.expect_ordered_request("/feed").respond_with_data(rss(item(1)))
    httpserver.expect_ordered_request("/feed").respond_with_data(rss(item(2)))
    httpserver.expect_ordered_request("/feed").respond_with_data(rss(item(2)))
    world.fetch(feed)
    world.now += dt.timedelta(days=5)
    world.fetch(feed)
    assert world.titles(feed) == ["Story 2", "Story 1"]
    world.now += dt.timedelta(days=7)
    world.fetch(feed, keep_days=10)
    assert world.titles(feed) == ["Story 2"]


def test_what_is_unchanged_stays_however_long(world, httpserver, feed):
    httpserver.expect_oneshot_request("/feed").respond_with_data(rss(item(1)), headers={"ETag": "x"})
    httpserver.expect_request("/feed").respond_with_data(status=304)
    for _ in range(4):
        world.fetch(feed, keep_days=10)
        world.now += dt.timedelta(days=8)
    assert world.titles(feed) == ["Story 1"]


def test_since_leaves_older_articles_out_and_a_silent_feed_shows_its_latest(world, httpserver, feed):
    httpserver.expect_request("/feed").respond_with_data(rss(item(1), item(5)))
    world.fetch(feed)
    source = SourceSettings(url=feed)
    since = dt.datetime(2025, 10, 22, 14, tzinfo=dt.UTC)
    assert [a.title for a in stored_sources.stored(world.store, source, since)] == ["Story 5"]
    assert len(stored_sources.stored(world.store, source, NOW)) == 2


def test_a_fetch_and_a_reader_share_the_database(tmp_path):
    path = tmp_path / "briefing.db"
    families = {"sources": table.MIGRATIONS}
    with Store(path, families) as writer, Store(path, families) as reader:
        with writer.write() as connection:
            connection.execute("INSERT INTO feeds (url, address) VALUES ('a', 'a')")
            assert table.feeds(reader) == []
        assert len(table.feeds(reader)) == 1
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_local_lists_are_replaced_by_their_feeds(tmp_path):
    (tmp_path / "a.opml").write_text("<opml><body><outline xmlUrl='https://a.example/feed' text='A'/></body></opml>")
    found = fetching.expand([SourceSettings(url=str(tmp_path / "a.opml")), SourceSettings(url="news")])
    assert [source.url for source in found] == ["https://a.example/feed", "news"]


@pytest.mark.parametrize("scheme", ["miniflux+https", "freshrss+http"])
def test_a_list_of_feeds_does_not_choose_where_a_token_is_sent(tmp_path, scheme):
    (tmp_path / "a.opml").write_text(f"<opml><body><outline xmlUrl='{scheme}://x.example/' text='A'/></body></opml>")
    (found,) = fetching.expand([SourceSettings(url=str(tmp_path / "a.opml"))])
    assert not ingest.is_address(found.url)
    assert "x.example" in found.url


def test_a_feed_with_nothing_to_read_is_no_error_and_its_health_says_so(world, httpserver, feed):
    episode = "<item><title>E</title><enclosure url='https://a.example/e.mp3' type='audio/mpeg' length='1'/></item>"
    httpserver.expect_request("/feed").respond_with_data(rss(episode, "<item><title>Only a title</title></item>"))
    report = world.fetch(feed)
    assert [failure.is_error for failure in report.failures] == [False, False]
    (health,) = feed_health.check(world.store, world.now)
    assert health.status == "ok"
    assert health.advice == "1 entry has only a title and no text; 1 entry has only sound or video."


def test_a_malformed_feed_that_was_read_is_ok_and_says_what_is_wrong_also_after_a_304(world, httpserver, feed):
    broken = rss(item(1)).replace("</channel>", "")
    httpserver.expect_ordered_request("/feed").respond_with_data(broken)
    httpserver.expect_ordered_request("/feed").respond_with_data(status=304)
    httpserver.expect_ordered_request("/feed").respond_with_data(rss(item(1)))
    assert world.fetch(feed).failures == ()
    for _ in range(2):
        (health,) = feed_health.check(world.store, world.now)
        assert health.status == "ok"
        assert health.advice.startswith("Malformed, but read: ")
        assert "mismatched tag" in health.advice
        world.now += dt.timedelta(hours=1)
        assert world.fetch(feed).failures == ()
    (health,) = feed_health.check(world.store, world.now)
    assert health.advice is None


def test_a_page_that_two_feeds_lead_to_is_fetched_once(world, httpserver, feed):
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    teaser = item(1, "Only a teaser […]", link=httpserver.url_for("/1"))
    httpserver.expect_request("/feed").respond_with_data(rss(teaser))
    httpserver.expect_request("/other").respond_with_data(rss(teaser, title="Wire: Local"))
    httpserver.expect_request("/1").respond_with_data(page, content_type="text/html")
    other = httpserver.url_for("/other")
    assert world.fetch(feed, other).fresh == 1
    assert sum(request.path == "/1" for request, _ in httpserver.log) == 1
    for url in (feed, other):
        (article,) = stored_sources.stored(world.store, SourceSettings(url=url))
        assert "<article>" in article.content


def test_the_image_of_an_entry_is_kept(world, httpserver, feed):
    picture = "<enclosure url='https://a.example/p.png' type='image/png' length='1'/></item>"
    httpserver.expect_request("/feed").respond_with_data(rss(item(1).replace("</item>", picture)))
    world.fetch(feed)
    (article,) = stored_sources.stored(world.store, SourceSettings(url=feed))
    assert article.image == Image("https://a.example/p.png")


POOL = (
    "The swimming baths of Quay Street stay shut from Monday while workers mend the boiler and the old roof above it."
)
MARKET = (
    "Farmers from the hills will sell apples, cheese and honey on the castle square every Saturday until Christmas."
)


def notice(title, text, guid=""):
    mark = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return f"<item><title>{title}</title>{mark}<link>https://town.example/notices</link><description>{text}</description></item>"


@pytest.mark.parametrize(
    ("guids", "titles"),
    [(("n1", "n2"), ("Baths shut", "Market opens")), (("", ""), ("Baths shut", "Market opens")),
     (("", ""), ("Notice", "Notice"))],
)  # fmt: skip
def test_notices_under_one_link_in_different_fetches_are_two_articles(world, httpserver, feed, guids, titles):
    first, second = notice(titles[0], POOL * 9, guids[0]), notice(titles[1], MARKET * 9, guids[1])
    for items in ([first], [second], [second], [first]):
        httpserver.expect_ordered_request("/feed").respond_with_data(rss(*items), content_type="text/xml")
    assert [world.fetch(feed, pages=False).fresh for _ in range(4)] == [1, 1, 0, 0]
    found = stored_sources.stored(world.store, SourceSettings(url=feed))
    assert len(found) == 2
    assert not any(table.revisions(world.store, each.id) for each in found)


@pytest.mark.parametrize(
    ("title", "text"), [("Baths shut", MARKET * 9), ("Baths shut for months", POOL * 9 + MARKET), ("Boiler", POOL * 4)]
)
def test_a_new_title_or_a_new_text_of_one_article_is_a_revision(world, httpserver, feed, title, text):
    for items in ([notice("Baths shut", POOL * 9, "n1")], [notice(title, text, "n1")]):
        httpserver.expect_ordered_request("/feed").respond_with_data(rss(*items), content_type="text/xml")
    assert [world.fetch(feed, pages=False).fresh for _ in range(2)] == [1, 0]
    (article,) = stored_sources.stored(world.store, SourceSettings(url=feed))
    assert len(table.revisions(world.store, article.id)) == 1


BREAD = "A baker from Ode won the prize of the county for rye bread, which her mother had won three times before. " * 8


def whole_page(title, text):
    around = "<nav>Home News Sport Weather Culture Lake Tarn Ode Contact Imprint Privacy</nav>" * 20
    return f"<html><title>{title}</title><body>{around}<article><h1>{title}</h1><p>{text}</p></article></body></html>"


@pytest.mark.parametrize("marks", [("a77", "b12"), ("77", "78"), ("mill", "bread")])
def test_two_pages_whose_addresses_differ_in_an_ambiguous_parameter_are_both_kept(world, httpserver, feed, marks):
    pages = [f"{httpserver.url_for('/show')}?ref={mark}" for mark in marks]
    for mark, title, text in zip(marks, ("Bridge shut", "Bread wins"), (TEXT, BREAD), strict=True):
        httpserver.expect_request("/show", query_string=f"ref={mark}").respond_with_data(
            whole_page(title, text), content_type="text/html"
        )
    assert world.fetch(*pages).fresh == 2
    world.now += dt.timedelta(hours=1)
    assert world.fetch(*pages).fresh == 0
    texts = [stored_sources.stored(world.store, SourceSettings(url=page))[0].content for page in pages]
    assert ["Bridge" in texts[0], "Bread" in texts[1]] == [True, True]


def test_one_page_under_two_campaigns_is_one_article(world, httpserver, feed):
    pages = [f"{httpserver.url_for('/show')}?ref={mark}" for mark in ("twitter", "mail")]
    httpserver.expect_request("/show").respond_with_data(whole_page("Bridge shut", TEXT), content_type="text/html")
    assert world.fetch(*pages).fresh == 1


@pytest.mark.parametrize("marks", [("a77", "b12"), ("77", "78")])
def test_two_feeds_that_bring_two_articles_under_one_id_in_one_run_lose_none(world, httpserver, feed, marks):
    other = httpserver.url_for("/other")
    links = [f"https://tarn.example/show?ref={mark}" for mark in marks]
    httpserver.expect_request("/feed").respond_with_data(rss(item(1, TEXT, link=links[0])))
    httpserver.expect_request("/other").respond_with_data(rss(item(2, BREAD, link=links[1])))
    assert world.fetch(feed, other).fresh == 2
    world.now += dt.timedelta(hours=1)
    assert world.fetch(feed, other).fresh == 0
    assert (world.titles(feed), world.titles(other)) == (["Story 1"], ["Story 2"])
    assert not table.revisions(world.store, stored_sources.stored(world.store, SourceSettings(url=feed))[0].id)
