"""Which stories come first, and why.

The rank of a story is the sum of its terms, value × weight:

    corroboration   log2 of the number of independent outlets                                  × 1.0
    novelty         1 new, 0.8 updated, 0 continuing                                            × 1.0
    recency         halves every 12 hours before the end of the edition's day                   × 0.6
    substance       key points with evidence, out of 3                                          × 0.5
    section         the section's configured weight, less 1                                     × 1.0
    interest        likeness to the nearest of the reader's topics (0 below 0.2, 1 from 0.5)    × 1.5
    local           1 for a story about one of the reader's places: also never cut for space    × 0.5
    trusted         1 where a trusted outlet tells it                                           × 0.3
    variety         0, 1, 2 … for the stories already placed from the same section              × -0.12

The last term is added as stories are placed, best first, so that no section fills the page. Ties go to the story told
earlier, then to the smaller id.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from briefing.config import Settings, StorySettings
from briefing.records import DEFAULT_SECTION, Document, RankReason, Story
from briefing.stories.articles_of_one_source import syndication_groups
from briefing.stories.sections_and_topics import likeness, mentions

__all__ = ["is_local", "is_muted", "order", "reasons"]

_HALF_LIFE_HOURS = 12.0
_TOPIC_LOW, _TOPIC_HIGH = 0.2, 0.5
_VARIETY = -0.12
_NOVELTY = {"new": 1.0, "updated": 0.8, "continuing": 0.0, "dormant": 0.0}


def reasons(
    story: Story,
    documents: Sequence[Document],
    vector: npt.NDArray[np.float32],
    settings: Settings,
    topic_vectors: Mapping[str, npt.NDArray[np.float32]],
    until: dt.datetime,
    *,
    outlets: int = 0,
) -> tuple[RankReason, ...]:
    """The terms of `story`, told by `documents`; `vector` is the story's, `until` the end of the edition's day.

    `outlets` is how many independent ones tell it; they are counted where it is not given.
    """
    outlets = outlets or len(set(syndication_groups(documents)))
    hours = _hours(documents, until)
    weight = next((section.weight for section in settings.section if section.name == story.section), 1.0)
    topic, near = _interest(vector, settings.stories, topic_vectors)
    trusted = _trusted(documents, settings)
    place = is_local(documents, settings.stories)
    found = [
        RankReason("corroboration", round(math.log2(max(1, outlets)), 3), 1.0, _plural(outlets, "independent outlet")),
        RankReason("novelty", _NOVELTY[story.status], 1.0, story.status),
        RankReason(
            "recency", round(0.5 ** (hours / _HALF_LIFE_HOURS), 3), 0.6, f"{hours:.0f} hours before the end of the day"
        ),
        RankReason(
            "substance", round(min(1.0, len(story.points) / 3), 3), 0.5, _plural(len(story.points), "key point")
        ),
        RankReason("section", round(weight - 1, 3), 1.0, f"{story.section or DEFAULT_SECTION} counts {weight:g}"),
    ]
    if near > 0:
        found.append(RankReason("interest", near, 1.5, f"about {topic}"))
    if place:
        found.append(RankReason("local", 1.0, 0.5, f"mentions {place}"))
    if trusted:
        found.append(RankReason("trusted", 1.0, 0.3, trusted))
    return tuple(found)


def order(stories: Sequence[Story], room: int) -> tuple[Story, ...]:
    """`stories` with their rank filled in, the first to print first; their `why_ranked` gains the variety term.

    Only the first `room` will be printed: local stories that fall behind take the places of the last that are not.
    """
    waiting = sorted(stories, key=lambda story: (-_total(story.why_ranked), story.id))
    placed: list[Story] = []
    taken: Counter[str] = Counter()
    totals = [_total(story.why_ranked) for story in waiting]
    # Within a section the order is settled: only the first of each that is left can be the next.
    queues: dict[str, deque[int]] = {}
    for place, story in enumerate(waiting):
        queues.setdefault(story.section or "", deque()).append(place)
    for _ in waiting:
        heads = [(totals[queue[0]] + _VARIETY * taken[name], -queue[0]) for name, queue in queues.items() if queue]
        best = waiting[-max(heads)[1]]
        queues[best.section or ""].popleft()
        before = taken[best.section or ""]
        terms = best.why_ranked
        if before:
            detail = f"{_plural(before, 'story', 'stories')} of {best.section or DEFAULT_SECTION} placed before it"
            terms = (*terms, RankReason("variety", float(before), _VARIETY, detail))
        taken[best.section or ""] += 1
        placed.append(replace(best, why_ranked=terms, rank=round(_total(terms), 4)))
    return _kept_local(placed, room)


def _kept_local(placed: Sequence[Story], room: int) -> tuple[Story, ...]:
    """`placed` with every local story among the first `room`, as far as they go; the order is kept otherwise."""
    local = {story.id for story in placed if any(term.name == "local" for term in story.why_ranked)}
    behind = [story for story in placed[room:] if story.id in local]
    givers = [story.id for story in placed[:room] if story.id not in local]
    out = set(givers[len(givers) - min(len(behind), len(givers)) :])
    front = [story for story in placed[:room] if story.id not in out] + behind
    ahead = {story.id for story in front}
    return (*front, *(story for story in placed if story.id not in ahead))


def is_muted(documents: Sequence[Document], settings: StorySettings) -> str | None:
    """The muted phrase that `documents` mention, if any."""
    return next((phrase for phrase in settings.mutes if mentions(documents, phrase)), None)


def is_local(documents: Sequence[Document], settings: StorySettings) -> str | None:
    """The local phrase that `documents` mention, if any."""
    return next((phrase for phrase in settings.local if mentions(documents, phrase)), None)


def _total(terms: Sequence[RankReason]) -> float:
    return math.fsum(term.value * term.weight for term in terms)


def _hours(documents: Sequence[Document], until: dt.datetime) -> float:
    """Hours between the latest article and the end of the day; a whole day where none is dated."""
    dated = [document.published for document in documents if document.published]
    return max(0.0, (until - max(dated)).total_seconds() / 3600) if dated else 24.0


def _interest(
    vector: npt.NDArray[np.float32], settings: StorySettings, topic_vectors: Mapping[str, npt.NDArray[np.float32]]
) -> tuple[str, float]:
    scored = [(likeness(topic, vector, topic_vectors), topic) for topic in settings.interests]
    near, topic = max(scored, default=(0.0, ""))
    return topic, round(min(1.0, max(0.0, (near - _TOPIC_LOW) / (_TOPIC_HIGH - _TOPIC_LOW))), 3)


def _trusted(documents: Sequence[Document], settings: Settings) -> str | None:
    names = {name.casefold() for name in settings.stories.trusted_outlets}
    names |= {source.name.casefold() for source in settings.source if source.trusted and source.name}
    return next((document.outlet for document in documents if (document.outlet or "").casefold() in names), None)


def _plural(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
