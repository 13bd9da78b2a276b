import datetime as dt

import pytest

from briefing.config import SourceSettings
from briefing.errors import ArticleError
from briefing.ingest.text_and_markdown import parse

BODY = "The council voted on Monday to close the bridge.\n\nBuses will take the harbour road."


def article(text, *, markdown=False, **settings):
    return parse(text, markdown=markdown, name="in/a.txt", source=SourceSettings(url="in", **settings))


def test_front_matter_says_who_wrote_what_when():
    found = article(
        "---\ntitle: Bridge closes\nurl: https://post.example/b?utm_source=x\noutlet: Harbour Post\n"
        "author: [A. B., C. D.]\n"
        f"published: 2025-10-22T08:00:00+02:00\n---\n\n{BODY}\n"
    )
    assert (found.title, found.outlet, found.author) == ("Bridge closes", "Harbour Post", "A. B., C. D.")
    assert found.published == dt.datetime(2025, 10, 22, 6, tzinfo=dt.UTC)
    assert found.url == "https://post.example/b?utm_source=x"
    assert found.content == BODY
    assert found.source == "in/a.txt"


def test_front_matter_that_is_not_quite_yaml_is_read_all_the_same():
    found = article(f"---\ntitle: Bridge: closed at last\npublished: 2025-10-22\n---\n{BODY}")
    assert found.title == "Bridge: closed at last"
    assert found.published == dt.datetime(2025, 10, 22, 12, tzinfo=dt.UTC)


def test_a_line_of_dashes_is_not_front_matter():
    assert article(f"---\nonly a rule\n---\n{BODY}").title is None


@pytest.mark.parametrize("title", ["Bridge closes", "Ponte: fechada até à primavera", "橋が閉鎖される"])
def test_a_short_first_line_is_the_title(title):
    found = article(f"{title}\n\n{BODY}")
    assert (found.title, found.content) == (title, BODY)


@pytest.mark.parametrize("first", ["The bridge is closed.", "x" * 200, "He asked: “Why.”", "And then,"])
def test_what_is_a_sentence_or_too_long_is_no_title(first):
    found = article(f"{first}\n\n{BODY}")
    assert found.title is None
    assert first in found.content


def test_the_heading_of_markdown_is_its_title_and_not_its_text():
    found = article(f"# Bridge *closes* [now](https://x.example)\n\n{BODY}", markdown=True)
    assert (found.title, found.content.strip(), found.markup) == ("Bridge closes now", BODY, "markdown")
    assert article(f"Bridge closes\n=====\n\n{BODY}", markdown=True).title == "Bridge closes"


def test_a_heading_that_repeats_the_front_matter_is_left_out_and_another_is_kept():
    front = "---\ntitle: “Bridge” closes\n---\n\n"
    assert article(f"{front}# 'Bridge' closes\n\n{BODY}", markdown=True).content.strip() == BODY
    assert "# Part one" in article(f"{front}# Part one\n\n{BODY}", markdown=True).content


def test_hard_wrapped_lines_are_joined():
    found = article(
        "Title here\n\nA line that was broken by an editor at the margin of seventy\ncharacters and goes on.\n"
    )
    assert "seventy characters" in found.content


def test_the_settings_of_the_source_come_first():
    found = article(f"---\noutlet: Its own\n---\n{BODY}", name="Mine", section="World")
    assert (found.outlet, found.section) == ("Mine", "World")


@pytest.mark.parametrize("text", ["---\ntitle: Nothing\n---\n", "\u200b\ufeff \n"])
def test_a_file_without_text_is_an_error_with_a_hint(text):
    with pytest.raises(ArticleError) as caught:
        article(text)
    assert caught.value.hint


def test_script_addresses_and_impossible_dates_are_dropped():
    found = article(f"---\nurl: javascript:alert(1)\npublished: 1970-01-01\n---\n{BODY}")
    assert found.url is None
    assert found.published is None


def test_front_matter_in_toml():
    head = '+++\ntitle = "The dam"\ndate = 2025-11-05T10:15:00+01:00\n[params]\noutlet = "Tarn"\n+++\n\n'
    article = parse(f"{head}The board lowered the lake.", markdown=True, name="a.md", source=SourceSettings(url="a"))
    assert (article.title, article.outlet, article.content.strip()) == (
        "The dam",
        "Tarn",
        "The board lowered the lake.",
    )
    assert article.published is not None
    assert article.published.isoformat() == "2025-11-05T10:15:00+01:00"


def test_front_matter_that_is_nearly_toml_is_read_line_by_line():
    text = "+++\ntitle = The dam: low\ndraft = maybe\n+++\nThe board lowered the lake."
    assert parse(text, markdown=True, name="a.md", source=SourceSettings(url="a")).title == "The dam: low"


@pytest.mark.parametrize("line", ["kind: opinion", "type: Review", "categories: [Culture, Comment]", "tags: op-ed"])
def test_front_matter_tells_the_kind(line):
    assert article(f"---\ntitle: A dull supper\n{line}\n---\n\nThe oysters were small and warm.\n").kind == "opinion"


@pytest.mark.parametrize("line", ["type: post", "tags: [harbour, review of the year]", "category: News"])
def test_other_front_matter_does_not(line):
    assert article(f"---\ntitle: A new harbour\n{line}\n---\n\nThe harbour opened on Monday.\n").kind is None
