"""Extraction in child processes: a page that makes a parser crash, hang or eat memory costs only that page.

Articles go to a worker of `briefing.runtime.process_pool` one at a time, so that it is always known which one
killed a worker. The results are in the order of the articles, whichever was finished first.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from briefing.errors import ArticleError
from briefing.extract import extract
from briefing.records import Article, Document, Failure
from briefing.runtime import run_under_limits
from briefing.runtime.process_pool import Pool, Stage

__all__ = ["CRASHED", "Extracting", "Workers", "attempt", "must_go"]

CRASHED = "crashed"
"""Code of the failure of an article that ended its worker; nothing of it is kept, another run tries again."""

# Limits of a worker of its own: for one article, and of memory.
_SECONDS = 60.0
_MEGABYTES = 2_000
# A worker takes as long to start as eight pages take to extract.
_ARTICLES_A_WORKER = 8
# A plain text takes 3 ms and a worker nearly a second to start, which pays off from this many texts on.
_TEXTS_TO_START = 512
# Characters of a text that may be extracted in this process, where nothing parses it: three times the longest feature.
_SHORT_TEXT = 100_000


@dataclass(frozen=True, slots=True)
class Extracting:
    """`attempt` as a stage for other processes."""

    def start(self) -> Callable[[Sequence[Article]], list[Document | Failure]]:
        """Nothing has to be loaded."""
        return lambda articles: [attempt(article) for article in articles]

    def lost(self, item: Article, reason: str) -> Failure:
        """The failure of an article whose worker did not survive it."""
        return Failure(item.source, CRASHED, f"cannot be read: {reason}", "Leave it out.")


class Workers:
    """Processes that extract articles: those that all parsers share or, with `stage`, `count` of their own that run it.

    `close` ends the latter.
    """

    def __init__(self, count: int | None = None, *, seconds: float = _SECONDS, stage: Stage | None = None) -> None:
        self._pool = (
            Pool(stage, count=count or os.cpu_count() or 1, seconds=seconds, megabytes=_MEGABYTES) if stage else None
        )
        self._count = count
        self._used = False
        self._texts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the processes, unless others use them too."""
        if self._pool:
            self._pool.close()

    def extract(self, articles: Sequence[Article]) -> Iterator[Document | Failure]:
        """The document of each article, or why there is none, in their order."""
        self._used |= bool(articles)
        wanted = -(-len(articles) // _ARTICLES_A_WORKER)
        if self._pool:
            for (result,) in self._pool.map([[article] for article in articles], most=wanted):
                yield result
            return
        calls = [
            run_under_limits.Call(
                attempt, (article,), run_under_limits.seconds_for(len(article.content)), article.source
            )
            for article in articles
        ]
        results = run_under_limits.calls(calls, most=min(wanted, self._count or wanted))
        for article, result in zip(articles, results, strict=True):
            lost = isinstance(result, run_under_limits.Lost)
            yield Extracting().lost(article, result.reason) if lost else result

    def worthwhile(self, texts: int) -> bool:
        """Whether so many more plain texts should go to workers: these are running already, or there have been many
        texts.
        """
        self._texts += texts
        return self._used or self._texts >= _TEXTS_TO_START


def must_go(article: Article) -> bool:
    """Whether an article may only be extracted in a worker: it has markup, or is a long text."""
    return article.markup != "text" or len(article.content) > _SHORT_TEXT


def attempt(article: Article) -> Document | Failure:
    """The document of `article`, or why there is none, in this process."""
    try:
        return extract(article)
    except ArticleError as error:
        return Failure(error.subject or article.source, error.code, error.message, error.hint)
