"""What others wrote on a page: comments, adverts, players, machine-made summaries (all left out), embedded posts.

Extractors take them for the article's where they stand within it. They are known by the names of their elements and by
how they are built; what holds the headline, or most of the page's words, stays whatever it is called. Embedded posts
belong to the article's text, as the page sets count it, but are nobody's reporting: they are told apart and not quoted.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from briefing.text.html_to_text import parse_html

__all__ = ["embedded_posts", "own_words"]


def _names(words: str) -> re.Pattern[str]:
    """Finds one of the words as a whole in a class or id: "comments", "article-comments", "comments_list"."""
    return re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)


_COMMENTS = _names(
    r"comments?|commentlist|comment-?section|disqus\w*|discussions?|threads?|replies|responses|reader-?posts|user-?posts|"
    r"kommentare?|leserkommentare?|leserbriefe|commentaires?|comentarios?|commenti|reacties|komentarze|коментарі|комментарии"
)
# The minutes of a live page are sometimes called comments.
_LIVE = _names("live|liveticker|ticker|match")
_COMMENT_WORDS = re.compile(
    r"\b(?:comments?|discussion|readers?|replies|have your say|your (?:view|opinion|say)s?|kommentare?|meinung(?:en)?|"
    r"leser(?:innen)?|diskussion|commentaires?|réactions?|lecteurs|votre avis|comentarios?|lectores|opini[óo]n(?:es)?|"
    r"commenti|lettori|reacties|lezers|komentarze|czytelnicy|коментар\w*|комментари\w*|обговорення|обсуждение)\b",
    re.IGNORECASE,
)
_POSTS = _names(
    r"twitter-tweet|tweet-?embed|instagram-media|fb-post|facebook-post|tiktok-embed|bluesky-embed|mastodon-embed|"
    r"reddit-(?:card|embed)|reddit-embed-bq|telegram-post|threads-post|text-post-media|social-?embed|embedded-?post"
)
# "— Harbour Gossip (@harbourgossip) November 4" at the end of a quotation.
_SIGNED = re.compile(r"[—–-]\s*[^—–\n]{1,60}\(@[\w.@-]+\)[^.!?]{0,60}$")
_ADVERTS = _names(
    r"advert(?:s|isements?|ising|orial)?|ads?-(?:slot|unit|container|wrapper|box|block)|adslot|adbox|sponsored(?:-\w+)?|"
    r"sponsor-?box|promo(?:ted)?-?box|anzeige|werbung|publicite|publicidad|audio-?player|listen(?:-\w+)?|read-?aloud|tts|"
    r"text-?to-?speech|ai-?summary|auto-?summary|summary-?ai|generated-?summary"
)
_LABELLED = re.compile(
    r"\A\s*(?:listen to this article|advertisement\b|sponsored (?:content|by)\b|anzeige\b|"
    r"(?:ai|machine)[- ](?:generated|made|written) summary|summary (?:generated|made|written) by (?:ai|a machine)|"
    r"ki-(?:generierte )?zusammenfassung|von ki zusammengefasst|résumé (?:généré|rédigé) par (?:l['’])?ia|"
    r"resumen generado (?:por|con) ia)",
    re.IGNORECASE,
)
# Characters of an advert or summary; what is longer may be the article in a wrapper that somebody named badly.
_SHORT = 900
# Letters of a name before a reader's words, and how many such posts make a thread.
_NAME_WORDS, _NAME_LETTERS, _POSTS_OF_A_THREAD = 4, 40, 2
_PARTS = ("div", "section", "aside", "ul", "ol", "blockquote", "figure", "p", "details")
# Share of a page's words that must remain, or nothing is taken.
_STILL_OWN = 0.35


def own_words(content: str) -> str:
    """The page `content` without the words of others."""
    tree = parse_html(content)
    body = tree.find(".//body") if tree is not None else None
    if body is None:
        return content
    foreign = [element for element in body.iter(*_PARTS) if _is_foreign(element)]
    taken = [each for each in foreign if not any(outer in foreign for outer in each.iterancestors())]
    if not taken or sum(map(_length, taken)) > (1 - _STILL_OWN) * _length(body):
        return content
    for element in taken:
        element.drop_tree()
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _length(element: Any) -> int:
    return len(" ".join(element.itertext()).split())


def _is_foreign(element: Any) -> bool:
    if next(element.iter("h1"), None) is not None or next(element.iterancestors("head"), None) is not None:
        return False
    named = _named(element)
    return _is_short_and_foreign(element, named) or _is_thread(element, named)


def embedded_posts(content: str) -> list[str]:
    """The words of the page's embedded posts, each on one line."""
    tree = parse_html(content) if "<blockquote" in content or _POSTS.search(content) else None
    if tree is None:
        return []
    posts = (each for each in tree.iter("blockquote", "div", "figure") if _is_post(each, _named(each)))
    return [" ".join(each.text_content().split()) for each in posts]


def _named(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_post(element: Any, named: str) -> bool:
    """Whether an element is a post of a social network."""
    quoted = element.tag == "blockquote" and _SIGNED.search(" ".join(element.text_content().split()))
    return bool(quoted or _POSTS.search(named))


def _is_short_and_foreign(element: Any, named: str) -> bool:
    """Whether an element is an advert, a player's label or a machine's summary, by its name or its first words."""
    text = element.text_content()
    if len(text) > _SHORT or element.tag == "p":
        return False
    return bool(_ADVERTS.search(named) or _LABELLED.match(text))


def _is_thread(element: Any, named: str) -> bool:
    """Whether an element holds readers' comments.

    Its name says so, or its heading does and it is built of posts, each a short name before some words.
    """
    called = bool(_COMMENTS.search(named)) and not _LIVE.search(named)
    posts = sum(_is_signed(child) for child in element.iterchildren("div", "li", "article", "section"))
    heading = next((child for child in element.iterchildren("h2", "h3", "h4", "h5", "header")), None)
    headed = heading is not None and bool(_COMMENT_WORDS.search(heading.text_content()))
    return posts > 0 or headed if called else headed and posts >= _POSTS_OF_A_THREAD


def _is_signed(child: Any) -> bool:
    """Whether an element is a reader's post: a short name, then words."""
    parts = [part for part in child.iterdescendants() if isinstance(part.tag, str) and part.text_content().strip()]
    if len(parts) < _POSTS_OF_A_THREAD:
        return False
    first = next((part for part in parts if len(part) == 0), parts[0]).text_content().strip()
    short = len(first.split()) <= _NAME_WORDS and len(first) <= _NAME_LETTERS and first[-1] not in ".?!"
    return short and len(child.text_content()) > 2 * len(first)
