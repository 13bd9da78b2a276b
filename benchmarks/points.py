"""Key points as an editor judges them: grade, news told, understandable alone, against the first three sentences.

    python -m benchmarks.points --before CHECKOUT --write docs/benchmarks/points.md
    python -m benchmarks.points --gate                  compare with the pinned floors; exit 1 below them
    python -m benchmarks.points --pin [--lower]         write the floors; --lower allows lower ones

Labels: the dev split of `training/labels`, where the data lies beside the checkout; and
this project's own articles (`benchmarks/data`, the samples of `seeds/` among them). Three slots an article: an empty
slot scores 0. `--before` names a checkout of an earlier version, which is asked in the same run. A sentence that leans
on another counts as understandable where every word that the label explains is explained in [brackets] as the label
has it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.corpora import ROOT
from briefing.config import FetchSettings, ModelSettings, SourceSettings, SummarySettings
from briefing.extract import extract
from briefing.ingest import read
from briefing.records import Article, Document
from training.labelled import Labelled, Name, load

POINTS = 3
MARK = "<!-- table -->"
DATA = Path(__file__).with_name("data")
FLOORS = Path(__file__).with_name("points_floors.json")
# How far below the measured figure a floor is pinned: rounding differs a little between machines.
SLACK = {"grade": 0.02, "news told %": 1.5, "alone %": 2.0, "better": 0, "worse": 0}
OURS, BEFORE, LEAD, BEST = "**briefing**", "the version before", "first three sentences", "the labels' own best three"
HEAD = (
    "| set | system | grade | news told % | grade 0 % | alone % | better than lead | worse | in order % | words |\n"
    "|---|---" + "|---:" * 8 + "|"
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A point as a reader sees it, and the number of its sentence."""

    text: str
    sentence: int


Picks = list[list[Shown]]


def own_articles() -> list[Labelled]:
    """Articles of this project's own writing with their labels."""
    documents = {document.id: document for document in _samples()}
    found = []
    for line in (DATA / "points.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        document = documents[row["id"]] if row["file"] == "seeds" else _own(DATA / "articles" / row["file"])
        found.append(_labelled(row, document))
    return found


def _samples() -> Iterator[Document]:
    for item in read(SourceSettings(url=str(ROOT / "seeds")), fetch=FetchSettings(), offline=True):
        if isinstance(item, Article):
            yield extract(item)


def _own(path: Path) -> Document:
    title, _, text = path.read_text(encoding="utf-8").partition("\n")
    return extract(Article(path.stem, path.name, text.strip(), title=title.strip()))


def _labelled(row: Mapping[str, Any], document: Document) -> Labelled:
    """The labels of `row` at the sentences of `document`, found by their text: they may be parted otherwise now.

    A sentence of which nothing was labelled counts as one that is never to be shown.
    """
    texts = [" ".join(document.sentence(number).split()) for number in range(len(document.sentences))]
    places = [_same_place(text, row["sentences"]) for text in texts]
    known = [number for number, place in enumerate(places) if place is not None or number < len(row["grades"])]
    taken = [places[number] for number in range(len(known))]
    columns = {
        name: np.array([0 if place is None else row[name][place] for place in taken]) for name in ("grades", "alone")
    }
    opinion = np.array([int(place in row["opinion"]) for place in taken])
    now = {place: number for number, place in reversed(list(enumerate(taken))) if place is not None}
    names = [Name(now[int(number)], _span(document, now[int(number)], words), name)
             for number, some in row["names"].items() if int(number) in now for words, name in some]  # fmt: skip
    return Labelled(
        document, "own", "own", row["genre"], columns["grades"], columns["alone"], opinion,
        tuple(now[place] for place in row["best"] if place in now), (), tuple(names),
    )  # fmt: skip


def _same_place(text: str, sentences: Sequence[str]) -> int | None:
    """The number of the labelled sentence that is `text`, or of which `text` is a part, or that is a part of it."""
    if text in sentences:
        return sentences.index(text)
    return next((number for number, other in enumerate(sentences) if text in other or other in text), None)


def _span(document: Document, sentence: int, words: str) -> tuple[int, int]:
    start, end = document.sentences[sentence]
    place = re.search(r"\s+".join(map(re.escape, words.split())), document.text[start:end])
    return (start + place.start(), start + place.end()) if place else (start, start)


def ours(items: Sequence[Labelled]) -> Picks:
    """What this version shows."""
    from briefing.summarize.encode_and_summarize_articles import encode_and_summarize, make_tools

    tools = make_tools(ModelSettings(), None)
    documents = [item.document for item in items]
    made = encode_and_summarize(documents, tools, SummarySettings(points=POINTS))
    return [
        [Shown(point.text, _number(item.document, point.evidence[0].start)) for point in item.summary.key_points]
        for item in made
    ]


def before(items: Sequence[Labelled], checkout: Path) -> Picks:
    """What the version in `checkout` shows of the same texts."""
    rows = [{"id": str(number), "text": item.document.text, "title": item.document.title or None}
            for number, item in enumerate(items)]  # fmt: skip
    content = "".join(json.dumps(row) + "\n" for row in rows).encode()
    command = [sys.executable, "-m", "briefing", "summarize", "--jsonl", "-", "--points", str(POINTS)]
    environment = {**os.environ, "PYTHONPATH": str(checkout)}
    done = subprocess.run(command, input=content, capture_output=True, cwd=checkout, env=environment, check=False)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    if len(answers) != len(items):
        raise SystemExit(
            f"the version in {checkout} gave {len(answers)} of {len(items)} answers: {done.stderr.decode()}"
        )
    return [
        [
            Shown(point["text"], _number(item.document, point["evidence"][0]["start"]))
            for point in answer.get("key_points", ())
        ]
        for item, answer in zip(items, answers, strict=True)
    ]


def _number(document: Document, start: int) -> int:
    """The number of the sentence at offset `start`, as this version parts sentences."""
    return max((number for number, span in enumerate(document.sentences) if span[0] <= start), default=0)


def lead(items: Sequence[Labelled]) -> Picks:
    return [_verbatim(item, range(min(POINTS, len(item.document.sentences)))) for item in items]


def best(items: Sequence[Labelled]) -> Picks:
    return [_verbatim(item, item.best) for item in items]


def _verbatim(item: Labelled, numbers: Sequence[int]) -> list[Shown]:
    return [Shown(" ".join(item.document.sentence(number).split()), number) for number in numbers]


def figures(items: Sequence[Labelled], picks: Picks, first: Picks) -> dict[str, float]:
    """What is measured of the points of one system; `first` are the first three sentences."""
    grades = [_grade(item, points) for item, points in zip(items, picks, strict=True)]
    leads = [_grade(item, points) for item, points in zip(items, first, strict=True)]
    shown = [
        (item, point)
        for item, points in zip(items, picks, strict=True)
        for point in points
        if point.sentence < item.graded
    ]
    news = [any(item.grades[point.sentence] == 3 for point in points if point.sentence < item.graded)
            for item, points in zip(items, picks, strict=True) if (item.grades == 3).any()]  # fmt: skip
    order = [[point.sentence for point in points] for points in picks]
    return {
        "grade": float(np.mean(grades)) / POINTS,
        "news told %": 100 * float(np.mean(news)),
        "grade 0 %": 100 * float(np.mean([item.grades[point.sentence] == 0 for item, point in shown])),
        "alone %": 100 * float(np.mean([_alone(item, point) for item, point in shown])),
        "better": int(np.sum(np.array(grades) > np.array(leads))),
        "worse": int(np.sum(np.array(grades) < np.array(leads))),
        "in order %": 100 * float(np.mean([numbers == sorted(numbers) for numbers in order])),
        "words": float(np.mean([len(point.text.split()) for _, point in shown])),
    }


def _grade(item: Labelled, points: Sequence[Shown]) -> int:
    """The sum of the grades of three slots; a sentence beyond what was graded counts as detail."""
    return sum(int(item.grades[point.sentence]) if point.sentence < item.graded else 1 for point in points[:POINTS])


def _alone(item: Labelled, point: Shown) -> bool:
    if item.alone[point.sentence]:
        return True
    explained = [name for name in item.names if name.sentence == point.sentence]
    brackets = [" ".join(found.split()) for found in re.findall(r"\[([^\]]+)\]", point.text)]
    return bool(explained) and all(any(_same(name.name, found) for found in brackets) for name in explained)


def _same(name: str, shown: str) -> bool:
    """Whether what was put in names what the label does: the same last word, which both spell alike."""
    return name.split()[-1].strip(".,’'s") == shown.split()[-1].strip(".,’'s")


def row(name: str, label: str, found: Mapping[str, float]) -> str:
    cells = [
        name, label, f"{found['grade']:.2f}", f"{found['news told %']:.0f}", f"{found['grade 0 %']:.1f}",
        f"{found['alone %']:.0f}", str(found["better"]), str(found["worse"]), f"{found['in order %']:.0f}",
        f"{found['words']:.1f}",
    ]  # fmt: skip
    return f"| {' | '.join(cells)} |"


def sets(data: Path) -> Iterator[tuple[str, list[Labelled]]]:
    """The project's own articles, then the labelled dev articles by collection, then all of those."""
    yield "own articles", own_articles()
    if not data.is_dir():
        print(f"no data at {data}: only the project's own articles are measured", flush=True)
        return
    items = load(data, split="dev")
    for name in sorted({item.collection for item in items}):
        yield f"{name} (dev)", [item for item in items if item.collection == name]
    yield "all dev", items


def table(options: argparse.Namespace) -> Iterator[str]:
    yield HEAD
    for name, items in sets(options.data):
        first = lead(items)
        systems = {OURS: ours(items), LEAD: first, BEST: best(items)}
        if options.before:
            systems[BEFORE] = before(items, options.before)
        for label, picks in systems.items():
            yield row(f"{name} ({len(items)})", label, figures(items, picks, first))


def gate(options: argparse.Namespace) -> int:
    """Compare with the floors, or pin these. Returns the exit code."""
    floors: dict[str, Any] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    complaints = []
    for name, items in (pair for pair in sets(options.data) if pair[0] in ("own articles", "all dev")):
        found = figures(items, ours(items), lead(items))
        print(
            f"{name}: { {key: round(value, 2) for key, value in found.items()} }; floors {floors.get(name)}", flush=True
        )
        low = [f"{key} {found[key]:.2f} < {floor}" for key, floor in floors.get(name, {}).items() if found[key] < floor]
        if options.pin and (not low or options.lower):
            floors[name] = {key: round(found[key] - SLACK[key], 2) for key in ("grade", "news told %", "alone %")}
        elif low or name not in floors:
            complaints.append(f"{name}: below its floor: {', '.join(low)}" if low else f"{name}: no floor is pinned")
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if options.pin and not complaints:
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    return int(bool(complaints))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--before", type=Path, help="checkout of an earlier version, asked in the same run")
    parser.add_argument("--write", type=Path, help="a page whose part after the mark is replaced")
    parser.add_argument("--gate", action="store_true")
    parser.add_argument("--pin", action="store_true")
    parser.add_argument("--lower", action="store_true")
    options = parser.parse_args()
    if options.gate or options.pin:
        return gate(options)
    lines = []
    for line in table(options):
        lines.append(line)
        print(line, flush=True)
    if options.write:
        head = options.write.read_text(encoding="utf-8").partition(MARK)[0]
        options.write.write_text(f"{head}{MARK}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
