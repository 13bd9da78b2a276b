"""A saved or fetched web page -> article. `briefing.extract` finds its text later."""

from __future__ import annotations

from briefing.config import SourceSettings
from briefing.errors import ArticleError
from briefing.records import Article
from briefing.text.canonical_urls_and_article_ids import article_id, web_url
from briefing.text.page_metadata import address

__all__ = ["parse"]


def parse(content: str, *, name: str, source: SourceSettings, url: str | None = None) -> Article:
    """The article of one page; `url` is where it was found, the page's own canonical address comes first.

    Raises ArticleError if the page is empty.
    """
    if not content.strip():
        raise ArticleError("is empty", subject=name, hint="Save the page again.")
    found = address(content, url) or web_url(url)
    return Article(
        id=article_id(url=found, outlet=source.name, text=content),
        source=name,
        content=content,
        markup="html",
        url=found,
        outlet=source.name,
        section=source.section,
    )
