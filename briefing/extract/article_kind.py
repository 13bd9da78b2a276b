"""Whether an article is news, or opinion, analysis, satire or an advertisement.

What its carrier and its page declare comes first: types of JSON-LD (schema.org), sections, labels of the title and of
the first lines, parts of the address, and what an outlet says of the article in a sentence of its own. Without any of
these, English texts told in the first person are opinion (`briefing.extract.first_person_opinion`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefing.extract import first_person_opinion
from briefing.language import article_kind_from_label, of
from briefing.records import Article, ArticleKind
from briefing.text.decode_and_clean import one_line
from briefing.text.page_metadata import PageFacts

__all__ = ["kind_of"]

# https://schema.org/NewsArticle and its neighbours.
_TYPES: dict[str, ArticleKind] = {
    "OpinionNewsArticle": "opinion",
    "ReviewNewsArticle": "opinion",
    "AnalysisNewsArticle": "analysis",
    "BackgroundNewsArticle": "analysis",
    "SatiricalArticle": "satire",
    "AdvertiserContentArticle": "sponsored",
}
# A label is a short line among the first of the text.
_LABEL, _TOP = 30, 3


def kind_of(
    article: Article, known: PageFacts, text: str, sentences: Sequence[tuple[int, int]], language: str
) -> ArticleKind:
    """The kind of `article`, whose page says `known` and whose extracted text is `text`."""
    title = article.title or known.title or ""
    typed = next((_TYPES[name] for name in known.types if name in _TYPES), None)
    declared = article.kind or typed or article_kind_from_label.named(_labels(article, known, text))
    return (
        declared
        or article_kind_from_label.of_title(title)
        or _own_words(text, language)
        or ("opinion" if first_person_opinion.is_opinion(text, sentences, language) else "news")
    )


def _labels(article: Article, known: PageFacts, text: str) -> Iterator[str]:
    yield from known.sections
    if article.section:
        yield article.section
    address = (article.url or known.url or "").split("://")[-1].split("?")[0]
    # The last part of an address is the article's own name.
    yield from address.split("/")[1:-1]
    yield from (line for line in map(one_line, text.split("\n\n")[:_TOP]) if line and len(line) <= _LABEL)


def _own_words(text: str, language: str) -> ArticleKind | None:
    """What a sentence says of the article as a whole."""
    patterns = of(language).declared_kinds
    return next((kind for kind, pattern in patterns.items() if pattern.search(text)), None)
