"""Recognises a front page, which lists articles, and tells it from an article's page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from briefing.text.canonical_urls_and_article_ids import same_site, web_url
from briefing.text.html_to_text import parse_html

__all__ = ["is_front_page", "may_have_feed"]

_ARTICLE = re.compile(r'"@type"\s*:\s*\[?\s*"\w*(?:Article|Posting|Report|LiveBlog|Review)"')
# Words of a link that is a headline; links of the same site that make a front page.
_HEADLINE_WORDS, _HEADLINES = 4, 3
# Characters of a paragraph of prose, and how many of them an article has at least.
_PROSE, _PARAGRAPHS = 200, 3


def may_have_feed(url: str) -> bool:
    """Whether an address can be a front page's or a section's: no article's, which has a number or hyphens."""
    path = urlsplit(url).path.strip("/")
    return not (path.count("/") > 1 or any(character.isdigit() for character in path) or "-" in path or "." in path)


def is_front_page(page: str, url: str) -> bool:
    """Whether the page at `url` lists articles rather than being one."""
    tree = parse_html(page)
    if tree is None or not may_have_feed(url) or _is_declared_article(tree):
        return False
    headlines = {
        address
        for link in tree.iter("a")
        if len("".join(link.itertext()).split()) >= _HEADLINE_WORDS
        and (address := web_url(link.get("href"), url))
        and same_site(address, url)
    }
    prose = sum(len(_own_words(each)) >= _PROSE for each in tree.iter("p"))
    return len(headlines) >= _HEADLINES and prose < max(_PARAGRAPHS, len(headlines))


def _is_declared_article(tree: Any) -> bool:
    kinds = [meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "og:type"]
    records = [script.text or "" for script in tree.iter("script") if "ld+json" in (script.get("type") or "")]
    return "article" in kinds or any(_ARTICLE.search(record) for record in records)


def _own_words(paragraph: Any) -> str:
    """The words of a paragraph outside its links."""
    linked = sum(len("".join(link.itertext())) for link in paragraph.iter("a"))
    text = "".join(paragraph.itertext()).strip()
    return text[: max(0, len(text) - linked)]
