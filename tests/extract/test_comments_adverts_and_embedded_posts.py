import pytest

from briefing.extract import extract
from briefing.extract.comments_adverts_and_embedded_posts import embedded_posts, own_words
from briefing.records import Article

PROSE = "".join(
    f"<p>The ferry to Osk, number {n}, has been laid up for the winter, and its whole crew has gone ashore until the "
    "ice on the sound is gone again, the harbour said.</p>"
    for n in range(8)
)
RANT = "I have crossed that sound every single day and nobody ever told me a word about it, what a shame."
POSTS = f"<div class=i><span>mudlark</span><p>{RANT}</p></div><div class=i><span>gull77</span><p>{RANT}</p></div>"


def page(inner):
    return f"<html><body><main><article><h1>Ferry laid up</h1>{PROSE}{inner}</article></main></body></html>"


@pytest.mark.parametrize(
    "inner",
    [
        f"<div class='comments'>{POSTS}</div>",
        f"<section id='reader-comments'><h3>12</h3>{POSTS}</section>",
        f"<div class='box'><h3>Join the discussion</h3>{POSTS}</div>",
        f"<div class='leserkommentare'><h4>Meinungen</h4>{POSTS}</div>",
        f"<div class='x'><h3>Réactions des lecteurs</h3>{POSTS}</div>",
        f"<ol class='thread'><li><cite>mudlark</cite> <p>{RANT}</p></li></ol>",
        f"<div class='advert'>{RANT}</div>",
        f"<div class='audio-player'>Listen to this article {RANT}</div>",
        f"<div class='box'><b>AI-generated summary</b><p>{RANT}</p></div>",
    ],
)
def test_words_of_others_go(inner):
    left = own_words(page(inner))
    assert "single day" not in left
    assert "number 7" in left


@pytest.mark.parametrize(
    "inner",
    [
        # An interview, a portrait of candidates, a quotation, a report about comments, a named wrapper.
        f"<div class='interview'><h3>Two questions</h3>{POSTS}</div>",
        f"<section><h2>The candidates</h2>{POSTS}</section>",
        f"<blockquote><p>{RANT}</p></blockquote>",
        f"<h2>What readers say about the ferry</h2><p>{RANT}</p>",
        f"<div class='content-wrapper no-sidebar'>{RANT}</div>",
        f"<div class='commentary-text'>{RANT}</div>",
        f"<div class='live-match-comments'>{POSTS}</div>",
    ],
)
def test_the_papers_words_stay(inner):
    assert "single day" in own_words(page(inner))


def test_a_page_that_is_nothing_but_a_thread_stays():
    whole = f"<html><body><div class='comments'>{POSTS * 5}</div></body></html>"
    assert own_words(whole) == whole


@pytest.mark.parametrize(
    "inner",
    [
        f"<blockquote class='twitter-tweet'><p>{RANT}</p></blockquote>",
        f"<blockquote><p>{RANT}</p>— Sound Gossip (@soundgossip) <a href='#'>4 November 2025</a></blockquote>",
        f"<div class='instagram-media'>{RANT}</div>",
    ],
)
def test_an_embedded_post_is_told_apart_and_not_quoted(inner):
    (post,) = embedded_posts(page(inner))
    assert RANT in post
    document = extract(Article(id="a", source="a", content=page(inner + PROSE), markup="html"))
    assert not any("single day" in document.text[start:end] for start, end in document.sentences)


def test_a_quotation_is_no_post():
    assert embedded_posts(page(f"<blockquote><p>{RANT}</p></blockquote>")) == []


@pytest.mark.parametrize("odd", ["\x01", "\x0c", "\x1b]0;", "\ufffe", "&#1;", "&#x1F;", "&#xFFFF;", "&#8"])
def test_characters_that_are_no_text_do_not_keep_the_words_of_others_in(odd):
    found = own_words(page(f"<p>It{odd} rained.</p><div class='comments'>{POSTS * 5}</div>{odd} {PROSE}"))
    assert "rained" in found
    assert "single day" not in found


@pytest.mark.parametrize("plain", ["&#9;", "&#10;", "&#x20;", "&#19968;", "&#128512;", "\t"])
def test_other_references_stay(plain):
    found = own_words(page(f"<p>It{plain}rained.</p><div class='comments'>{POSTS * 5}</div>{PROSE}"))
    assert "rained" in found
    assert "single day" not in found
