"""The gold stream of `tests/data/story_stream.yaml` as documents, and how well a run of the stage agrees with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from briefing.config import Settings
from briefing.records import Document, EncodedArticle, Story, VectorsInMemory
from briefing.stories.make_stories import Assembled, assemble
from briefing.stories.track_across_editions import Past
from briefing.summarize import summarize_article

PATH = Path(__file__).resolve().parent / "data" / "story_stream.yaml"
Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]


@dataclass(frozen=True)
class GoldDay:
    line: str
    day: dt.date
    status: str
    documents: tuple[Document, ...]
    marks: dict[tuple[str, int], str]
    conflicts: tuple[tuple[str, ...], ...]


@dataclass
class Scores:
    """Counts behind the figures; `faults` says in words what went wrong."""

    statuses: list[bool] = field(default_factory=list)
    reported: list[bool] = field(default_factory=list)
    wanted: list[bool] = field(default_factory=list)
    conflicts_reported: list[bool] = field(default_factory=list)
    conflicts_wanted: list[bool] = field(default_factory=list)
    pairs: list[tuple[bool, bool]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def rates(self) -> dict[str, float]:
        together = [gold for told, gold in self.pairs if told]
        belonging = [told for told, gold in self.pairs if gold]
        return {
            "status accuracy": _share(self.statuses),
            "changes precision": _share(self.reported),
            "changes recall": _share(self.wanted),
            "conflicts precision": _share(self.conflicts_reported),
            "conflicts recall": _share(self.conflicts_wanted),
            "lines precision": _share(together),
            "lines recall": _share(belonging),
        }


def gold(path: Path = PATH) -> list[GoldDay]:
    """Every day of every line, in the order of the days."""
    lines = yaml.safe_load(path.read_text(encoding="utf-8"))
    found = [_day(line["line"], day) for line in lines for day in line["days"]]
    return sorted(found, key=lambda item: (item.day, item.line))


def run(days: Sequence[GoldDay], encode: Encode, settings: Settings) -> Iterator[tuple[dt.date, Assembled]]:
    """The stage over the stream, day by day, each with what the days before left."""
    memory: dict[str, object] = {}
    for day in sorted({item.day for item in days}):
        items = [
            make_item(document, encode, settings) for item in days if item.day == day for document in item.documents
        ]
        until = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), tzinfo=dt.UTC)
        told = assemble(items, settings, day, until=until, encode=encode, past=Past(tuple(memory.values())))  # type: ignore[arg-type]
        memory.update((story.id, story) for story in told.memory)
        yield day, told


def make_item(document: Document, encode: Encode, settings: Settings) -> EncodedArticle:
    vectors = encode([document.sentence(number) for number in range(len(document.sentences))])
    title = encode([document.title])[0] if document.title else None
    choice = summarize_article.choose(document, vectors, settings.summary.points, title_vector=title)
    summary = summarize_article.summarize(document, choice, settings.summary, model=summarize_article.BASELINE)
    return EncodedArticle(document, summary, VectorsInMemory(vectors, title))


def score(days: Sequence[GoldDay], encode: Encode, settings: Settings) -> Scores:
    """How well the stage tells the stream."""
    scores = Scores()
    seen: dict[str, str] = {}
    for day, told in run(days, encode, settings):
        today = [item for item in days if item.day == day]
        home = {name: story for story in told.stories for name in story.article_ids}
        ids = [(document.id, item.line) for item in today for document in item.documents]
        scores.pairs += [
            (home[one].id == home[two].id, line == other)
            for place, (one, line) in enumerate(ids)
            for two, other in ids[place + 1 :]
        ]
        for item in today:
            story = home[item.documents[0].id]
            expected = seen.setdefault(item.line, story.id)
            right = story.status == item.status and story.id == expected
            scores.statuses.append(right)
            if not right:
                scores.faults.append(f"{day} {item.line}: {story.status} for {item.status}, id {story.id == expected}")
            _score_changes(item, story, scores)
            _score_conflicts(item, story, scores)
    return scores


def _score_changes(item: GoldDay, story: Story, scores: Scores) -> None:
    found = set()
    for change in story.changes:
        passage = change.citations[0]
        mark = item.marks.get((passage.article_id, passage.start), "-")
        scores.reported.append(mark[0] in "+*")
        if mark[0] not in "+*":
            scores.faults.append(f"{item.day} {item.line}: told as {change.kind}: {change.text}")
        found.update(item.marks.get((place.article_id, place.start), "") for place in change.citations)
    if item.status == "updated":
        for mark in sorted({mark for mark in item.marks.values() if mark[0] == "+"}):
            scores.wanted.append(mark in found)
            if mark not in found:
                scores.faults.append(f"{item.day} {item.line}: change not told: {mark}")


def _score_conflicts(item: GoldDay, story: Story, scores: Scores) -> None:
    left = list(item.conflicts)
    for conflict in story.conflicts:
        values = " / ".join(claim.value.lower() for claim in conflict.claims)
        match = next((wanted for wanted in left if all(value.lower() in values for value in wanted)), None)
        scores.conflicts_reported.append(match is not None)
        if match is None:
            scores.faults.append(f"{item.day} {item.line}: no conflict: {conflict.fact}: {values}")
        else:
            left.remove(match)
    scores.conflicts_wanted += [False] * len(left) + [True] * (len(item.conflicts) - len(left))
    scores.faults += [f"{item.day} {item.line}: conflict not told: {wanted}" for wanted in left]


def _day(line: str, values: dict[str, object]) -> GoldDay:
    day = values["date"]
    assert isinstance(day, dt.date)
    documents, marks = [], {}
    for number, article in enumerate(values["articles"]):  # type: ignore[arg-type, var-annotated]
        document, own = _document(f"{line}-{day:%m%d}-{number}", day, article)
        documents.append(document)
        marks.update(own)
    conflicts = tuple(tuple(pair) for pair in values.get("conflicts", []))  # type: ignore[attr-defined]
    return GoldDay(line, day, str(values["status"]), tuple(documents), marks, conflicts)


def _document(name: str, day: dt.date, article: dict[str, object]) -> tuple[Document, dict[tuple[str, int], str]]:
    text, spans, marks = "", [], {}
    for sentence in article["text"]:  # type: ignore[attr-defined]
        mark, _, words = sentence.partition(" ")
        text += " " if text else ""
        marks[name, len(text)] = mark
        spans.append((len(text), len(text) + len(words)))
        text += words
    published = dt.datetime.combine(day, dt.time.fromisoformat(str(article["at"])), tzinfo=dt.UTC)
    document = Document(
        id=name,
        source=f"{name}.txt",
        text=text,
        sentences=tuple(spans),
        title=str(article["title"]),
        outlet=str(article["outlet"]),
        published=published,
        language=str(article.get("lang", "en")),
    )
    return document, marks


def _share(values: Sequence[bool]) -> float:
    return sum(values) / len(values) if values else 1.0
