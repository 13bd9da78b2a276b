"""The headline of a story: the best title that one of its articles has, or a sentence cut short. Never invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import numpy as np

from briefing.records import EncodedArticle, Point

__all__ = ["headline"]

# What a title loses for each hour that it is older than the newest, up to so many hours. On the even half of
# benchmarks/data/latest_word.jsonl a withdrawn title heads 6 of 22 events with 0.012, 1 with 0.02 and none with 0.03;
# of the odd half 7, 2 and none of 23. With more, what people said in the evening heads the news of the morning.
_HOUR, _OLDEST = 0.02, 24.0
# Characters. Longer titles wrap to a third line on a phone.
_LONGEST = 110
# What a title loses for being a question, too long, in capitals, or further from the centre of the story.
_QUESTION, _LONG, _SHOUTED, _PLACE = 0.15, 0.1, 0.2, 0.04


def headline(
    items: Sequence[EncodedArticle],
    points: Sequence[Point],
    *,
    language: str | None = None,
    stale: Collection[int] = (),
) -> str:
    """The title nearest to what all articles say; where none is plain, what the summary has in its place.

    `items` are the story's articles, the most central first; the titles of those at `stale` no longer hold. Among
    titles that are much alike the newest wins.
    """
    titled = [(place, item) for place, item in enumerate(items) if place not in stale and _is_plain(item)]
    wanted = [pair for pair in titled if pair[1].document.language in (language, "und")] or titled
    if wanted:
        centre = np.mean([_centre(item) for item in items], axis=0)
        latest = max((item.document.published for _, item in wanted if item.document.published), default=None)
        best = max(wanted, key=lambda pair: (_merit(pair[1], pair[0], centre) - _age(pair[1], latest), -pair[0]))
        return best[1].document.title or ""
    fresh = [item for place, item in enumerate(items) if place not in stale] or items
    made = next((item.summary.headline for item in fresh if item.summary.headline), None)
    return _cut(made or (points[0].text if points else fresh[0].document.text))


def _age(item: EncodedArticle, latest: dt.datetime | None) -> float:
    """What a title loses for being older than the newest."""
    own = item.document.published
    hours = (latest - own).total_seconds() / 3600 if own and latest else 0.0
    return _HOUR * min(hours, _OLDEST)


def _cut(text: str) -> str:
    """At most `_LONGEST` characters, whole words, the cut marked."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rpartition(" ")[0] + " …"


def _is_plain(item: EncodedArticle) -> bool:
    """Whether the article has a title that says what happened; else its summary has another headline."""
    title = item.document.title
    return bool(title) and item.summary.headline in (None, " ".join((title or "").split()))


def _centre(item: EncodedArticle) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    rows = [item.vectors[:3].mean(axis=0)] if len(item.vectors) else []
    rows += [item.title_vector] if item.title_vector is not None else []
    return np.asarray(np.mean(rows, axis=0), dtype=np.float32) if rows else np.zeros(1, dtype=np.float32)


def _merit(item: EncodedArticle, place: int, centre: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    title = item.document.title or ""
    near = (
        float(item.title_vector @ centre)
        if item.title_vector is not None and item.title_vector.shape == centre.shape
        else 0.0
    )
    near -= _PLACE * place
    near -= _QUESTION * title.rstrip().endswith("?")
    near -= _LONG * (len(title) > _LONGEST)
    return round(near - _SHOUTED * title.isupper(), 5)
