"""Past stories as bytes for the store, and back.

JSON with the profile's vector as base64 of float16. What cannot be read, as a later version may have written it, is
forgotten rather than fatal: the story then starts anew.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from briefing.records import Citation, CoveredArticle, TimelineEntry
from briefing.stories.track_across_editions import PastPoint, PastStory, Profile

__all__ = ["REMEMBERED_DAYS", "dump", "load_all"]

REMEMBERED_DAYS = 45
"""How long a story line is remembered after it was last told; later it would start anew."""

_VERSION = 1
_ARTICLES = TypeAdapter(tuple[CoveredArticle, ...])


def dump(story: PastStory) -> bytes:
    """`story` as bytes: the same story gives the same bytes."""
    profile = story.profile
    values = {
        "version": _VERSION,
        "id": story.id,
        "day": story.day.isoformat(),
        "first_seen": story.first_seen.isoformat(),
        "headline": story.headline,
        "article_ids": story.article_ids,
        "articles": _ARTICLES.dump_python(story.articles, mode="json"),
        "timeline": [[entry.date.isoformat(), entry.headline, entry.articles] for entry in story.timeline],
        "points": [[*asdict(point.citation).values(), point.language, point.printed] for point in story.points],
        "vector": base64.b64encode(profile.vector.astype("<f2").tobytes()).decode("ascii"),
        "names": profile.names,
        "words": profile.words,
        "skeletons": profile.skeletons,
        "languages": sorted(profile.languages),
        "titles": profile.titles,
    }
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def load_all(contents: Iterable[bytes]) -> tuple[PastStory, ...]:
    """The stories that can be read, in order."""
    found = []
    for content in contents:
        try:
            found.append(_load(json.loads(content)))
        except (ValueError, KeyError, TypeError, binascii.Error):
            continue
    return tuple(found)


def _load(values: dict[str, Any]) -> PastStory:
    if values["version"] != _VERSION:
        raise ValueError(values["version"])
    vector = np.frombuffer(base64.b64decode(values["vector"]), dtype="<f2").astype(np.float32)
    return PastStory(
        id=str(values["id"]),
        day=dt.date.fromisoformat(values["day"]),
        first_seen=dt.date.fromisoformat(values["first_seen"]),
        headline=str(values["headline"]),
        profile=Profile(
            vector=vector,
            names=values["names"],
            words=values["words"],
            skeletons=values["skeletons"],
            languages=frozenset(values["languages"]),
            titles=tuple((outlet, title) for outlet, title in values["titles"]),
        ),
        points=tuple(PastPoint(Citation(*row[:-2]), row[-2], row[-1]) for row in values["points"]),
        article_ids=tuple(values["article_ids"]),
        articles=_ARTICLES.validate_python(values["articles"]),
        timeline=tuple(TimelineEntry(dt.date.fromisoformat(date), title, n) for date, title, n in values["timeline"]),
    )
