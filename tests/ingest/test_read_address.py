import pytest

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.ingest.discover_feeds import discover
from briefing.records import Article, Failure

TEXT = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. " * 8
SETTINGS = FetchSettings(allow_private=("localhost",), delay=0.0, timeout=3.0)
ITEM = f"<item><title>T</title><description>{TEXT}</description></item>"
RSS = f"<rss version='2.0'><channel><title>Wire</title>{ITEM}</channel></rss>"


def read(url, **settings):
    return list(ingest.read(SourceSettings(url=url), fetch=SETTINGS.model_copy(update=settings)))


def test_an_article_page_is_one_article(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_request("/2025/bridge-closes").respond_with_data(
        f"<html><head><link rel=alternate type='application/rss+xml' href='/feed'></head><p>{TEXT}</p></html>",
        content_type="text/html; charset=utf-8",
    )
    url = httpserver.url_for("/2025/bridge-closes")
    (article,) = read(url)
    assert isinstance(article, Article)
    assert (article.markup, article.source) == ("html", url)


def test_a_list_of_feeds_is_read_in_its_order_and_its_failures_stand_in_place(httpserver):
    httpserver.expect_request("/a").respond_with_data(RSS)
    httpserver.expect_request("/b").respond_with_data(status=404)
    outlines = "".join(f"<outline xmlUrl='{httpserver.url_for(path)}'/>" for path in ("/b", "/a"))
    httpserver.expect_request("/list").respond_with_data(f"<opml><body>{outlines}</body></opml>")
    failure, article = read(httpserver.url_for("/list"))
    assert isinstance(failure, Failure)
    assert article.title == "T"


def test_what_cannot_be_fetched_is_one_failure(httpserver):
    httpserver.expect_request("/x").respond_with_data(b"\x89PNG\r\n\x1a\n" + bytes(100), content_type="image/png")
    (failure,) = read(httpserver.url_for("/x"))
    assert failure.message == "is neither a feed nor a page"
    (failure,) = read(httpserver.url_for("/x"), allow_private=())
    assert "private address" in failure.message


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<link rel='alternate' type='application/rss+xml' href='feed.xml'>", ["https://a.example/feed.xml"]),
        (
            (
                "<link rel=alternate type=application/rss+xml href=/comments/feed><link rel=alternate "
                "type=application/atom+xml href=/atom>"
            ),
            ["https://a.example/atom", "https://a.example/comments/feed"],
        ),
        ("<link rel=alternate type=application/feed+json href=//b.example/f.json>", ["https://b.example/f.json"]),
        ("<link rel=alternate type=application/rss+xml href=javascript:x>", []),
        ("<link rel=stylesheet type=text/css href=/x.css>", []),
    ],
)
def test_the_feeds_that_a_page_names(head, found):
    assert discover(f"<html><head>{head}</head><body></body></html>", "https://a.example/") == found
