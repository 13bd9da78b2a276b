"""Annotated and made-up (claim, evidence) pairs for training the verifier.

Annotated: DATA/factuality/train (system summaries judged by people). Made up: editors' summary sentences and
article sentences as true claims, and their corruptions (`corruptions.py`) as false ones.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corruptions import corruptions, noisy, reworded, sample, shortened

from briefing.verify import check_by_rules
from briefing.verify.retrieve_evidence import relevant, sentences

# About 8,000 made-up pairs. CNN/DailyMail weighs most: its articles are whole, and summaries of it mostly copy.
ARTICLES = {"cnndm": 420, "inshorts": 120}
# Share of an article's claims that are also put together to one of two or three sentences.
TOGETHER = 0.35


@dataclass(slots=True)
class Example:
    """A claim of one or more sentences, the evidence of each, and 1 where people found it supported."""

    group: str
    document: str
    claims: list[str]
    evidence: list[list[str]]
    label: int
    wrong: list[str] = field(default_factory=list)
    original: str | None = None
    text: str = ""


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def annotated(path: Path) -> list[Example]:
    """Every judged summary of a factuality file; entity-level rows count as wrong where an entity is."""
    split: dict[str, list[str]] = {}
    found = []
    for row in rows(path):
        if row["text"] not in split:
            split[row["text"]] = sentences(row["text"])
        passages = split[row["text"]]
        claims = sentences(row["summary"])
        label, wrong = _judged(row)
        if claims and passages:
            evidence = [[passages[index] for index in relevant(claim, passages)] for claim in claims]
            group = f"{row.get('dataset') or row['source'].split()[0].split('/')[0]}-{row['corpus']}"
            found.append(Example(group, row["text"][:200], claims, evidence, label, wrong, text=row["text"]))
    return found


def _judged(row: dict[str, Any]) -> tuple[int, list[str]]:
    if row.get("label") is not None:
        return row["label"], [span["span"] for span in row.get("spans") or []]
    wrong = [item["ent"] for item in row["entities"] if "Non-hallucinated" not in item["label"]]
    return int(not wrong), wrong


def made_up(folder: Path, seed: int) -> Iterator[Example]:
    """True sentences and their corruptions, from the summaries of two collections."""
    rng = random.Random(seed)
    articles = []
    for name, count in ARTICLES.items():
        found = rows(folder / f"train_{name}.jsonl.gz")
        rng.shuffle(found)
        articles += [(name, row) for row in found[:count]]
    rng.shuffle(articles)
    foreign: list[str] = []
    for name, row in articles:
        passages = sentences(" ".join(row["text"].split()[:900]))
        if len(passages) >= 4:
            references = row["highlights"] if name == "cnndm" else sentences(row["summary"])
            made = list(_of_article(name, passages, references, foreign or passages, rng))
            yield from made
            yield from _together(made, rng)
            foreign = passages


def _of_article(
    name: str, passages: list[str], references: list[str], foreign: list[str], rng: random.Random
) -> Iterator[Example]:
    true = [text for text in references if 5 < len(text.split()) < 40 and not check_by_rules.check(text, passages)][:2]
    own = [text for text in rng.sample(passages, min(len(passages), 8)) if 8 < len(text.split()) < 32][:3]
    short = [text for text in (shortened(sentence, rng) for sentence in own) if text]
    for claim in [*true, own[0] if own else "", *short]:
        if claim:
            yield _example(f"true-{name}", reworded(claim, rng), passages, 1, claim, rng)
            for made in sample(corruptions(claim, passages, foreign, rng), 2, rng):
                yield _example(made.kind, reworded(made.text, rng), passages, 0, claim, rng)


def _example(group: str, claim: str, passages: list[str], label: int, original: str, rng: random.Random) -> Example:
    evidence = [[passages[index] for index in relevant(claim, passages)]]
    return Example(group, passages[0], [noisy(claim, rng)], evidence, label, original=original)


def _together(made: list[Example], rng: random.Random) -> Iterator[Example]:
    """Claims of two or three sentences: all of them true, or all but one."""
    true, false = ([item for item in made if item.label == label] for label in (1, 0))
    for item in [*true, *false]:
        others = [other for other in true if other.original != item.original]
        if others and rng.random() < TOGETHER:
            parts = [item, *rng.sample(others, min(len(others), rng.choice((1, 2))))]
            rng.shuffle(parts)
            claims, evidence = [part.claims[0] for part in parts], [part.evidence[0] for part in parts]
            yield Example(f"several, {item.group}", item.document, claims, evidence, item.label)
