"""The project's labels of pairs of figures, joined with the articles they were made of.

`labels/figures.jsonl.gz` holds no text: article ids, offsets and labels (labels/README.md). A pair whose sentences are
not in the data folder as they were labelled is left out and counted.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from briefing.language.split_sentences import pieces
from briefing.records import Evidence
from briefing.stories import figure_claims
from briefing.stories.figure_claims import Claim

__all__ = ["LABELS", "FigurePair", "load"]

LABELS = Path(__file__).with_name("labels") / "figures.jsonl.gz"
# Sentences of an article in which figures are looked for.
_SENTENCES = 30

Encode = Callable[[Sequence[str]], np.ndarray]


@dataclass(frozen=True)
class FigurePair:
    """Two figures that differ, of two articles on one event; `others` are all claims of each one's article.

    `label` is "c" (one fact, and both cannot be right, or one is newer), "s" (one fact, both can be right) or "d"
    (different facts). A side is None where today's reader finds no figure there.
    """

    id: str
    set: str
    cluster: str
    label: str
    one: Claim | None
    two: Claim | None
    others: tuple[list[Claim], list[Claim]]


def load(data: Path, encode: Encode, *, sets: Sequence[str] = ("train", "dev", "stream")) -> list[FigurePair]:
    """The labelled pairs of `sets`; prints how many could not be joined."""
    with gzip.open(LABELS, "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if row["set"] in sets]
    articles = {(part, name): texts for part in sets for name, texts in _articles(data, part)}
    usable = [row for row in rows if all(_sentence(row[side], row["set"], articles) for side in ("one", "two"))]
    if len(usable) < len(rows):
        print(f"{len(rows) - len(usable)} of {len(rows)} labelled pairs are not in {data} as they were labelled")
    sentences = sorted({_sentence(row[side], row["set"], articles) or "" for row in usable for side in ("one", "two")})
    vectors = dict(zip(sentences, encode(sentences), strict=True))
    return [_pair(row, articles, vectors) for row in usable]


def _articles(data: Path, part: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """(id, (title, text)) of a set."""
    path = data / ("stories/dev_stream.jsonl.gz" if part == "stream" else f"multi/{part}_allsides.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if part == "stream":
                yield row["id"], (row["title"] or "", _plain(row["text"]))
            else:
                for number, document in enumerate(row["documents"]):
                    yield f"{row['id']}#{number}", (document["title"] or "", _plain(document["text"]))


def _plain(text: str) -> str:
    return text.replace("\xa0", " ")


def _sentence(side: dict[str, Any], part: str, articles: dict[tuple[str, str], tuple[str, str]]) -> str | None:
    """The labelled sentence of a side; None where the article is not what it was."""
    title, text = articles.get((part, side["article"]), ("", ""))
    start, end = side["sentence"]
    found = (title if side["in"] == "title" else text)[start:end]
    return found if hashlib.sha256(found.encode()).hexdigest()[:8] == side["check"] else None


def _pair(
    row: dict[str, Any], articles: dict[tuple[str, str], tuple[str, str]], vectors: dict[str, np.ndarray]
) -> FigurePair:
    sides = [_side(row[name], number, row["set"], articles, vectors) for number, name in enumerate(("one", "two"))]
    return FigurePair(
        row["id"], row["set"], row["cluster"], row["label"], sides[0][0], sides[1][0], (sides[0][1], sides[1][1])
    )


def _side(
    side: dict[str, Any],
    number: int,
    part: str,
    articles: dict[tuple[str, str], tuple[str, str]],
    vectors: dict[str, np.ndarray],
) -> tuple[Claim | None, list[Claim]]:
    sentence = _sentence(side, part, articles) or ""
    start = side["figure"][0] - side["sentence"][0]
    own = _claims(sentence, vectors[sentence], 0, number)
    _, text = articles[part, side["article"]]
    silent = np.zeros_like(vectors[sentence])
    rest = [each for place, said in enumerate(pieces(text)[:_SENTENCES], 1) if said != sentence
            for each in _claims(said, silent, place, number)]  # fmt: skip
    return next((claim for claim in own if claim.quantity.start == start), None), [*own, *rest]


def _claims(sentence: str, vector: np.ndarray, place: int, row: int) -> list[Claim]:
    """Those of a sentence; only the labelled ones have vectors, so the others are compared by their figures alone."""
    evidence = Evidence(str(row), 1000 * place, 1000 * place + len(sentence))
    return figure_claims.sentence_claims(sentence, vector, evidence, "en", row=row)
