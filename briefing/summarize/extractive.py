"""Which sentences of an article are its key points.

Comes in: a document, the vectors of its sentences and a scorer. Goes out: a summary whose points are sentences, whole
or safely shortened, each with the whole sentence as evidence. The scorer tells how much each sentence matters and
which set of them is best (`briefing.models.salience`); without one, a sentence scores by its closeness to the
article's centroid (Radev et al. 2004) and title, and by how early it stands, and points are picked by maximal marginal
relevance (Carbonell & Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Protocol

import numpy as np
import numpy.typing as npt
from threadpoolctl import ThreadpoolController

from briefing.config import SummarySettings
from briefing.records import Document, Summary
from briefing.summarize import choice
from briefing.summarize.features import VERSION, anonymous, complete, furniture, plain, words
from briefing.summarize.headlines import headline
from briefing.summarize.names import insertions
from briefing.summarize.points import key_point
from briefing.summarize.prefilter import sift
from briefing.summarize.standalone import stands_alone

__all__ = ["BASELINE", "Reading", "Scorer", "fingerprint", "handicaps", "read", "summarize", "usable_sentences"]

BASELINE = "centroid-position-title/2"
# Changes with the rules here and in compress.py, so that summaries in the cache are made anew.
_COMPRESSION = "points/7"

Scores = npt.NDArray[np.float32]

_CENTRALITY, _POSITION, _TITLE = 0.35, 0.45, 0.20
# Weight of the likest earlier pick in marginal relevance.
_REDUNDANCY = 0.7
# Cosine above which a sentence repeats an earlier pick and is not taken at all.
_DUPLICATE = 0.85
# A product of matrices differs in its last bit with the number of threads. With one it is always the same, and for
# matrices of an article's size as fast.
_BLAS = ThreadpoolController()
# Words. Shorter sentences are fragments; longer ones are hard to read at a glance and are taken last.
_SHORTEST, _LONGEST = 5, 45
# Taken off the log-odds of a sentence that cannot stand alone, is too long to read at a glance, or rests on a source
# that is not named. With the first at 2.0, all three together cost an earlier model 0.6 ROUGE-1 on 600 Inshorts and on
# 600 OrangeSum training articles; half as much cost 0.4 and 0.2. As they are, on the development sets 95 % of the
# points stand alone (CNN/Daily Mail), 93 % (Inshorts), 91 % (BBC), 90 % (French).
_DANGLING_ODDS, _LONG_ODDS, _ANONYMOUS_ODDS = 1.0, 0.5, 0.5
_END_MARKS = frozenset(".!?…。！？।؟۔")
_TEASED = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\])\W*$")
# What live blogs and transcripts say to be polite.
_CEREMONY = re.compile(
    r"^(?:[A-ZÀ-Þ][\w .,'’-]{1,40}:\s)?[“\"]?(?:good (?:morning|afternoon|evening|night)\b|"
    r"hello\b|welcome (?:back )?to\b|"
    r"thank(?:s| you)(?: (?:so|very) much)?(?:[.,!]|$| (?:for (?:having|joining|reading|following|watching)|all)\b)|"
    r"that['’]s (?:all|it) (?:from|for)\b|stay (?:tuned|with us)\b|we(?:['’]re| are) (?:still )?waiting for\b|"
    r"follow (?:our|the) live\b|bonjour (?:et|à)\b|bonsoir\b|bienvenue\b|merci (?:de|d['’]|à))",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^(?:[-–—•*·▪‣]|\(?\d{1,2}[.)])\s")
_CLOSING = "\"'”’»)] "


class Scorer(Protocol):
    """A trained model of what matters (`briefing.models.salience.Salience`)."""

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of the vectors it was trained on."""
        ...

    def promise(self, table: Scores) -> Scores:
        """How likely each sentence is to be taken, from its plain features alone, shape (sentences,)."""
        ...

    def score(self, vectors: Scores, features: Scores, *, features_version: int) -> Scores:
        """Shape (sentences, 2): log-odds of belonging to a good summary, and what a sentence earns alone."""
        ...

    def rate(self, sets: Scores, context: Scores) -> Scores:
        """Ratings of an article's sets, from the rows of `choice.describe` and its `choice.context`."""
        ...


def fingerprint(scorer: Scorer | None) -> str:
    """Names everything that decides a summary besides the document and the settings."""
    return f"{scorer.fingerprint if scorer else BASELINE}+{_COMPRESSION}"


@dataclass(frozen=True, slots=True)
class Reading:
    """An article before anything is encoded. `usable` could be points; `kept` are worth encoding, in reading order."""

    sentences: list[str]
    usable: list[int]
    kept: list[int]
    table: Scores | None
    """What `features.plain` tells; None where no scorer asks for it."""


def read(document: Document, scorer: Scorer | None, points: int) -> Reading:
    """What can be told of `document` without vectors. Enough sentences are kept for so many `points`."""
    sentences = [" ".join(document.sentence(index).split()) for index in range(len(document.sentences))]
    usable = usable_sentences(sentences)
    if scorer is None:
        return Reading(sentences, usable, list(range(len(sentences))), None)
    with _BLAS.limit(limits=1, user_api="blas"):
        table = plain(sentences, document.title)
        return Reading(sentences, usable, sift(scorer.promise(table), usable, points), table)


def summarize(
    document: Document,
    vectors: Scores,
    settings: SummarySettings,
    *,
    title_vector: Scores | None = None,
    scorer: Scorer | None = None,
    reading: Reading | None = None,
) -> Summary:
    """Key points of `document`, most important first.

    `vectors` has shape (sentences, dimensions) with unit rows, of which only those that `reading` keeps are looked at;
    `title_vector` has shape (dimensions,). A scorer that was trained on vectors of another length is not used.
    """
    if scorer and len(vectors) and scorer.dimensions != vectors.shape[1]:
        scorer = reading = None
    reading = reading or read(document, scorer, settings.points)
    name = fingerprint(scorer)
    if not reading.usable:
        return Summary(document.id, (), name, note="too short to summarize")
    with _BLAS.limit(limits=1, user_api="blas"):
        if scorer and reading.table is not None:
            chosen, scores = _best_set(reading, reading.table, vectors, title_vector, settings.points, scorer)
        else:
            scores = baseline(reading.sentences, vectors, title_vector)
            chosen = marginal(scores, vectors, reading.usable, settings.points)
    points = tuple(key_point(document, index, float(scores[index]), compressed=settings.compress) for index in chosen)
    return Summary(document.id, points, name, headline=headline(document.title, points))


def usable_sentences(sentences: Sequence[str]) -> list[int]:
    """Sentences that could be a point: long enough, said once, and part of the article rather than of the page."""
    seen: set[str] = set()
    kept = []
    for index, sentence in enumerate(sentences):
        if len(words(sentence)) >= _SHORTEST and sentence not in seen and not _says_nothing(sentence):
            kept.append(index)
            seen.add(sentence)
    whole = kept[:-1] if kept and kept[-1] == len(sentences) - 1 and _is_cut_off(sentences) else kept
    statements = [index for index in whole if not _asks(sentences[index])]
    # A question or a torn-off end is no key point, unless the article has nothing else.
    return statements or whole or kept


def _is_cut_off(sentences: Sequence[str]) -> bool:
    """Whether an article stops in the middle of a sentence, as a teaser does, though its other sentences have ends."""
    ends = [sentence.rstrip(_CLOSING)[-1:] in _END_MARKS for sentence in sentences[:-1]]
    return _TEASED.search(sentences[-1]) is not None or (
        sum(ends) > len(ends) / 2 and sentences[-1].rstrip(_CLOSING)[-1:] not in _END_MARKS
    )


def _asks(sentence: str) -> bool:
    """Whether it is a question. With a quotation left open, the mark is what an encoding made of a closing one."""
    return sentence.rstrip(_CLOSING).endswith("?") and sentence.count('"') % 2 == 0


def _says_nothing(sentence: str) -> bool:
    """Whether it is part of the page, a courtesy, the announcement of a list, or an item of one and no sentence."""
    ended = sentence.rstrip(_CLOSING)
    item = bool(_BULLET.match(sentence)) and not ended.endswith((".", "!", "?", "…"))
    return furniture(sentence) or ended.endswith(":") or item or bool(_CEREMONY.match(sentence))


def _best_set(
    reading: Reading, table: Scores, vectors: Scores, title_vector: Scores | None, most: int, scorer: Scorer
) -> tuple[list[int], Scores]:
    """The chosen indices, best first, and the salience in 0…1 of every sentence that is kept."""
    kept, own = np.array(reading.kept), vectors[reading.kept]
    rows = complete(table[kept], own, title_vector)
    scores = scorer.score(own, rows, features_version=VERSION).copy()
    scores[:, 0] -= handicaps(reading.sentences, reading.kept)
    lengths = np.array([len(words(reading.sentences[index])) for index in reading.kept], dtype=np.float32)
    usable = np.flatnonzero(np.isin(kept, reading.usable)).tolist()
    rate = partial(scorer.rate, context=choice.context(rows, own))
    chosen = choice.choose(scores, own, lengths, title_vector, usable, most, rate)
    salience = np.zeros(len(vectors), dtype=np.float32)
    salience[kept] = 1 / (1 + np.exp(-scores[:, 0]))
    return kept[chosen].tolist(), salience


def handicaps(sentences: Sequence[str], indices: Sequence[int]) -> Scores:
    """What is taken off the log-odds of those `indices` because of their form, shape (indices,)."""
    some = [sentences[index] for index in indices]
    long = np.array([len(words(sentence)) > _LONGEST for sentence in some])
    leaning = np.array([not stands_alone(sentences[index]) and not _opens_named(sentences, index) for index in indices])
    unnamed = np.array([anonymous(sentence) for sentence in some])
    return np.asarray(_DANGLING_ODDS * leaning + _LONG_ODDS * long + _ANONYMOUS_ODDS * unnamed, dtype=np.float32)


def _opens_named(sentences: Sequence[str], index: int) -> bool:
    """Whether a name can be put in for the first word."""
    return any(item.start == 0 for item in insertions(sentences, index))


def baseline(sentences: Sequence[str], vectors: Scores, title_vector: Scores | None) -> Scores:
    """Salience of every sentence in 0…1 without a trained model, shape (sentences,)."""
    centroid = vectors.mean(axis=0)
    centrality = vectors @ (centroid / max(float(np.linalg.norm(centroid)), 1e-9))
    position = 1.0 / np.sqrt(1.0 + np.arange(len(sentences)))
    title = vectors @ title_vector if title_vector is not None else centrality
    raw = _CENTRALITY * centrality + _POSITION * position + _TITLE * title
    factors = np.array([_form(sentence, index) for index, sentence in enumerate(sentences)])
    return np.asarray(np.clip(raw * factors, 0.0, 1.0), dtype=np.float32)


def marginal(scores: Scores, vectors: Scores, usable: list[int], most: int) -> list[int]:
    """Up to `most` sentence indices out of `usable`, best first, none repeating another."""
    chosen: list[int] = []
    pool = list(usable)
    while pool and len(chosen) < most:
        best = max(pool, key=lambda index: (_worth(index, scores, vectors, chosen), -index))
        pool.remove(best)
        if not chosen or float((vectors[chosen] @ vectors[best]).max()) < _DUPLICATE:
            chosen.append(best)
    return chosen


def _worth(index: int, scores: Scores, vectors: Scores, chosen: list[int]) -> float:
    if not chosen:
        return float(scores[index])
    likest = float((vectors[chosen] @ vectors[index]).max())
    return float(scores[index]) - _REDUNDANCY * max(0.0, likest - 0.4)


def _form(sentence: str, index: int) -> float:
    """Factor for how well a sentence stands alone and reads at a glance."""
    factor = 0.8 if len(words(sentence)) > _LONGEST else 1.0
    if index > 0 and not stands_alone(sentence):
        factor *= 0.75
    if sentence.startswith(('"', "“", "«", "'")):
        factor *= 0.8
    return factor
