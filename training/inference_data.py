"""What the citation check is trained on: judged claims with their evidence, and pairs of inference data.

Judged: `factuality` of the data folder (system summaries judged by people; `use` says what for). Made up: editors'
summary sentences and article sentences as true claims, and their corruptions (`corruptions.py`) as false ones.
Inference data: `inference` of the data folder.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corruptions import corruptions, noisy, reworded, sample, shortened

from briefing.verify import check_by_rules
from briefing.verify.retrieve_evidence import relevant, sentences

# About 8,000 made-up pairs. CNN/DailyMail weighs most: its articles are whole, and summaries of it mostly copy.
ARTICLES = {"cnndm": 420, "inshorts": 120}
# Share of an article's claims that are also put together to one of two or three sentences.
TOGETHER = 0.35
# Pairs taken of two sources of inference data that are large and made by a few rules.
LIMITS = {"cannot_wikifactcheck": 4500, "breaking_nli": 2500}
# Sentences of a text that a sentence of a summary is held against.
EVIDENCE = 5
# Words of a premise from which only the sentences that share most with the hypothesis are read, and how many.
LONG, READ = 110, 4
# Beginnings of the `source` of rows that name no `dataset`, and the project they are of.
PROJECTS = {
    "google-research": "xsumfaith",
    "CLIFF": "cliff",
    "EntFA": "entfa",
    "Goyal": "goyal",
    "FRANK": "frank",
    "PolyTope": "polytope",
    "QAGS": "qags",
}
MADE_UP = "made up"


@dataclass(slots=True)
class Example:
    """A claim of one or more sentences, the evidence of each, and 1 where people found it supported.

    `project` are the annotators and the corpus; `use` is train, dev or "measure only".
    """

    project: str
    document: str
    claims: list[str]
    evidence: list[str]
    label: int
    use: str = "train"
    original: str | None = None
    text: str = ""

    @property
    def annotators(self) -> str:
        """The project without the corpus."""
        return self.project.split("-")[0]


@dataclass(frozen=True, slots=True)
class Inference:
    """A pair of inference data and its label (see `cross_encoder.LABELS`)."""

    premise: str
    hypothesis: str
    label: str
    source: str


def rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def annotated(path: Path, seen: set[tuple[str, str, str]]) -> Iterator[Example]:
    """Every judged summary of a factuality file that is not `seen` yet; one with a wrong entity counts as wrong."""
    split: dict[str, list[str]] = {}
    for row in rows(path):
        project = row.get("dataset") or next(
            name for start, name in PROJECTS.items() if row["source"].startswith(start)
        )
        same = (project, row["text"][:300], row["summary"])
        passages = split.setdefault(row["text"], sentences(row["text"]))
        claims = sentences(row["summary"])
        if same in seen or not claims or not passages:
            continue
        seen.add(same)
        evidence = [_window(claim, passages, EVIDENCE) for claim in claims]
        name = project if project.startswith("summedits") else f"{project}-{row.get('corpus')}"
        use = row.get("use") or ("dev" if path.name.startswith("dev") else "train")
        yield Example(name, row["text"][:200], claims, evidence, _label(row), use, text=row["text"])


def _label(row: dict[str, Any]) -> int:
    if row.get("label") is not None:
        return int(row["label"])
    return int(all("Non-hallucinated" in item["label"] for item in row["entities"]))


def _window(claim: str, passages: list[str], most: int) -> str:
    return " ".join(passages[index] for index in relevant(claim, passages, most))


def inference(path: Path, rng: random.Random) -> list[Inference]:
    """The pairs of an inference file in random order, long premises cut to the sentences that matter."""
    found = rows(path)
    rng.shuffle(found)
    counts: Counter[str] = Counter()
    chosen = []
    for row in found:
        counts[row["source"]] += 1
        if counts[row["source"]] <= LIMITS.get(row["source"], len(found)):
            premise = row["premise"]
            passages = sentences(premise) if len(premise.split()) > LONG else []
            cut = _window(row["hypothesis"], passages, READ) if len(passages) > READ else premise
            chosen.append(Inference(cut, row["hypothesis"], row["label"], row["source"]))
    return chosen


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


def _example(kind: str, claim: str, passages: list[str], label: int, original: str, rng: random.Random) -> Example:
    evidence = [_window(claim, passages, READ)]
    return Example(f"{MADE_UP}-{kind}", passages[0], [noisy(claim, rng)], evidence, label, original=original)


def _together(made: list[Example], rng: random.Random) -> Iterator[Example]:
    """Claims of two or three sentences: all of them true, or all but one."""
    true, false = ([item for item in made if item.label == label] for label in (1, 0))
    for item in [*true, *false]:
        others = [other for other in true if other.original != item.original]
        if others and rng.random() < TOGETHER:
            parts = [item, *rng.sample(others, min(len(others), rng.choice((1, 2))))]
            rng.shuffle(parts)
            claims, evidence = [part.claims[0] for part in parts], [part.evidence[0] for part in parts]
            yield Example(f"{item.project}, several", item.document, claims, evidence, item.label)
