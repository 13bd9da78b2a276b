"""Documents -> clusters: which articles are about one event.

Evidence is gathered from each article (`article_names_words_and_figures`), pairs worth comparing are found
(`candidate_pairs`), a trained model says how likely each is one event (`pair_probability`), and average linkage makes
groups of them (`average_linkage`). The result does not depend on the order of the documents: everything is done in the
order of their ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar, overload

import numpy as np
import numpy.typing as npt

from briefing.config import StorySettings
from briefing.language import fold_words, word_rarity_and_capitals
from briefing.records import Document
from briefing.stories import pair_probability
from briefing.stories.article_names_words_and_figures import content_key, signals
from briefing.stories.average_linkage import link
from briefing.stories.candidate_pairs import candidates
from briefing.stories.series_titles import opening, without_number

__all__ = ["Cluster", "Picked", "group"]

Vectors = npt.NDArray[np.float32]
Item = TypeVar("Item")

THRESHOLD = 0.35
"""Mean probability at which groups join. dev_stream, five folds by date: BCubed F1 is flat from 0.3 to 0.5."""

_NAMES_SHOWN = 4
# Left of the probability that an instalment of a series ("Markets, Tuesday: …") is about an event told elsewhere: such
# pieces mention many. Articles that only carry a kicker ("Live: …") are sure enough to stay together.
_ROUNDUP = 0.5


@dataclass(frozen=True, slots=True)
class Cluster:
    """Articles about one event: rows of the documents given, the most central first.

    `copies` groups the rows whose texts are the same. `agreement` is the mean probability between members (1.0 for a
    single article) and `reasons` says in words why they were put together.
    """

    members: tuple[int, ...]
    copies: tuple[tuple[int, ...], ...]
    agreement: float
    reasons: tuple[str, ...]


class Picked(Sequence[Item]):
    """Some items in an order of their own, each looked up when it is asked for."""

    def __init__(self, rows: Sequence[int], look_up: Callable[[int], Item]) -> None:
        self._rows = rows
        self._look_up = look_up

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, place: int) -> Item: ...
    @overload
    def __getitem__(self, place: slice) -> Picked[Item]: ...
    def __getitem__(self, place: int | slice) -> Item | Picked[Item]:
        if isinstance(place, slice):
            return Picked(self._rows[place], self._look_up)
        return self._look_up(self._rows[place])


def group(
    documents: Sequence[Document],
    vectors: Sequence[Vectors],
    settings: StorySettings,
    *,
    title_vectors: Sequence[Vectors | None] | None = None,
    model: pair_probability.PairModel | None = None,
) -> list[Cluster]:
    """Clusters of `documents`, ordered by the id of their first article.

    `vectors[i]` has shape (sentences, dimensions) with the unit vectors of document i; `title_vectors[i]` is its
    title's, or None where it has none.
    """
    order = sorted(range(len(documents)), key=lambda row: (documents[row].id, row))
    titles = title_vectors or [None] * len(documents)
    found = _group(
        [documents[row] for row in order],
        Picked(order, vectors.__getitem__),
        Picked(order, titles.__getitem__),
        settings,
        model or pair_probability.shipped_model(),
    )
    return [
        Cluster(
            tuple(order[row] for row in cluster.members),
            tuple(tuple(order[row] for row in copies) for copies in cluster.copies),
            cluster.agreement,
            cluster.reasons,
        )
        for cluster in found
    ]


def _group(
    documents: Sequence[Document],
    vectors: Sequence[Vectors],
    titles: Sequence[Vectors | None],
    settings: StorySettings,
    model: pair_probability.PairModel,
) -> list[Cluster]:
    copies = _copies(documents, settings.window_days)
    firsts = [rows[0] for rows in copies]
    own = [documents[row] for row in firsts]
    articles = pair_probability.gather(
        own, Picked(firsts, vectors.__getitem__), Picked(firsts, titles.__getitem__), map(signals, own)
    )
    compared = candidates(articles, settings.window_days)
    table = pair_probability.features(articles, compared)
    probabilities = model.probabilities(table)
    probabilities *= _factors([documents[row].title or "" for row in firsts], compared)
    groups = link(
        len(firsts),
        compared,
        probabilities,
        threshold=THRESHOLD,
        times=articles.times,
        window_days=settings.window_days,
    )
    inside = _inside(groups, compared, len(firsts))
    return [
        _cluster(members, copies, compared[places], table[places], probabilities[places], documents)
        for members, places in zip(groups, inside, strict=True)
    ]


def _inside(
    groups: Sequence[Sequence[int]], compared: npt.NDArray[np.int64], count: int
) -> list[npt.NDArray[np.int64]]:
    """For each group the places of the pairs that lie within it."""
    home = np.zeros(count, dtype=np.int64)
    for number, members in enumerate(groups):
        home[list(members)] = number
    left, right = home[compared[:, 0]], home[compared[:, 1]]
    within = np.flatnonzero(left == right)
    order = within[np.argsort(left[within], kind="stable")]
    ends = np.searchsorted(left[order], np.arange(len(groups) + 1))
    return [order[start:end] for start, end in pairwise(ends)]


def _copies(documents: Sequence[Document], days: float) -> list[list[int]]:
    """Rows with the same words, published within `days` of the first; each list in order, ordered by first row."""
    found: dict[str, list[list[int]]] = {}
    for row, document in enumerate(documents):
        places = found.setdefault(content_key(document), [])
        for rows in places:
            first = documents[rows[0]].published
            if first is None or document.published is None or abs((document.published - first).days) <= days:
                rows.append(row)
                break
        else:
            places.append([row])
    return sorted(rows for places in found.values() for rows in places)


def _factors(titles: Sequence[str], compared: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """What titles take away from the probability of each pair: all of it from instalments of a series."""
    left, right = compared[:, 0], compared[:, 1]
    openings, bare, whole = (
        _numbered([read(title) for title in titles]) for read in (opening, without_number, str.lower)
    )
    same_series = (bare[left] == bare[right]) & (bare[left] >= 0) & (whole[left] != whole[right])
    return np.where(same_series, 0.0, np.where(openings[left] != openings[right], _ROUNDUP, 1.0))


def _numbered(texts: Sequence[str]) -> npt.NDArray[np.int64]:
    """A number for each text, the same for equal ones; -1 for the empty text."""
    numbers: dict[str, int] = {"": -1}
    return np.array([numbers.setdefault(text, len(numbers)) for text in texts], dtype=np.int64)


def _cluster(
    members: Sequence[int],
    copies: Sequence[Sequence[int]],
    pairs_within: npt.NDArray[np.int64],
    table: npt.NDArray[np.float32],
    probabilities: npt.NDArray[np.float64],
    documents: Sequence[Document],
) -> Cluster:
    """The cluster of `members`, with the pairs of them that were compared, their evidence and their probabilities."""
    support = dict.fromkeys(members, 0.0)
    for (one, two), value in zip(pairs_within.tolist(), probabilities.tolist(), strict=True):
        support[one] += value
        support[two] += value
    central = sorted(members, key=lambda row: (-round(support[row], 6), documents[copies[row][0]].id))
    rows = tuple(row for first in central for row in copies[first])
    total = len(members) * (len(members) - 1) / 2
    agreement = float(probabilities.sum()) / total if total else 1.0
    return Cluster(
        rows,
        tuple(tuple(copies[first]) for first in central),
        agreement,
        _reasons(members, copies, documents, table, agreement),
    )


def _reasons(
    members: Sequence[int],
    copies: Sequence[Sequence[int]],
    documents: Sequence[Document],
    table: npt.NDArray[np.float32],
    agreement: float,
) -> tuple[str, ...]:
    """Why these articles are together, for a person to read."""
    reasons: list[str] = []
    reprinted = sum(len(copies[row]) - 1 for row in members)
    if reprinted:
        reasons.append(
            f"the same text printed {reprinted + 1} times" if len(members) == 1 else f"{reprinted} reprinted"
        )
    if len(members) < 2:
        return tuple(reasons)
    # Gathered anew for the few that need it: the evidence of a whole day would fill the memory.
    evidence = [signals(documents[copies[row][0]]) for row in members]
    names = _shared([each.names for each in evidence])
    if names:
        shown = {name: each.shown[name] for each in reversed(evidence) for name in each.shown}
        reasons.append("same names: " + ", ".join(fold_words.plain_name(shown[name]) for name in names[:_NAMES_SHOWN]))
    figures = _shared([each.figures for each in evidence])
    if figures:
        reasons.append("same figures: " + ", ".join(figures[:_NAMES_SHOWN]))
    if len(table):
        column = pair_probability.FEATURES.index("lead")
        likeness = table[:, column][table[:, column] > 0]
        if len(likeness):
            reasons.append(f"similarity {float(likeness.mean()):.2f}")
    reasons.append(f"one event with probability {agreement:.2f}")
    return tuple(reasons)


def _shared(rows: Sequence[dict[str, float]] | Sequence[object]) -> list[str]:
    """What at least half of `rows` (and two) have, the most telling first."""
    counts: Counter[str] = Counter()
    weights: Counter[str] = Counter()
    for row in rows:
        for name, value in dict(row).items():  # type: ignore[call-overload]
            counts[name] += 1
            weights[name] += value
    least = max(2, (len(rows) + 1) // 2)
    kept = [name for name, count in counts.items() if count >= least and word_rarity_and_capitals.weight(name) > 2]
    return sorted(kept, key=lambda name: (-round(weights[name], 6), name))
