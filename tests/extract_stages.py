"""Extraction that does worse over some articles, for its tests: any process that finds this module can run it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefing.extract.extraction_workers import Extracting, attempt
from briefing.records import Article, Document, Failure


@dataclass(frozen=True, slots=True)
class Troubled:
    """`Extracting`, but for articles whose text says what becomes of their worker; the first death makes `mark`."""

    mark: str

    def start(self) -> Callable[[Sequence[Article]], list[Document | Failure]]:
        return lambda articles: [self._one(article) for article in articles]

    def lost(self, item: Article, reason: str) -> Failure:
        return Extracting().lost(item, reason)

    def _one(self, article: Article) -> Document | Failure:
        os.write(1, b"a library that prints")
        if article.content == "abort":
            os.abort()
        if article.content == "hang":
            time.sleep(60)
        if article.content == "memory":
            os.kill(os.getpid(), signal.SIGKILL)
        if article.content.startswith("once") and not Path(self.mark).exists():
            Path(self.mark).touch()
            os._exit(7)
        if article.content == "greedy":
            bytearray(3_000_000_000)
        if article.content == "exit":
            os._exit(7)
        if "bug" in article.content:
            raise KeyError("body")
        return attempt(article)


def buggy(article: Article) -> Document | Failure:
    """`attempt` of a program with a bug."""
    raise KeyError("body")
