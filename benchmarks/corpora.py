"""The articles that key points are measured on, with their references, as the program reads them."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from briefing.config import FetchSettings, SourceSettings
from briefing.errors import BriefingError
from briefing.extract import extract
from briefing.ingest import read
from briefing.records import Article, Document

__all__ = ["DEV", "Corpus", "load", "samples"]

ROOT = Path(__file__).resolve().parent.parent
DEV = {
    "cnndm": "summaries/dev_cnndm",
    "inshorts": "summaries/dev_inshorts",
    "bbc": "summaries/dev_bbc",
    "french": "fr/dev_orangesum",
}
# Sentences of a sample article worth choosing from.
_FEWEST = 5


class Corpus(NamedTuple):
    """Documents and what editors wrote of them, one sentence a line."""

    name: str
    documents: list[Document]
    references: list[str]

    @property
    def digest(self) -> str:
        """Changes with any text, title, sentence or reference."""
        state = hashlib.sha256()
        for document, reference in zip(self.documents, self.references, strict=True):
            state.update(f"{document.title}\0{document.text}\0{document.sentences}\0{reference}\0".encode())
        return state.hexdigest()[:16]

    def first(self, most: int | None) -> Corpus:
        """The first `most` articles."""
        return Corpus(self.name, self.documents[:most], self.references[:most])


def load(data: Path, name: str, most: int | None = None) -> Corpus:
    """A development set; with `most`, so many articles of it, always the same ones.

    The files are sorted by origin, so a sample is drawn, not cut off.
    """
    with gzip.open(data / f"{DEV[name]}.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    random.Random(0).shuffle(rows)
    found = [(document, row) for row in rows[:most] if (document := _document(row))]
    return Corpus(name, [document for document, _ in found], [_reference(row) for _, row in found])


def samples() -> Corpus:
    """The articles in `seeds/`; an article's own title, hidden from the program, is its reference."""
    found = read(SourceSettings(url=str(ROOT / "seeds")), fetch=FetchSettings(), offline=True)
    documents = [_extracted(article) for article in found if isinstance(article, Article)]
    chosen = [item for item in documents if item and item.title and len(item.sentences) >= _FEWEST]
    return Corpus("samples", [_untitled(item) for item in chosen], [item.title or "" for item in chosen])


def _document(row: dict) -> Document | None:
    return _extracted(Article(row["id"], row["id"], row["text"], title=(row.get("title") or "").strip() or None))


def _extracted(article: Article) -> Document | None:
    try:
        return extract(article)
    except BriefingError:
        return None


def _untitled(document: Document) -> Document:
    return replace(document, title=None)


def _reference(row: dict) -> str:
    return "\n".join(row.get("highlights") or [row["summary"]])
