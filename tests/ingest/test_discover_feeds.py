import pytest

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.ingest.discover_feeds import candidates
from briefing.records import Article, Failure

TEXT = "The ferry to Osk has been laid up for the winter, and its crew has gone ashore until the ice is gone. " * 5
ITEM = f"<item><title>T</title><description>{TEXT}</description></item>"
RSS = f"<rss version='2.0'><channel><title>Vale</title>{ITEM}</channel></rss>"
TEASERS = "".join(
    f"<div><a href='/news/{n}'>The ferry number {n} is laid up</a><p>Its crew has gone ashore.</p></div>"
    for n in range(8)
)
FRONT = f"<html><head><title>Vale Courier</title></head><body>{TEASERS}</body></html>"
ARTICLE = f"<html><body><h1>Ferry laid up</h1>{f'<p>{TEXT}</p>' * 6}{TEASERS[:300]}</body></html>"


def read(url):
    settings = FetchSettings(allow_private=("localhost",), delay=0.0, timeout=3.0)
    return list(ingest.read(SourceSettings(url=url), fetch=settings))


def test_links_to_feeds_come_before_the_usual_addresses():
    page = FRONT.replace("</body>", "<a href='/service/rss-feeds'>RSS</a><a href='https://b.example/rss'>b</a></body>")
    found = candidates(page, "https://vale.example/sport")
    assert found[:2] == ["https://vale.example/service/rss-feeds", "https://vale.example/feed"]


@pytest.mark.parametrize("path", ["/feed", "/rss.xml", "/atom.xml"])
def test_the_feed_of_a_front_page_is_read_where_systems_put_it(httpserver, path):
    httpserver.expect_request("/").respond_with_data(FRONT, content_type="text/html")
    httpserver.expect_request(path).respond_with_data(RSS, content_type="text/xml")
    (article,) = read(httpserver.url_for("/"))
    assert isinstance(article, Article)
    assert article.title == "T"


def test_a_front_page_without_a_feed_is_said_and_is_no_article(httpserver):
    httpserver.expect_request("/").respond_with_data(FRONT, content_type="text/html")
    (failure,) = read(httpserver.url_for("/"))
    assert isinstance(failure, Failure)
    assert "no feed" in failure.message


def test_an_article_at_a_short_address_is_read(httpserver):
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_request("/ferry").respond_with_data(ARTICLE, content_type="text/html")
    (article,) = read(httpserver.url_for("/ferry"))
    assert isinstance(article, Article)
