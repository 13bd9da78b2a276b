import html
import re

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.render import escaping


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://x.example/%0aalert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//x.example/a",
        "/a",
        "http://",
        "http://[::1",
        "http://x.example:port/",
        "https://x.example/a b",
        "https://x.example/\x01",
        "https://x.example/" + "a" * 3000,
        "",
        None,
    ],
)
def test_other_addresses_are_never_links(url):
    assert escaping.safe_url(url) is None


def test_web_addresses_are_kept_and_cannot_end_early():
    assert escaping.safe_url("https://x.example/a?b=c&d=%20#e") == "https://x.example/a?b=c&d=%20#e"
    assert escaping.safe_url("https://x.example/матч") == "https://x.example/%D0%BC%D0%B0%D1%82%D1%87"
    assert escaping.safe_url("""https://x.example/"><'()""") == "https://x.example/%22%3E%3C%27%28%29"


def test_a_text_fragment_names_the_passage_by_its_ends():
    address = "https://x.example/a"
    assert (
        escaping.text_fragment(address, "One-two, three & four")
        == f"{address}#:~:text=One%2Dtwo%2C%20three%20%26%20four"
    )
    long = " ".join(f"w{number}" for number in range(30))
    assert escaping.text_fragment(address, long) == (
        f"{address}#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29"
    )
    assert escaping.text_fragment(f"{address}#part", "here") == f"{address}#part:~:text=here"
    assert escaping.text_fragment(None, "here") is None
    assert escaping.text_fragment(address, "  ") == address


@given(st.text(max_size=60))
def test_escaped_markdown_prints_the_text_itself(text):
    printed = markdown.markdown(escaping.escape_markdown(text))
    assert "<" not in printed.replace("<p>", "").replace("</p>", "")


@given(st.text(max_size=200))
def test_a_slug_is_short_plain_and_stable(text):
    slug = escaping.slug(text)
    assert slug == escaping.slug(text)
    assert 0 < len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_slugs_keep_different_names_apart():
    assert escaping.slug("Coast Radio") == "coast-radio"
    assert escaping.slug("La Dépêche") == "la-depeche"
    assert escaping.slug("Вечір") != escaping.slug("Ранок")
    assert escaping.slug("x" * 200) != escaping.slug("x" * 201)


def test_a_note_keeps_nothing_that_runs():
    cleaned = escaping.clean_html(
        '<p onclick="x()">Hi <script>alert(1)</script><a href="javascript:x">y</a><img src="https://x.example/i">'
        '<style>p{}</style><a href="https://x.example/">z</a></p>'
    )
    assert "script" not in cleaned
    assert "onclick" not in cleaned
    assert "img" not in cleaned
    assert "style" not in cleaned
    assert '<a href="https://x.example/" rel="noopener noreferrer">z</a>' in cleaned


def test_plain_text_loses_controls_and_reordering_marks():
    assert escaping.plain("a\x00b\x1bc\N{RIGHT-TO-LEFT OVERRIDE}d\ne") == "abcd\ne"
    assert escaping.one_line("a\r\nBcc: x\t b") == "a Bcc: x b"


HOSTILE_TITLES = [
    'Quay closed {#x onclick="steal()"}',
    "Quay closed {: .alarm style=position:fixed }",
    "Quay closed {{ site.token | dump }}",
    "Quay {% include secret.html %} closed",
    "Quay {{< figure src=x >}} closed",
    "Quay {alert(1)} closed",
    "Quay closed[^1]",
    "!!! danger",
    "??? note",
    "*[Quay]: gone",
]


@pytest.mark.parametrize("title", HOSTILE_TITLES)
@pytest.mark.parametrize("frame", ["{}", "### {}", "- {}", "**{}** more"])
def test_a_title_is_words_to_extensions_of_markdown_too(title, frame):
    source = frame.format(escaping.escape_markdown(title)) + "\n\n[^1]: note\n"
    made = markdown.markdown(source, extensions=["extra", "admonition", "attr_list", "footnotes", "abbr", "md_in_html"])
    assert not re.search(r"<[^>]*(onclick|style|alarm|admonition|footnote-ref|<details)", made)
    assert not re.search(r"\{\{|\{%", escaping.escape_markdown(title))
    text = html.unescape(re.sub(r"<[^>]+>", "", made))
    # Python-Markdown knows fewer escapes than CommonMark, and shows the others.
    assert title in text.replace("\\", "")


@pytest.mark.parametrize("title", ["Prices up 5% (again)", "“No danger”, says the board: 3 of 4", "What now? Nothing!"])
def test_a_title_without_braces_stays_as_it_is(title):
    assert escaping.escape_markdown(title) == title
