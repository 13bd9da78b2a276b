"""How likely two articles are about the same event: a calibrated logistic model over evidence of several kinds.

Comes in: the articles of a run and pairs of their numbers. Goes out: a probability a pair. The weights are trained by
`training/pairs.py`; `weights/pairs.json` says on what, and how well they did on articles that training had not seen.
"""

from __future__ import annotations

import json
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import numpy.typing as npt

from briefing.language.language_support import READ_BY_ENCODER
from briefing.models.hash_unknown_words import is_hashed
from briefing.records import Document
from briefing.stories import damp_words_of_many_articles
from briefing.stories.article_names_words_and_figures import Signals, signals
from briefing.stories.sparse_rows import SparseRows, pair_products

__all__ = ["FEATURES", "Articles", "PairModel", "features", "gather", "name_others", "shipped_model"]

Array = npt.NDArray[np.float32]
Pairs = npt.NDArray[np.int64]

FEATURES = (
    "lead",
    "title_lead",
    "names",
    "words",
    "title_words",
    "figures",
    "next_day",
    "apart",
    "others",
    "repeated",
    "unrepeated",
    "abroad",
    "names_abroad",
    "lead_abroad",
)
"""Names of the columns of `features`, in order."""

_DAY = 86400.0
# How much the first sentences count in an article's lead vector; the title counts like the first.
_LEAD_WEIGHTS = (1.0, 0.8, 0.6, 0.4)
# Pairs compared at a time: bounds memory.
_CHUNK = 100_000
# "Same event, next day" is another event: eighteen hours apart, half of what a whole day counts.
_TOMORROW, _STEEPNESS = 0.75, 12.0
# Letters by which a name is known in another form: "Russia", "Russian".
_STEM = 5
# What is missing and shared is measured against this; a name that no article of the table has counts about five.
_A_TRIFLE = 1.5
# Mean cosine of a language's sentences up to which the encoder is believed, and from which it is not: it tells them
# apart no more. On news, all-MiniLM-L6-v2 has 0.3 in English, 0.37 to 0.55 in German, French, Dutch, Spanish and
# Italian, and 0.58 to 0.75 in Polish, Turkish, Russian, Ukrainian, Arabic, Hindi, Korean and Thai.
_CLEAR, _BLURRED = 0.54, 0.58
# The same for a language that it is not known to read: in Vietnamese unrelated reports have 0.51, and were joined.
_CLEAR_ELSEWHERE, _BLURRED_ELSEWHERE = 0.3, 0.45
# Rows of a language by which that is measured.
_SAMPLED = 64
# What a telling figure of two articles without capitals counts, how many count, and what no string may be divided by.
_A_FIGURE, _FIGURES_COUNTED = 0.1, 2
_LEAST = 1e-6
# From here on two articles share what they repeat: our own pairs of one event have 0.35 and more, those of one kind
# 0.28 and less.
_SHARED = 0.3
# Days assumed between two articles when one has no date.
_UNDATED_GAP = 0.5


@dataclass(frozen=True)
class Articles:
    """What is compared of each article: one row each, in the order of the documents."""

    lead: Array
    title: Array
    names: SparseRows
    words: SparseRows
    title_words: SparseRows
    figures: SparseRows
    telling: SparseRows
    skeletons: SparseRows
    who: SparseRows
    rare: SparseRows
    named: SparseRows
    distinct: npt.NDArray[np.int64]
    stems: SparseRows
    surnames: SparseRows
    people: SparseRows
    amounts: SparseRows
    told: SparseRows
    parts: SparseRows
    repeated: SparseRows
    readable: npt.NDArray[np.float32]
    times: npt.NDArray[np.float64]
    languages: npt.NDArray[np.str_]

    def __len__(self) -> int:
        return len(self.lead)


def gather(
    documents: Sequence[Document],
    vectors: Iterable[Array],
    title_vectors: Iterable[Array | None],
    evidence: Iterable[Signals],
) -> Articles:
    """Rows for comparing `documents`; `vectors[i]` are the unit vectors of the sentences of document i.

    Vectors and evidence are asked for one by one and not held.
    """
    languages = np.array([document.language for document in documents])
    lead, title, samples, hashed = _leads(documents, zip(vectors, title_vectors, strict=True))
    names, every, titles, figures, skeletons = (_Bags() for _ in range(5))
    told, repeated, telling = _Bags(), _Bags(), _Bags()
    parts = _Bags(repeated)
    who, rare = _Bags(told), _Bags(told)
    stems, amounts = _Bags(), _Bags()
    named, surnames, people = _Bags(stems), _Bags(stems), _Bags()
    distinct: list[float] = []
    for own in evidence:
        who.add(own.who)
        rare.add(own.rare)
        stems.add(dict.fromkeys((word[:_STEM] for word in own.words), 1.0))
        named.add(dict.fromkeys((name[:_STEM] for name in own.named), 1.0))
        surnames.add(dict.fromkeys((name[:_STEM] for name in sorted(own.surnames)), 1.0))
        distinct.append(sum(own.named.values()))
        people.add(dict.fromkeys(sorted(own.people), 1.0))
        amounts.add(dict.fromkeys(sorted(own.amounts), 1.0))
        told.add({**own.words, **own.figures})
        repeated.add(own.repeated)
        parts.add(dict.fromkeys(sorted(own.parts), 1.0))
        names.add(own.names)
        every.add(own.words)
        titles.add(own.title)
        figures.add(own.figures)
        telling.add(dict.fromkeys(sorted(own.large), 1.0))
        skeletons.add(own.skeletons)
    return Articles(
        lead=_unit_rows(lead),
        title=title,
        names=names.matrix(damped=True),
        words=every.matrix(damped=True),
        title_words=titles.matrix(damped=True),
        figures=figures.matrix(),
        telling=telling.matrix(unit=False),
        skeletons=skeletons.matrix(),
        who=who.matrix(damped=True, unit=False),
        rare=rare.matrix(damped=True, unit=False),
        named=named.matrix(unit=False),
        distinct=np.array(distinct, dtype=np.int64),
        stems=stems.matrix(unit=False),
        surnames=surnames.matrix(unit=False),
        people=people.matrix(unit=False),
        amounts=amounts.matrix(unit=False),
        told=told.matrix(unit=False).signs(),
        parts=parts.matrix(unit=False),
        repeated=repeated.matrix(damped=True, unit=False),
        readable=_readable(languages, samples) * ~hashed,
        times=np.array([_time(document) for document in documents]),
        languages=languages,
    )


def _leads(
    documents: Sequence[Document], rows: Iterable[tuple[Array, Array | None]]
) -> tuple[Array, Array, dict[str, list[Array]], npt.NDArray[np.bool_]]:
    """For each article the sum of its opening, and its title or first sentence; both of shape (count, dimensions).

    With some of the vectors of each language, and whether those of an article tell its words and no meaning.
    """
    count = len(documents)
    hashed = np.zeros(count, dtype=bool)
    lead = title = np.zeros((count, 1), dtype=np.float32)
    samples: dict[str, list[Array]] = {}
    for row, (own, headline) in enumerate(rows):
        if own.ndim == 2 and own.shape[1] != lead.shape[1]:
            lead, title = (np.zeros((count, own.shape[1]), dtype=np.float32) for _ in range(2))
        told = own[: len(_LEAD_WEIGHTS)]
        if len(own):
            lead[row], title[row] = np.array(_LEAD_WEIGHTS[: len(own)], dtype=np.float32) @ told, own[0]
        if headline is not None:
            lead[row] += headline
            title[row] = headline
        document = documents[row]
        hashed[row] = any(is_hashed(document.sentence(place), vector) for place, vector in enumerate(told))
        sample = samples.setdefault(document.language, [])
        if len(sample) < _SAMPLED:
            sample.extend(vector for vector in (*told, headline) if vector is not None and vector.any())
    return lead, title, samples, hashed


def _readable(languages: npt.NDArray[np.str_], samples: Mapping[str, list[Array]]) -> Array:
    """How far the vectors of each article can be believed, 0 … 1, by how alike all sentences of its language are."""
    blurs = {language: _blur(np.array(rows)) for language, rows in samples.items()}
    known = np.array([blurs[str(language)] for language in languages] or [0.0])[: len(languages)]
    read = np.isin(languages, sorted(READ_BY_ENCODER))
    clear = np.where(read, _CLEAR, _CLEAR_ELSEWHERE)
    blurred = np.where(read, _BLURRED, _BLURRED_ELSEWHERE)
    always = np.isin(languages, ("en", "und"))
    return np.where(always, 1, ((blurred - known) / (blurred - clear)).clip(0, 1)).astype(np.float32)


def _blur(rows: Array) -> float:
    """The mean cosine of two of `rows`; 1 where all of them tell words and no meaning, and 0 of a single one."""
    if not len(rows):
        return 0.0
    alike = rows @ rows.T
    return float((alike.sum() - np.trace(alike)) / max(1, len(rows) * (len(rows) - 1)))


def features(articles: Articles, pairs: Pairs) -> Array:
    """Evidence for each of `pairs` (n, 2): an array (n, len(FEATURES)); every column is symmetric in the pair."""
    parts = [_features(articles, pairs[start : start + _CHUNK]) for start in range(0, len(pairs), _CHUNK)]
    return np.concatenate(parts) if parts else np.zeros((0, len(FEATURES)), dtype=np.float32)


def _features(articles: Articles, pairs: Pairs) -> Array:
    left, right = pairs[:, 0], pairs[:, 1]
    lead = _dots(articles.lead, left, right)
    crossed = np.maximum(
        _dots(articles.title, left, right, other=articles.lead), _dots(articles.title, right, left, other=articles.lead)
    )
    abroad = _abroad(articles.languages, left, right)
    home = 1 - abroad
    readable = np.minimum(articles.readable[left], articles.readable[right])
    repeated = _repeated(articles, left, right)
    columns = {
        "lead": home * readable * lead,
        "title_lead": home * readable * crossed,
        "names": home * np.sqrt(_overlap(articles.names, left, right)),
        # Where neither vectors nor a table of frequencies tell a name from a word of every verdict, words say little.
        "words": home * readable * np.sqrt(_overlap(articles.words, left, right)),
        "title_words": home * readable * np.sqrt(_overlap(articles.title_words, left, right)),
        "figures": np.sqrt(_overlap(articles.figures, left, right)),
        "next_day": 1 / (1 + np.exp(-_STEEPNESS * (gaps(articles, pairs) - _TOMORROW))),
        "apart": home * readable * _apart(articles, left, right),
        "others": home * _others(articles, left, right),
        "repeated": home * (1 - readable) * repeated.clip(0, 1),
        "unrepeated": home * readable * _unrepeated(articles, repeated, left, right),
        "abroad": abroad,
        "names_abroad": abroad * np.sqrt(_overlap(articles.skeletons, left, right)),
        "lead_abroad": abroad * readable * lead,
    }
    return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)


def name_others(one: Document, two: Document) -> bool:
    """Whether the openings of two articles name whom the other does not, as two events of one type do."""
    if _abroad(np.array([one.language, two.language]), np.array([0]), np.array([1])).any():
        return False
    none = np.zeros((0, 1), dtype=np.float32)
    both = gather((one, two), (none, none), (None, None), map(signals, (one, two)))
    return bool(_others(both, np.array([0]), np.array([1]))[0])


def gaps(articles: Articles, pairs: Pairs) -> npt.NDArray[np.float64]:
    """Days between the two articles of each pair; half a day where one is undated."""
    gap = np.abs(articles.times[pairs[:, 0]] - articles.times[pairs[:, 1]])
    return np.where(np.isnan(gap), _UNDATED_GAP, gap)


@dataclass(frozen=True, slots=True)
class PairModel:
    """Logistic regression: one coefficient for each of FEATURES, and an intercept."""

    coefficients: tuple[float, ...]
    intercept: float

    def probabilities(self, table: Array) -> npt.NDArray[np.float64]:
        """The probability that the articles of each row of `table` are about one event."""
        logits = np.sum(table.astype(np.float64) * np.array(self.coefficients), axis=1) + self.intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -30, 30))))


@cache
def shipped_model() -> PairModel:
    """The model trained by `training/pairs.py`."""
    place = resources.files("briefing.stories").joinpath("weights/pairs.json")
    values = json.loads(place.read_text(encoding="utf-8"))
    return PairModel(tuple(float(values["coefficients"][name]) for name in FEATURES), float(values["intercept"]))


class _Bags:
    """Weighted bags of words, one after the other, as they will stand in sparse rows: 8 bytes a word."""

    def __init__(self, like: _Bags | None = None) -> None:
        # With `like`, both have the same columns.
        self._columns: dict[str, int] = like._columns if like else {}
        self._indices, self._values, self._starts = array("i"), array("f"), array("q", [0])

    def add(self, row: Mapping[str, float]) -> None:
        """One more row."""
        self._indices.extend(self._columns.setdefault(name, len(self._columns)) for name in row)
        self._values.extend(row.values())
        self._starts.append(len(self._indices))

    def matrix(self, *, damped: bool = False, unit: bool = True) -> SparseRows:
        """Rows of length 1, or with `unit` off as they are, one column a word, in alphabetical order.

        With `damped`, words of many rows weigh less.
        """
        order = {name: place for place, name in enumerate(sorted(self._columns))}
        renamed = np.array([order[name] for name in self._columns] or [0], dtype=np.int32)
        indices = renamed[np.array(self._indices, dtype=np.int32)]
        rows, columns = len(self._starts) - 1, max(1, len(order))
        values = np.array(self._values, dtype=np.float32)
        if damped:
            values = values * damp_words_of_many_articles.damping(np.bincount(indices, minlength=columns), rows)[
                indices
            ].astype(np.float32)
        matrix = SparseRows.of(np.array(self._starts), indices, values, columns)
        return matrix.unit() if unit else matrix


def _dots(rows: Array, left: Pairs, right: Pairs, *, other: Array | None = None) -> Array:
    """Row-wise dot products, in chunks that keep the copies small."""
    second = rows if other is None else other
    return np.concatenate(
        [
            np.einsum("ij,ij->i", rows[left[start : start + 20000]], second[right[start : start + 20000]])
            for start in range(0, len(left), 20000)
        ]
        or [np.zeros(0, dtype=np.float32)]
    )


def _overlap(matrix: SparseRows, left: Pairs, right: Pairs) -> Array:
    return pair_products(matrix, matrix, left, right).clip(0, 1)


def _apart(articles: Articles, left: Pairs, right: Pairs) -> Array:
    """0 … 1: how far each names whom and what the other lacks, while they share nothing rare."""
    ways = ((left, right), (right, left))
    total = articles.who.sums()
    rest = np.minimum(*(total[one] - pair_products(articles.who, articles.told, one, two) for one, two in ways)).clip(0)
    shared = np.maximum(*(pair_products(articles.rare, articles.told, one, two) for one, two in ways))
    return np.asarray(rest / (rest + shared + _A_TRIFLE), dtype=np.float32)


def _others(articles: Articles, left: Pairs, right: Pairs) -> Array:
    """1 where both openings have rare names, and neither article has a name of the other's; namesakes are no one.

    0 where all that differs is one name each, neither people nor figures: two outlets may name two places of one event.
    """
    ways = ((left, right), (right, left))
    people = pair_products(articles.people, articles.people, left, right)
    namesakes = pair_products(articles.surnames, articles.surnames, left, right) - people
    shared = np.maximum(*(pair_products(articles.named, articles.stems, one, two) for one, two in ways))
    names = np.maximum(*(articles.distinct[rows] for rows in (left, right)))
    rare = np.minimum(*(articles.distinct[rows] for rows in (left, right))) > 0
    total, amounts = articles.people.sums(), articles.amounts.sums()
    known = np.minimum(total[left], total[right]) > 0
    counted = np.minimum(amounts[left], amounts[right]) > 0
    same = pair_products(articles.amounts, articles.amounts, left, right)
    differ = (known & (people == 0)) | (counted & (same == 0))
    apart = ((names > 1) | differ) & rare & (shared <= namesakes.clip(0))
    return np.asarray(apart, dtype=np.float32)


def _repeated(articles: Articles, left: Pairs, right: Pairs) -> Array:
    """How far each article has what the other says again and again, less what each says so that the other lacks.

    A telling figure of both counts as much as a tenth of it, two as much as a fifth.
    """
    ways = ((left, right), (right, left))
    totals = articles.repeated.sums()
    shared = [pair_products(articles.repeated, articles.parts, one, two) for one, two in ways]
    lacked = [1 - part / np.maximum(totals[one], _LEAST) for part, (one, _) in zip(shared, ways, strict=True)]
    known = np.minimum(totals[left], totals[right]) > 0
    share = sum(shared) / np.maximum(totals[left] + totals[right], _LEAST)
    figures = pair_products(articles.telling, articles.telling, left, right).clip(0, _FIGURES_COUNTED)
    return np.asarray(share - known * np.minimum(*lacked) + _A_FIGURE * figures, dtype=np.float32)


def _unrepeated(articles: Articles, repeated: Array, left: Pairs, right: Pairs) -> Array:
    """0 … 1: how far two articles that read alike, and both repeat something, do not share it."""
    totals = articles.repeated.sums()
    known = np.minimum(totals[left], totals[right]) > 0
    return np.asarray(known * ((_SHARED - repeated) / _SHARED).clip(0, 1), dtype=np.float32)


def _abroad(languages: npt.NDArray[np.str_], left: Pairs, right: Pairs) -> Array:
    one, two = languages[left], languages[right]
    return np.asarray((one != two) & (one != "und") & (two != "und"), dtype=np.float32)


def _unit_rows(rows: Array) -> Array:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def _time(document: Document) -> float:
    return document.published.timestamp() / _DAY if document.published else math.nan
