import datetime as dt
import json

import pytest

from briefing.text.page_metadata import facts

NOW = dt.datetime(2025, 9, 20, 12, tzinfo=dt.UTC)
SENTENCE = "The ferry to Osk has been laid up for the winter, and its crew has gone ashore until the ice is gone. "
TEXT = f"<p>{SENTENCE * 2}</p>"
EVENT = "The harbour feast, which draws a crowd every year, will be held again, and its band will play as planned, on "
BYLINE = "<p class='byline'>Ida Marsk, 3 September 2025</p>"
TODAY = "<time datetime='2025-09-20'>Saturday 20 September 2025</time>"


def published(body, head=""):
    page = f"<!doctype html><html><head><title>Ferry laid up</title>{head}</head><body>{body}</body></html>"
    found = facts(page, "https://vale.example/x", now=NOW).published
    return found and found.date().isoformat()


def article(inner, after=""):
    return f"<main><article><h1>Ferry laid up</h1>{inner}{TEXT}</article>{after}</main>"


@pytest.mark.parametrize(
    "body",
    [
        f"<header>Vale Courier {TODAY}</header>" + article(BYLINE),
        f"<div class='topbar'>{TODAY}</div>" + article(BYLINE),
        "<div class='current-date'>20 September 2025</div>" + article(BYLINE),
        f"<aside>{TODAY}</aside>" + article("<p>By Ida <time datetime='2025-09-03T08:00:00Z'>Wednesday</time></p>"),
        article(BYLINE, f"<section id='comments'><p>Jon, {TODAY}</p></section>"),
        article(BYLINE, f"<div class='related'><a href='/y'>Ice on the sound</a> {TODAY}</div>"),
        article(BYLINE, f"<article><h2>Ice on the sound</h2>{TODAY}</article>"),
        article(BYLINE + f"<p>{EVENT}{TODAY}.</p>"),
        article(BYLINE + f"<div class='event'>Harbour feast: {TODAY}</div>"),
        f"<header><h1>Ferry laid up</h1></header>{BYLINE}{TEXT}",
        article("<p>Publié le mercredi 3 septembre 2025 à 7h40</p>"),
        article("<div><span>Ida Marsk</span> <span>3. September 2025, 07:40 Uhr</span></div>"),
        article("").replace("</article>", "<footer>Posted <time datetime='2025-09-03'>3 Sep</time></footer></article>"),
    ],
)  # fmt: skip
def test_the_date_of_the_article_is_its_own(body):
    assert published(body) == "2025-09-03"


@pytest.mark.parametrize(
    "body",
    [
        f"<header>Vale Courier {TODAY}</header>" + article(""),
        article("", f"<section class='comments'><p>Jon, {TODAY}</p></section>"),
        article("", f"<ul class='latest'><li>Ice on the sound {TODAY}</li></ul>"),
        article(f"<p>{EVENT}{TODAY}.</p>"),
        article("<p class='date'>05/09/2025</p>"),
        article("<p class='date'>05/09/25</p>"),
    ],
)  # fmt: skip
def test_a_page_without_a_date_of_its_own_is_undated(body):
    assert published(body) is None


def test_an_ambiguous_date_in_the_metadata_does_not_come_back():
    assert published(article(""), "<meta name='date' content='05/09/2025'>") is None
    assert published(article(BYLINE), "<meta name='date' content='05/09/2025'>") == "2025-09-03"


def test_the_record_of_the_article_is_taken_not_that_of_a_teaser():
    records = [
        {"@type": "NewsArticle", "headline": "Ice on the sound", "datePublished": "2025-09-20"},
        {"@type": "NewsArticle", "headline": "Ferry laid up", "datePublished": "2025-09-03"},
    ]
    assert published(article(""), f"<script type='application/ld+json'>{json.dumps(records)}</script>") == "2025-09-03"


@pytest.mark.parametrize("name", ["c:1", "b'x", "a.b", "x-\u00e9", "d@e", "main:"])
def test_invented_elements_around_the_heading_do_not_matter(name):
    body = (
        f"<{name}><article><h1>Bridge closed</h1><p>The bridge of Orlin is closed until further notice.</p></article>"
    )
    assert facts(f"<html><body>{body}</{name}></body></html>", None).published is None
