"""Against servers on loopback that answer as Miniflux (API v1) and FreshRSS (Google Reader API) do."""

import datetime as dt
import json
import re

import pytest
from werkzeug import Request, Response

from briefing import ingest
from briefing.config import FetchSettings, SourceSettings
from briefing.ingest import miniflux_and_freshrss
from briefing.records import Article, Failure

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0)
TEXT = "The council of Port Ellery voted on Monday night to close the iron bridge until the spring of next year. " * 8
SETTINGS = FetchSettings(allow_private=("localhost",), delay=0.0, timeout=3.0)
UNREAD, READ = "unread", "read"


class Holding:
    """Numbered entries, newest first: every third has been read, odd ones come from the second feed."""

    def __init__(self, count):
        self.numbers = list(range(count))
        self.requests = []

    def chosen(self, since, *, unread):
        moments = {number: NOW - dt.timedelta(minutes=number) for number in self.numbers}
        numbers = [number for number in self.numbers if moments[number].timestamp() > since]
        return [(number, moments[number]) for number in numbers if not unread or number % 3]


def miniflux(holding, token="t0ken"):
    def answer(request: Request) -> Response:
        holding.requests.append(request)
        if request.headers.get("X-Auth-Token") != token:
            return Response(json.dumps({"error_message": "Access Unauthorized"}), 401, content_type="application/json")
        asked = request.args
        assert (asked["order"], asked["direction"]) == ("published_at", "desc")
        all_ = holding.chosen(int(asked["published_after"]), unread=asked.get("status") == UNREAD)
        start = int(asked["offset"])
        entries = [
            {
                "id": 900 + number, "user_id": 1, "feed_id": number % 2, "status": UNREAD if number % 3 else READ,
                "hash": f"h{number}", "title": f"Story {number}", "url": f"https://news.example/{number}",
                "comments_url": "", "published_at": moment.isoformat(), "content": f"<p>{number} {TEXT}</p>",
                "author": "Ann", "share_code": "", "starred": False, "reading_time": 1, "enclosures": None,
                "feed": {"id": number % 2, "title": ["The Post", "The Wire"][number % 2]},
            }
            for number, moment in all_[start : start + int(asked["limit"])]
        ]  # fmt: skip
        return Response(json.dumps({"total": len(all_), "entries": entries}), content_type="application/json")

    return answer


def freshrss(holding, token="ann/0123abcd"):
    def answer(request: Request) -> Response:
        holding.requests.append(request)
        if request.headers.get("Authorization") != f"GoogleLogin auth={token}":
            return Response("Unauthorized!", 401, content_type="text/plain")
        asked = request.args
        all_ = holding.chosen(int(asked["ot"]), unread=asked.get("xt") == "user/-/state/com.google/read")
        start = int(asked.get("c", 0))
        page = all_[start : start + int(asked["n"])]
        items = [
            {
                "id": f"tag:google.com,2005:reader/item/{number:016x}", "crawlTimeMsec": "1", "timestampUsec": "1",
                "published": int(moment.timestamp()), "title": f"Story {number}",
                "canonical": [{"href": f"https://news.example/{number}"}],
                "alternate": [{"href": f"https://news.example/{number}"}],
                "categories": ["user/-/state/com.google/reading-list"],
                "origin": {"streamId": f"feed/{number % 2}", "title": ["The Post", "The Wire"][number % 2]},
                "summary": {"content": f"<p>{number} {TEXT}</p>"}, "author": "Ann",
            }
            for number, moment in page
        ]  # fmt: skip
        value = {"id": "user/-/state/com.google/reading-list", "updated": int(NOW.timestamp()), "items": items}
        if start + len(page) < len(all_):
            value["continuation"] = str(start + len(page))
        return Response(json.dumps(value), content_type="application/json")

    return answer


KINDS = [
    ("miniflux", miniflux, "/v1/entries", "BRIEFING_MINIFLUX_TOKEN", "t0ken"),
    (
        "freshrss",
        freshrss,
        "/api/greader.php/reader/api/0/stream/contents/user/-/state/com.google/reading-list",
        "BRIEFING_FRESHRSS_TOKEN",
        "ann/0123abcd",
    ),
]


@pytest.fixture(params=KINDS, ids=[kind for kind, *_ in KINDS])
def service(request, httpserver, monkeypatch):
    """Starts a service with so many entries: its address as a source, and what it holds."""
    kind, answers, path, name, token = request.param
    monkeypatch.setenv(name, token)

    def start(count):
        holding = Holding(count)
        holding.token_name, holding.path = name, path
        httpserver.expect_request(re.compile(re.escape(path))).respond_with_handler(answers(holding))
        return f"{kind}+{httpserver.url_for('/')}", holding

    return start


def read(url, **settings):
    return list(ingest.read(SourceSettings(url=url), fetch=SETTINGS.model_copy(update=settings)))


def test_entries_are_articles_of_the_feeds_they_come_from(service):
    url, holding = service(5)
    found = read(url)
    assert {(each.title, each.outlet) for each in found} == {
        (f"Story {number}", ["The Post", "The Wire"][number % 2]) for number in range(5)
    }
    first = next(each for each in found if each.title == "Story 0")
    assert (first.url, first.author, first.published) == ("https://news.example/0", "Ann", NOW)
    assert TEXT[:60] in first.content
    assert {request.method for request in holding.requests} == {"GET"}


def test_all_pages_are_read_and_old_entries_are_not(service):
    url, holding = service(450)
    holding.numbers += [60 * 24 * 30]
    assert len({each.title for each in read(url)}) == 450
    assert len(holding.requests) == 3


def test_only_unread_entries_where_the_address_says_so(service):
    url, _ = service(9)
    assert len(read(f"{url}?unread")) == 6


def test_more_entries_than_are_read_are_told(service, monkeypatch):
    monkeypatch.setattr(miniflux_and_freshrss, "_MAX_PAGES", 2)
    url, _ = service(450)
    *articles, note = read(url)
    assert len(articles) == 400
    assert not note.is_error
    assert "only the latest" in note.message


def test_a_wrong_or_missing_token_is_one_line_that_names_the_variable(service, monkeypatch):
    url, holding = service(1)
    monkeypatch.setenv(holding.token_name, "wrong")
    (failure,) = read(url)
    assert (failure.subject, failure.message[:12]) == (url, "answered 401")
    assert holding.token_name in failure.hint
    monkeypatch.delenv(holding.token_name)
    (failure,) = read(url)
    assert failure.hint == f"Set {holding.token_name} in the environment."
    assert "wrong" not in str(failure)


@pytest.mark.parametrize("body", ["<html>Log in</html>", "[]", "{}", '{"entries": [7], "items": [7], "total": 1}'])
def test_an_answer_that_is_not_the_services_is_one_failure(httpserver, monkeypatch, service, body):
    url, holding = service(1)
    httpserver.clear()
    httpserver.expect_request(holding.path).respond_with_data(body)
    (failure,) = read(url)
    assert isinstance(failure, Failure)
    assert "does not answer as" in failure.message


def test_private_hosts_are_refused_and_a_token_does_not_follow_a_redirect_to_another_host(httpserver, service):
    url, holding = service(1)
    (failure,) = read(url, allow_private=())
    assert "private address" in failure.message
    httpserver.clear()
    elsewhere = httpserver.url_for("/elsewhere").replace("localhost", "127.0.0.1")
    httpserver.expect_request(holding.path).respond_with_data(status=302, headers={"Location": elsewhere})
    seen = []
    httpserver.expect_request("/elsewhere").respond_with_handler(lambda request: seen.append(request) or Response("{}"))
    read(url, allow_private=("localhost", "127.0.0.1"))
    (request,) = seen
    assert "X-Auth-Token" not in request.headers
    assert "Authorization" not in request.headers


def test_teasers_are_completed_from_their_pages(httpserver, monkeypatch):
    monkeypatch.setenv("BRIEFING_MINIFLUX_TOKEN", "t0ken")
    page = f"<html><head><title>x</title></head><body><article><p>{TEXT}</p></article></body></html>"
    entry = {
        "id": 1, "feed_id": 1, "status": READ, "hash": "h", "title": "Bridge", "url": httpserver.url_for("/1"),
        "published_at": NOW.isoformat(), "content": "A teaser […]", "author": "", "feed": {"title": "The Post"},
    }  # fmt: skip
    httpserver.expect_request("/v1/entries").respond_with_json({"total": 1, "entries": [entry]})
    httpserver.expect_request("/robots.txt").respond_with_data(status=404)
    httpserver.expect_request("/1").respond_with_data(page, content_type="text/html")
    (article,) = read(f"miniflux+{httpserver.url_for('/')}")
    assert isinstance(article, Article)
    assert TEXT[:60] in article.content
