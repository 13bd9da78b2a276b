"""The project's own labels, joined with the articles they were made of.

`labels/points.jsonl.gz` holds no text: ids, offsets and grades (labels/README.md). The texts are those of the data
folder; an article whose text is not there, or is extracted otherwise than when it was labelled, is left out and
counted.
"""

from __future__ import annotations

import ast
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from briefing.errors import BriefingError
from briefing.extract import extract
from briefing.records import Article, Document

__all__ = [
    "LABELS",
    "Cut",
    "CutSentence",
    "JudgedPhrase",
    "Labelled",
    "Name",
    "load",
    "load_cuts",
    "load_phrases",
    "read_labels",
]

LABELS = Path(__file__).with_name("labels") / "points.jsonl.gz"
CUTS = LABELS.with_name("cuts.jsonl.gz")
PHRASES = LABELS.with_name("phrases.jsonl.gz")
# The files of the data folder that labelled articles come from, by split and set.
_FILES = {
    ("train", "cnndm"): ("summaries/train_cnndm", "summaries/train_cnndm_more"),
    ("train", "inshorts"): ("summaries/train_inshorts",),
    ("train", "bbc"): ("summaries/train_bbc",),
    ("train", "allsides"): ("multi/train_allsides",),
    ("train", "orangesum"): ("fr/train_orangesum",),
    ("dev", "cnndm"): ("summaries/dev_cnndm",),
    ("dev", "inshorts"): ("summaries/dev_inshorts",),
    ("dev", "bbc"): ("summaries/dev_bbc",),
    ("dev", "allsides"): ("multi/dev_allsides",),
    ("dev", "orangesum"): ("fr/dev_orangesum",),
}

# Share of a labelled sentence that must be the same when the sentences of an article are found today.
_SAME = 0.75


@dataclass(frozen=True, slots=True)
class Cut:
    """An editor's shorter wording of a sentence: the spans of the text that it keeps."""

    sentence: int
    kept: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class JudgedPhrase:
    """A sentence (white space single), the words of a phrase in it, and what a reader found of it without them.

    `found` is F (fine), N (loses the news), D (no longer understandable alone), M (misleading) or G (broken grammar).
    """

    article: str
    language: str
    sentence: str
    words: tuple[int, int]
    found: str


@dataclass(frozen=True, slots=True)
class Name:
    """Words of a sentence that need explaining, by span, and what they stand for."""

    sentence: int
    words: tuple[int, int]
    name: str


@dataclass(frozen=True, slots=True)
class Labelled:
    """An article with its labels; those of sentences reach as far as it was graded, each of shape (graded,)."""

    document: Document
    collection: str
    split: str
    genre: str
    grades: np.ndarray
    alone: np.ndarray
    opinion: np.ndarray
    best: tuple[int, ...]
    cuts: tuple[Cut, ...]
    names: tuple[Name, ...]

    @property
    def graded(self) -> int:
        """How many of its sentences were graded, from the first on."""
        return len(self.grades)


@dataclass(frozen=True, slots=True)
class CutSentence:
    """A sentence that an editor shortened: its text, and the spans of that text which are kept."""

    article: str
    text: str
    kept: tuple[tuple[int, int], ...]


def load_cuts(data: Path, *, reading: int = 1) -> list[CutSentence]:
    """The shortened sentences of `labels/cuts.jsonl.gz`, all of the train split, where the texts lie in `data`."""
    rows = [row for row in read_labels(CUTS) if row["reading"] == reading]
    found = []
    for row, document in _with_documents(rows, data):
        start, end = row["sentence"]
        kept = tuple((left - start, right - start) for left, right in row["kept"])
        found.append(CutSentence(row["id"], document.text[start:end], kept))
    return found


def load_phrases(data: Path, *, reading: int = 1) -> list[JudgedPhrase]:
    """The judged phrases of `labels/phrases.jsonl.gz`, all of the train split, where the texts lie in `data`."""
    rows = [row for row in read_labels(PHRASES) if row["reading"] == reading]
    found = []
    for row, document in _with_documents(rows, data):
        (start, end), (left, right) = row["sentence"], row["phrase"]
        before = len(document.text[start:left].split())
        count = len(document.text[left:right].split())
        words = " ".join(document.text[start:end].split())
        found.append(JudgedPhrase(row["id"], document.language, words, (before, before + count), row["found"]))
    return found


def _with_documents(rows: Sequence[dict[str, Any]], data: Path) -> Iterator[tuple[dict[str, Any], Document]]:
    """Each row with its article, where that lies in `data` as it was labelled; prints how many do not."""
    texts = dict(_texts(data, "train", {row["id"] for row in rows}))
    count = 0
    for row in rows:
        document = _extracted(row["id"], *texts[row["id"]]) if row["id"] in texts else None
        if document and _digits(document) == row["text"]:
            count += 1
            yield row, document
    if count < len(rows):
        print(f"{len(rows) - count} of {len(rows)} labels are not in {data} as they were made")


def read_labels(path: Path = LABELS) -> list[dict[str, Any]]:
    """The labels as they are shipped, one a reading of an article."""
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def load(data: Path, *, split: str, reading: int = 1, labels: Path = LABELS) -> list[Labelled]:
    """Articles of `split` with the labels of one `reading`; prints how many could not be joined."""
    rows = [row for row in read_labels(labels) if row["split"] == split and row["reading"] == reading]
    texts = dict(_texts(data, split, {row["id"] for row in rows}))
    found = [_joined(row, texts[row["id"]]) for row in rows if row["id"] in texts]
    usable = [item for item in found if item]
    if len(usable) < len(rows):
        print(f"{len(rows) - len(usable)} of {len(rows)} labelled articles are not in {data} as they were labelled")
    return usable


def _texts(data: Path, split: str, wanted: set[str]) -> Iterator[tuple[str, tuple[str | None, str]]]:
    for (part, _), names in _FILES.items():
        for name in names if part == split else ():
            path = data / f"{name}.jsonl.gz"
            if path.is_file():
                with gzip.open(path, "rt", encoding="utf-8") as stream:
                    for line in stream:
                        yield from ((i, text) for i, text in _articles(json.loads(line)) if i in wanted)


def _articles(row: dict[str, Any]) -> Iterator[tuple[str, tuple[str | None, str]]]:
    """(id, (title, text)) of a row; of a story told by several outlets, one each."""
    if "documents" not in row:
        yield row["id"], (row.get("title") or None, row["text"])
        return
    documents = row["documents"] if isinstance(row["documents"], list) else ast.literal_eval(row["documents"])
    for number, document in enumerate(documents):
        yield f"{row['id']}#{number}", (document.get("title"), document["text"])


def _joined(row: dict[str, Any], article: tuple[str | None, str]) -> Labelled | None:
    document = _extracted(row["id"], *article)
    if document is None:
        return None
    if _digits(document) != row["text"]:
        return None
    row = _with_parts(row, document)
    spans = [tuple(sentence[:2]) for sentence in row["sentences"]]
    if not _are_same(document.sentences[: len(spans)], spans):
        return None
    columns = np.array([sentence[2:] for sentence in row["sentences"]])
    return Labelled(
        document, row["set"], row["split"], row["genre"], columns[:, 0], columns[:, 1], columns[:, 2],
        tuple(row["best"]),
        tuple(Cut(cut["sentence"], tuple(map(tuple, cut["kept"]))) for cut in row["cuts"]),
        tuple(_names(row["names"], document)),
    )  # fmt: skip


def _with_parts(row: dict[str, Any], document: Document) -> dict[str, Any]:
    """`row` with a sentence in two that is found in two parts today: its longest part has its labels, others are of
    grade 0, not understood alone."""
    found: list[list[int]] = []
    moved: dict[int, int] = {}
    for number, (start, end, *labels) in enumerate(row["sentences"]):
        parts = [span for span in document.sentences if span[0] >= start and span[1] <= end]
        if len(parts) < 2:
            parts = [(start, end)]
        main = max(parts, key=lambda span: span[1] - span[0])
        moved[number] = len(found) + parts.index(main)
        found += [[*span, *(labels if span == main else [0] * len(labels))] for span in parts]
    own = {name: [{**item, "sentence": moved[item["sentence"]]} for item in row[name]] for name in ("cuts", "names")}
    return {**row, **own, "sentences": found, "best": [moved[number] for number in row["best"]]}


def _extracted(name: str, title: str | None, text: str) -> Document | None:
    try:
        return extract(Article(name, name, text, title=title))
    except BriefingError:
        return None


def _digits(document: Document) -> str:
    """The first 16 digits of the SHA-256 of its text."""
    return hashlib.sha256(document.text.encode()).hexdigest()[:16]


def _are_same(own: Sequence[tuple[int, int]], labelled: Sequence[tuple[int, int]]) -> bool:
    """Whether sentences are those that were labelled; a quotation mark or label less at their edges changes nothing."""
    return len(own) == len(labelled) and all(
        min(end, other_end) - max(start, other) >= _SAME * (max(end, other_end) - min(start, other))
        for (start, end), (other, other_end) in zip(own, labelled, strict=True)
    )


def _names(rows: Sequence[dict[str, Any]], document: Document) -> Iterator[Name]:
    for row in rows:
        place, text = ("name", document.text) if "name" in row else ("title", document.title or "")
        yield Name(row["sentence"], tuple(row["words"]), text[slice(*row[place])])
