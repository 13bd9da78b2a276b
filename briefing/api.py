"""The Python interface: the same program, called from code.

>>> from briefing import summarize
>>> result = summarize(
...     "The council of Port Ellery voted on Monday to close the iron bridge until spring. "
...     "Engineers had found cracks in two of its piers. "
...     "Buses will take the road along the harbour instead.",
...     points=1,
... )
>>> [point.kind for point in result.key_points]
['verbatim']
>>> result.quotes(result.key_points[0])
('The council of Port Ellery voted on Monday to close the iron bridge until spring.',)

Importing `briefing` does not import torch; the first call that needs a model does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from briefing.config import Settings, SourceSettings, load
from briefing.extract import extract
from briefing.ingest import read
from briefing.records import Article, Document, Edition, KeyPoint, Summary
from briefing.rewrite.rewrite_points_and_leads import Rewriter, RewriteStats, make_rewriter, rewrite_summaries
from briefing.summarize.encode_and_summarize_articles import Tools, encode_and_summarize, make_tools
from briefing.text.html_to_text import is_html

__all__ = ["Summarized", "build", "extract", "load", "read", "summarize", "summarize_many"]


@dataclass(frozen=True, slots=True)
class Summarized:
    """A document and its summary."""

    document: Document
    summary: Summary

    @property
    def key_points(self) -> tuple[KeyPoint, ...]:
        """The key points, most important first; empty where the text is too short (see `summary.note`)."""
        return self.summary.key_points

    def quotes(self, point: KeyPoint) -> tuple[str, ...]:
        """The sentences that support `point`, sliced from the document."""
        return tuple(evidence.quote(self.document) for evidence in point.evidence)


def summarize(
    content: str, *, title: str | None = None, html: bool = False, points: int = 3, settings: Settings | None = None
) -> Summarized:
    """Key points of one text, or of one web page with `html=True`; offsets index the extracted text.

    What is plainly HTML is read as such without it.

    Raises:
        ArticleError: there is no text in it.
        ModelError: the encoder is missing or damaged.
    """
    article = Article(
        id="text", source="text", content=content, markup="html" if html or is_html(content) else "text", title=title
    )
    return next(iter(summarize_many([extract(article)], points=points, settings=settings)))


def summarize_many(
    documents: Iterable[Document], *, points: int = 3, settings: Settings | None = None
) -> Iterable[Summarized]:
    """Key points of many documents, in their order, streaming."""
    chosen = settings or Settings()
    wanted = chosen.summary.model_copy(update={"points": points})
    items = encode_and_summarize(documents, _tools(chosen), wanted)
    rewriter = _rewriter(chosen)
    for item in rewrite_summaries(items, rewriter, RewriteStats()) if rewriter else items:
        yield Summarized(item.document, item.summary)


def build(
    sources: Sequence[str | Path],
    *,
    folder: str | Path = "outputs",
    settings: Settings | None = None,
    day: dt.date | None = None,
    offline: bool = False,
) -> Edition:
    """Build the edition of `day` (without it: of the last day with an article) and write it below `folder`.

    Raises:
        BriefingError: nothing could be read, or a model, the database or an output failed.
    """
    # Of the names here only this one needs the whole program.
    from briefing import pipeline

    chosen = settings or Settings()
    return pipeline.build(
        chosen,
        [SourceSettings(url=str(source)) for source in sources],
        folder=Path(folder),
        day=day,
        today=dt.datetime.now(chosen.briefing.zone).date(),
        offline=offline,
    ).edition


@lru_cache(maxsize=4)
def _tools(settings: Settings) -> Tools:
    """The models of `settings`, kept loaded between calls."""
    return make_tools(settings.models, None)


@lru_cache(maxsize=2)
def _rewriter(settings: Settings) -> Rewriter | None:
    return make_rewriter(settings.models, None)
