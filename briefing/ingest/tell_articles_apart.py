"""Articles of several sources under one id -> each article under an id of its own, versions of one article under one.

Within a feed `briefing.ingest.feed_entries_to_articles_and_ids` does this. Here two feeds, or two pages, of one run
meet: "?ref=a77" and
"?ref=b12" may be two articles or one with two campaigns, and only titles and texts tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import unescape

from briefing.ingest.feed_entries_to_articles_and_ids import id_beside
from briefing.ingest.parse_rss_and_atom import FULL_WORDS
from briefing.records import Article
from briefing.store.feeds_and_articles import Outcome
from briefing.text.canonical_urls_and_article_ids import is_ambiguous, own_id
from briefing.text.same_article_under_one_address import is_version
from briefing.text.words_by_script import count

__all__ = ["told_apart"]

_PARAGRAPH = re.compile(r"<p\b[^<>]*>(.*?)(?=</p\b|<p\b|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")


def told_apart(outcomes: Iterable[Outcome], stored: Callable[[str], Article | None]) -> list[Outcome]:
    """`outcomes` with ids of their own for articles that only share one with another; `stored` gives earlier ones."""
    seen: dict[str, Article] = {}
    return [replace(each, articles=tuple(_own(item, seen, stored) for item in each.articles)) for each in outcomes]


def _own(article: Article, seen: dict[str, Article], stored: Callable[[str], Article | None]) -> Article:
    if not is_ambiguous(article.url):
        return article
    earlier = seen.get(article.id) or stored(article.id)
    if earlier is not None and earlier.url != article.url and not _is_version(article, earlier):
        own = id_beside(article, earlier) if article.feed else own_id(article.id, article.url, None, "")
        article = replace(article, id=own)
    seen.setdefault(article.id, article)
    return article


def _is_version(article: Article, earlier: Article) -> bool:
    if article.feed and article.guid and article.guid == earlier.guid and article.guid != article.url:
        return True
    text, other = _words(article), _words(earlier)
    full = min(count(text), count(other)) >= FULL_WORDS
    return is_version(article.title, text, earlier.title, other, full=full)


def _words(article: Article) -> str:
    """The words of the paragraphs, as pages of one site share all that is around them; of other texts all words."""
    if article.markup != "html":
        return article.content
    inner = " ".join(_PARAGRAPH.findall(article.content))
    return unescape(_TAG.sub(" ", inner if inner.strip() else article.content))
