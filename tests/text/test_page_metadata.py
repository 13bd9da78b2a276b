import datetime as dt
import json

import pytest

from briefing.records import Image
from briefing.text.page_metadata import address, facts

NOW = dt.datetime(2025, 10, 23, 12, tzinfo=dt.UTC)


def page(head="", body=""):
    return facts(
        f"<!doctype html><html lang='en-GB'><head>{head}</head><body>{body}</body></html>",
        "https://post.example/x",
        now=NOW,
    )


def test_json_ld_says_most():
    data = {
        "@graph": [
            {"@type": "WebSite", "name": "Not this"},
            {"@type": ["NewsArticle"], "headline": "Bridge closes", "datePublished": "2025-10-22T08:00:00+02:00",
             "author": [{"name": "A. Hale"}, {"name": "B. Orr"}], "publisher": {"name": "Harbour Post"},
             "image": {"url": "/i.jpg", "creditText": "C. Dee"}, "isAccessibleForFree": "False"},
        ]
    }  # fmt: skip
    found = page(
        f"<script type='application/ld+json'>{json.dumps(data)}</script>", "<img src='/i.jpg' alt='The bridge'>"
    )
    assert (found.title, found.author, found.outlet) == ("Bridge closes", "A. Hale, B. Orr", "Harbour Post")
    assert found.published == dt.datetime(2025, 10, 22, 6, tzinfo=dt.UTC)
    assert found.free is False
    assert found.image == Image("https://post.example/i.jpg", "The bridge", "C. Dee")
    assert found.language == "en-GB"


def test_meta_elements():
    found = page(
        "<meta property='og:title' content='Bridge closes'><meta property='og:site_name' content='Harbour Post'>"
        "<meta property='article:published_time' content='2025-10-22T08:00:00Z'><meta name=author content='By A. Hale'>"
    )
    assert (found.title, found.outlet, found.author) == ("Bridge closes", "Harbour Post", "A. Hale")
    assert found.published == dt.datetime(2025, 10, 22, 8, tzinfo=dt.UTC)


def test_a_page_of_the_old_days():
    found = page(
        "<title>Bridge closes - Harbour Post</title>",
        "<h1>Bridge closes</h1><div>A. Hale &middot; Wednesday 22 October 2025 09:45</div><p>Text.</p>",
    )
    assert (found.title, found.outlet) == ("Bridge closes", "Harbour Post")
    assert found.published == dt.datetime(2025, 10, 22, 9, 45, tzinfo=dt.UTC)


@pytest.mark.parametrize("date", ["1970-01-01", "2099-01-01", "soon"])
def test_impossible_dates_are_passed_over(date):
    found = page(f"<meta name=date content='{date}'>", "<time datetime='2025-10-21'>Tuesday</time>")
    assert found.published == dt.datetime(2025, 10, 21, 12, tzinfo=dt.UTC)


def test_the_canonical_address_is_believed_on_its_own_site_only():
    def link(url):
        return f"<link rel='canonical' href='{url}'>"

    assert address(link("/a?utm_source=x"), "https://post.example/b") == "https://post.example/a"
    assert address(link("https://www.post.example/a"), "https://post.example/b") == "https://www.post.example/a"
    assert address(link("https://evil.example/a"), "https://post.example/b") is None
    assert address(link("https://post.example/"), "https://post.example/b") is None
    assert address(link("javascript:alert(1)"), None) is None
    assert address("<meta property='og:url' content='https://post.example/a&amp;b'>") == "https://post.example/a&b"


@pytest.mark.parametrize(
    "content", ["", "<", "<html", "<script type='application/ld+json'>{\"@graph\": [[[{]</script>", "\x00"]
)
def test_broken_pages_say_nothing(content):
    assert facts(content).title is None
