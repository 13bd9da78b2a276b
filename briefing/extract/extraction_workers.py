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
from briefing.runtime.process_pool import Pool, Stage

__all__ = ["CRASHED", "Extracting", "Workers", "attempt"]

CRASHED = "crashed"
"""Code of the failure of an article that ended its worker; nothing of it is kept, another run tries again."""

# For one article. The slowest page of a corpus of 450 takes 8 s on a busy machine.
_SECONDS = 60.0
# Memory limit of one worker; the largest page of that corpus needs 400.
_MEGABYTES = 2_000
# A worker takes as long to start as eight pages take to extract.
_ARTICLES_A_WORKER = 8
# A plain text takes 3 ms and a worker nearly a second to start, which pays off from this many texts on.
_TEXTS_TO_START = 512


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
    """Up to `count` processes (one for each core without it) that extract articles; `close` ends them."""

    def __init__(self, count: int | None = None, *, seconds: float = _SECONDS, stage: Stage | None = None) -> None:
        self._pool = Pool(
            stage or Extracting(), count=count or os.cpu_count() or 1, seconds=seconds, megabytes=_MEGABYTES
        )
        self._used = False
        self._texts = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End all processes."""
        self._pool.close()

    def extract(self, articles: Sequence[Article]) -> Iterator[Document | Failure]:
        """The document of each article, or why there is none, in their order."""
        self._used |= bool(articles)
        wanted = -(-len(articles) // _ARTICLES_A_WORKER)
        for (result,) in self._pool.map([[article] for article in articles], most=wanted):
            yield result

    def worthwhile(self, texts: int) -> bool:
        """Whether so many more plain texts should go to workers: these are running already, or there have been many
        texts.
        """
        self._texts += texts
        return self._used or self._texts >= _TEXTS_TO_START


def attempt(article: Article) -> Document | Failure:
    """The document of `article`, or why there is none, in this process."""
    try:
        return extract(article)
    except ArticleError as error:
        return Failure(error.subject or article.source, error.code, error.message, error.hint)
