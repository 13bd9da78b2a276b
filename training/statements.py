"""Pairs of news sentences with what the second says of the first, from the project's own labels.

`labels/statements.jsonl.gz` holds no text: clusters, documents and offsets (labels/README.md). The texts are those of
the data folder. `labels/own_statements.jsonl` are pairs in our own words, and so are the sentences with a contrary
claim and a true one in `labels/own_contraries.jsonl` and in the open half of the benchmark's opposites.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.language.detect_language import detect

__all__ = ["FILES", "Statements", "contraries", "directed", "labelled", "own"]

LABELS = Path(__file__).with_name("labels")
OPPOSITES = Path(__file__).parents[1] / "benchmarks" / "data" / "opposites.jsonl"
FILES = {
    "train_allsides": "multi/train_allsides.jsonl.gz",
    "dev_allsides": "multi/dev_allsides.jsonl.gz",
    "dev_stream": "stories/dev_stream.jsonl.gz",
}
# One part of so many is held out.
_PARTS = 5
# What each label says of (b says a, a says b): `cross_encoder.LABELS`.
_BOTH_WAYS = {
    "=": ("entailment", "entailment"),
    ">": ("entailment", "neutral"),
    "<": ("neutral", "entailment"),
    "~": ("neutral", "neutral"),
    "q": ("neutral", "neutral"),
    "-": ("neutral", "neutral"),
    "x": ("contradiction", "contradiction"),
}


@dataclass(frozen=True, slots=True)
class Statements:
    """Two sentences about one event, and the label: `=`, `>` (b says a and more), `<`, `~`, `x`, `q` or `-`.

    What the judge of pairs does not learn from is `held` out, for what weighs its answers (`same_statement.py`).
    """

    group: str
    a: str
    b: str
    label: str
    held: bool = False


def labelled(data: Path, name: str) -> Iterator[Statements]:
    """The labelled pairs of the set `name`, joined with the texts of the `data` folder; `group` is their cluster."""
    documents = _documents(data / FILES[name])
    with gzip.open(LABELS / "statements.jsonl.gz", "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            if row["set"] == name and row["cluster"] in documents:
                a, b = (_words(documents[row["cluster"]], row[side]) for side in "ab")
                yield Statements(row["cluster"], a, b, row["label"], _is_held_out(row["cluster"]))


def own() -> Iterator[Statements]:
    """The pairs in our own words; `group` is their topic."""
    for line in (LABELS / "own_statements.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Statements(row["kind"], row["a"], row["b"], row["label"], bool(row["held"]))


def contraries() -> Iterator[tuple[str, str, str]]:
    """(premise, hypothesis, label) in English; what is no entailment is the contrary, or more than is said."""
    for row in map(json.loads, (LABELS / "own_contraries.jsonl").read_text(encoding="utf-8").splitlines()):
        yield row["text"], row["claim"], "entailment" if row["says_it"] else "contradiction"
    for row in map(json.loads, OPPOSITES.read_text(encoding="utf-8").splitlines()):
        if row["half"] == "open" and detect(f"{row['point']}\n{row['source']}") == "en":
            yield row["source"], row["point"], "entailment" if row["says_it"] else "contradiction"


def directed(pair: Statements) -> list[tuple[str, str, str]]:
    """(premise, hypothesis, label) both ways."""
    says, said = _BOTH_WAYS[pair.label]
    return [(pair.b, pair.a, says), (pair.a, pair.b, said)]


def _is_held_out(cluster: str) -> bool:
    """One cluster in five."""
    return int(hashlib.md5(cluster.encode()).hexdigest(), 16) % _PARTS == 0


def _documents(path: Path) -> dict[str, list[tuple[str, str]]]:
    """Titles and texts of the documents of each cluster, in their order."""
    found: dict[str, list[tuple[str, str]]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for row in map(json.loads, stream):
            name = row["cluster"] if "documents" not in row else row["id"]
            own_documents = row.get("documents") or [row]
            found.setdefault(name, []).extend((each["title"] or "", each["text"]) for each in own_documents)
    return found


def _words(documents: list[tuple[str, str]], place: list[Any]) -> str:
    title, text = documents[place[0]]
    return title if place[1] == "title" else text.replace("\xa0", " ")[place[1] : place[2]]
