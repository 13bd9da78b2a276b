"""The stage's one entry point: condensed articles -> ranked stories.

Articles are grouped into events, events of one story line are told together, each line goes on with the story of
earlier editions it belongs to, and gets its points, headline, section, status and rank. Pure: the pipeline reads the
history before and keeps the new one after.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from briefing.config import Settings
from briefing.records import Story
from briefing.stories import rank, track
from briefing.stories.cluster import Cluster, group
from briefing.stories.evidence import Signals, signals
from briefing.stories.headline import headline
from briefing.stories.merge import Told, merge_points
from briefing.stories.sections import section_of
from briefing.stories.track import PastStory, Profile

__all__ = ["Assembled", "assemble", "event_ids"]

Vector = npt.NDArray[np.float32]

_LEAD = 3
# Sentences in the vector by which a story is known; the same as read for grouping.


@dataclass(frozen=True, slots=True)
class Assembled:
    """Ranked stories, how many articles were left out for which reason, and what to remember for later editions."""

    stories: tuple[Story, ...]
    left_out: Mapping[str, int]
    memory: tuple[PastStory, ...] = ()


@dataclass(frozen=True)
class _Line:
    """Clusters of one story line, as they are told today."""

    items: tuple[Told, ...]
    profile: Profile
    why: tuple[str, ...]
    past: PastStory | None = None


def assemble(
    items: Sequence[Told],
    settings: Settings,
    day: dt.date,
    *,
    until: dt.datetime,
    topic_vectors: Mapping[str, Vector] | None = None,
    history: Sequence[PastStory] = (),
) -> Assembled:
    """The stories of `day` that `items` tell, the first to print first.

    `until` is the end of the day; `topic_vectors` holds the vectors of `sections.topics(settings)`; `history` the
    stories of editions before `day`, each as its last edition left it.
    """
    known = dict(topic_vectors or {})
    ordered = sorted(items, key=lambda item: item.document.id)
    left_out: Counter[str] = Counter()
    stories: list[Story] = []
    memory: dict[str, _Line] = {}
    for line in _lines(_clusters(ordered, settings), ordered, history):
        documents = [item.document for item in line.items]
        muted = rank.is_muted(documents, settings)
        points = merge_points(line.items, settings.briefing.max_points, language=settings.briefing.language)
        if muted or not points:
            left_out["about a muted topic" if muted else "too short to summarize"] += len(documents)
            continue
        story = Story(
            id=line.past.id if line.past else track.story_id([document.id for document in documents], day),
            headline=headline(line.items, points, language=settings.briefing.language),
            article_ids=tuple(document.id for document in documents),
            points=points,
            section=section_of(documents, line.profile.vector, settings.section, known),
            first_seen=line.past.first_seen if line.past else day,
            why_merged=line.why,
        )
        why = rank.reasons(story, documents, line.profile.vector, settings, known, until)
        stories.append(replace(story, why_ranked=why))
        memory[story.id] = line
    return Assembled(rank.order(stories), dict(left_out))


def event_ids(items: Sequence[Told], settings: Settings) -> dict[str, str]:
    """For each article the id of its event: the smallest id among the articles of its cluster."""
    ordered = sorted(items, key=lambda item: item.document.id)
    found: dict[str, str] = {}
    for cluster in _clusters(ordered, settings):
        name = ordered[min(cluster.members)].document.id
        found.update((ordered[row].document.id, name) for row in cluster.members)
    return found


def _clusters(items: Sequence[Told], settings: Settings) -> list[Cluster]:
    return group(
        [item.document for item in items],
        [item.vectors for item in items],
        settings.stories,
        title_vectors=[item.title_vector for item in items],
    )


def _lines(clusters: Sequence[Cluster], items: Sequence[Told], history: Sequence[PastStory]) -> list[_Line]:
    """Clusters of one story line put together: a day has several events of a story at times, told once."""
    lines = [_line([items[row] for row in cluster.members], cluster.reasons) for cluster in clusters]
    lines.sort(key=lambda line: (-len(line.items), line.items[0].document.id))
    merged: list[_Line] = []
    for line, past in zip(lines, track.link([line.profile for line in lines], history), strict=True):
        place = next((number for number, other in enumerate(merged) if _continues(line, past, other)), None)
        if place is None:
            merged.append(replace(line, past=past))
        else:
            both = _line([*merged[place].items, *line.items], (*merged[place].why, *line.why, "one story line"))
            merged[place] = replace(both, past=merged[place].past or past)
    return merged


def _continues(line: _Line, past: PastStory | None, other: _Line) -> bool:
    if past is not None and other.past is not None:
        return past.id == other.past.id
    near = track.affinity(line.profile, other.profile) >= track.LINKED
    return near and not track.is_series(line.profile, other.profile)


def _line(items: Sequence[Told], why: tuple[str, ...]) -> _Line:
    documents = [item.document for item in items]
    evidence: list[Signals] = [signals(document) for document in documents]
    return _Line(
        tuple(items), track.profile(documents, [_lead(item) for item in items], evidence), tuple(dict.fromkeys(why))
    )


def _lead(item: Told) -> Vector:
    """The vector of an article's title and opening."""
    rows = [*item.vectors[:_LEAD], *([item.title_vector] if item.title_vector is not None else [])]
    return (
        np.asarray(np.sum(rows, axis=0), dtype=np.float32)
        if rows
        else np.zeros(item.vectors.shape[-1], dtype=np.float32)
    )
