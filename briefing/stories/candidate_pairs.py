"""Which pairs of articles are worth comparing: near in time, and near in meaning or sharing names.

All pairs would be n²; here each article meets its nearest neighbours only. Articles are taken in overlapping windows
of time. A small window is searched exactly; a large one through an HNSW index (Malkov & Yashunin 2016, usearch), built
in the order of the articles by one thread, so that the same articles always give the same pairs.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from briefing.stories.pair_probability import Articles
from briefing.stories.sparse_rows import SparseRows

__all__ = ["NEIGHBOURS", "candidates"]

Numbers = npt.NDArray[np.int64]

NEIGHBOURS = 32
"""Neighbours looked up for each article."""

# Articles in a window up to which all are compared: below that the index costs more than it saves.
_EXACT = 3000
# Rows of the exact comparison at a time.
_BLOCK = 512
# Cosine of leads below which two articles in one language are not compared: on dev_stream no true pair lies below.
_LEAST_LIKE = 0.25
# Share of a window's articles beyond which a name brings no candidates across languages.
_COMMON_NAME = 0.2
# The same for a part of a word in a language that the encoder cannot read, and how many articles of a small window may
# have it.
_COMMON_STRING, _FEW = 0.05, 20


def candidates(articles: Articles, window_days: float) -> Numbers:
    """Pairs (n, 2) of rows at most `window_days` apart, smaller number first, each once, in order."""
    found = [
        pairs
        for rows in _windows(articles.times, window_days)
        for pairs in (_near(articles, rows), _abroad(articles, rows), _unread(articles, rows))
    ]
    if not found:
        return np.zeros((0, 2), dtype=np.int64)
    both = np.sort(np.concatenate(found), axis=1)
    # One number a pair: sorting those is many times quicker than sorting rows.
    smaller, larger = np.divmod(np.unique(both[:, 0] * len(articles) + both[:, 1]), len(articles))
    pairs = np.stack([smaller, larger], axis=1)
    gap = np.abs(articles.times[pairs[:, 0]] - articles.times[pairs[:, 1]])
    return np.asarray(pairs[(pairs[:, 0] != pairs[:, 1]) & ~(gap > window_days)])


def _windows(times: npt.NDArray[np.float64], days: float) -> Iterator[Numbers]:
    """Rows in overlapping stretches of time, two `days` long; any two rows within `days` share one."""
    if not len(times):
        return
    dated = times[~np.isnan(times)]
    placed = np.where(np.isnan(times), dated.max() if len(dated) else 0.0, times)
    slots = np.floor(placed / days).astype(np.int64)
    order = np.argsort(slots, kind="stable")
    ordered = slots[order]
    present = set(ordered.tolist())
    for slot in sorted(present):
        low, high = np.searchsorted(ordered, [slot, slot + 2])
        if slot + 1 in present or slot - 1 not in present:
            yield np.sort(order[low:high])


def _near(articles: Articles, rows: Numbers) -> Numbers:
    """Each of `rows` with its nearest others by the cosine of their leads."""
    leads = articles.lead[rows]
    near, likeness = _exact(leads) if len(rows) <= _EXACT else _indexed(leads)
    left = np.repeat(np.arange(len(rows)), near.shape[1])
    kept = likeness.ravel() >= _LEAST_LIKE
    return np.stack([rows[left[kept]], rows[near.ravel()[kept]]], axis=1)


def _exact(leads: npt.NDArray[np.float32]) -> tuple[Numbers, npt.NDArray[np.float32]]:
    count = min(NEIGHBOURS + 1, len(leads))
    near = np.zeros((len(leads), count), dtype=np.int64)
    likeness = np.zeros((len(leads), count), dtype=np.float32)
    for start in range(0, len(leads), _BLOCK):
        # Rounded, so that equal likenesses are equal whatever the block they were computed in.
        table = np.round(leads[start : start + _BLOCK] @ leads.T, 5)
        best = np.sort(np.argpartition(-table, count - 1, axis=1)[:, :count], axis=1)
        near[start : start + _BLOCK] = best
        likeness[start : start + _BLOCK] = np.take_along_axis(table, best, axis=1)
    return near, likeness


def _indexed(leads: npt.NDArray[np.float32]) -> tuple[Numbers, npt.NDArray[np.float32]]:
    from usearch.index import Index

    index = Index(ndim=leads.shape[1], metric="ip", dtype="f16", connectivity=16, expansion_add=64, expansion_search=64)
    index.add(np.arange(len(leads)), leads, threads=1)
    found = index.search(leads, NEIGHBOURS + 1, threads=0)
    return np.asarray(found.keys, dtype=np.int64), np.asarray(1 - found.distances, dtype=np.float32)


def _abroad(articles: Articles, rows: Numbers) -> Numbers:
    """Articles of different languages that share names: an English encoder does not bring them together."""
    languages = articles.languages[rows]
    known, counts = np.unique(languages, return_counts=True)
    foreign = np.flatnonzero(languages != known[np.argmax(counts)])
    if not len(foreign):
        return np.zeros((0, 2), dtype=np.int64)
    names = articles.skeletons
    bearers = names.postings(rows, names.counts(rows) <= max(8, _COMMON_NAME * len(rows)))
    found: list[Numbers] = []
    for row in foreign:
        others, score = _sharing(names, bearers, int(rows[row]))
        apart = languages[others] != languages[row]
        found.append(_best(rows, int(row), others[apart], score[apart]))
    return np.concatenate(found)


def _unread(articles: Articles, rows: Numbers) -> Numbers:
    """Articles that share what they repeat, in languages that the encoder cannot read."""
    places = np.flatnonzero(articles.readable[rows] < 1)
    if not len(places):
        return np.zeros((0, 2), dtype=np.int64)
    common = max(_FEW, _COMMON_STRING * len(rows))
    bearers = articles.parts.postings(rows, articles.parts.counts(rows) <= common)
    return np.concatenate(
        [_best(rows, int(place), *_sharing(articles.repeated, bearers, int(rows[place]))) for place in places]
    )


def _best(rows: Numbers, place: int, others: Numbers, score: npt.NDArray[np.float32]) -> Numbers:
    """The article at `place` of `rows` with those of `others`, places too, that score highest."""
    best = others[np.lexsort((others, -np.round(score, 5)))][: NEIGHBOURS + 1]
    return np.stack([np.full(len(best), rows[place]), rows[best]], axis=1)


def _sharing(names: SparseRows, bearers: SparseRows, row: int) -> tuple[Numbers, npt.NDArray[np.float32]]:
    """The places in the window that share a name with `row`, and how much."""
    own = zip(*names.row(row), strict=True)
    found = [(places, weight * weights) for name, weight in own for places, weights in (bearers.row(int(name)),)]
    if not found:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    others, place = np.unique(np.concatenate([places for places, _ in found]), return_inverse=True)
    score = np.zeros(len(others), dtype=np.float32)
    np.add.at(score, place, np.concatenate([weights for _, weights in found]))
    return others, score
