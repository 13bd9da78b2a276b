"""Which sentences to show: the news first of all, then what matters, nothing twice, in the article's order.

Comes in: the grades of an article's sentences (`models.sentence_grader`), their vectors and which of them can be a
point. Goes out: the chosen indices, in reading order. Sentences are taken one by one, as in maximal marginal relevance
(Carbonell & Goldstein 1998): each by its expected grade, whether it is understood alone, and how far it repeats what is
taken.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from briefing.models.sentence_grader import Grades

__all__ = ["MOST", "Links", "select", "worth"]

Matrix = npt.NDArray[np.float32]

# Weights of the probabilities of being among the best three, and of being understood alone, beside the expected grade.
# Chosen by four-fold cross-validation over the labelled training articles: with 1.0 in place of 0.3 for the second, 75
# of 100 points stand alone, 72 before, at the same grade (2.10) and news told (0.89).
_BEST, _ALONE = 2.0, 1.0
# Words from which a sentence is hard to read at a glance, and what it loses for each word more. This costs 0.01 of the
# grade in cross-validation, and a quarter fewer points have over 35 words.
_LONG, _PER_WORD = 30, 0.03
# Words beyond which it is several sentences whose ends nobody found, and what it loses for that.
_TANGLED, _ENDLESS = 60, 0.5
# What a sentence loses for the writer's own opinion.
_OPINION = 1.0
# Cosine from which a sentence begins to repeat another, and what it loses for each tenth beyond. In cross-validation
# the grade is the same from 0.25 to 0.6 (2.10), so the reader is spared what is said again.
_ALIKE, _REPEATS = 0.6, 0.4
# Cosine from which it says nothing new, whatever it is worth.
_SAME = 0.92
# Probability of grade 1 or more below which a sentence is not shown, even where a slot stays empty.
_LEAST = 0.5
# Expected grade from which a sentence that contradicts a chosen one ("However, …") is an outcome, and how much more it
# is then worth, beside that it is understood there. In cross-validation over the labelled training articles this costs
# 0.007 of the mean grade and the share of articles with their news; a reader who is told one side is told
# the other.
_OUTCOME, _ANSWER = 1.3, 0.7
MOST = 3.0 + _BEST + _ALONE
"""The most that a sentence can be worth."""


@dataclass(frozen=True, slots=True)
class Links:
    """How sentences hang together: contradiction -> what it may contradict, and (repetition, repeated)."""

    answers: Mapping[int, Collection[int]] = field(default_factory=dict)
    repeats: Set[tuple[int, int]] = frozenset()


def worth(grades: Grades) -> Matrix:
    """How much it is worth to show each sentence, shape (sentences,)."""
    value = grades.expected + _BEST * grades.best + _ALONE * grades.alone - _OPINION * grades.opinion
    return np.asarray(value, dtype=np.float32)


def select(
    grades: Grades,
    vectors: Matrix,
    lengths: Sequence[int],
    usable: Sequence[int],
    most: int,
    links: Links = Links(),
) -> list[int]:
    """Up to `most` of the `usable` sentences, in reading order; at least one where there is one.

    `lengths` counts the words of each sentence, `vectors` are unit rows, (sentences, dimensions).
    """
    count = np.array(lengths)
    value = worth(grades) - _PER_WORD * np.maximum(count - _LONG, 0) - _ENDLESS * (count > _TANGLED)
    good = [index for index in usable if grades.detail[index] >= _LEAST]
    pool = good or sorted(usable, key=lambda index: (-float(value[index]), index))[:1]
    chosen: list[int] = []
    while pool and len(chosen) < most:
        alike = (vectors[pool] @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(pool))
        left = value[pool] - 10 * _REPEATS * np.maximum(alike - _ALIKE, 0)
        best = int(np.argmax(np.where(alike < _SAME, left, -np.inf)))
        if alike[best] >= _SAME:
            break
        chosen.append(pool.pop(best))
        pool = [index for index in pool if not {(index, chosen[-1]), (chosen[-1], index)} & links.repeats]
    return sorted(_with_answer(chosen, value, grades, links.answers, most))


def _with_answer(
    chosen: list[int], value: Matrix, grades: Grades, answers: Mapping[int, Collection[int]], most: int
) -> list[int]:
    """`chosen` with the best contradiction of one of them, in the place of the weakest where that is worth it."""
    left = [
        index
        for index, before in answers.items()
        if index not in chosen and grades.expected[index] >= _OUTCOME and not set(before).isdisjoint(chosen)
    ]
    # The one best sentence is the news, and stays.
    if not left or len(chosen) < max(most, 2):
        return chosen
    answer = max(left, key=lambda index: float(value[index]))
    weakest = min(chosen, key=lambda index: float(value[index]))
    beside = value[answer] + _ALONE * (1 - grades.alone[answer]) + _ANSWER
    worth_it = beside > value[weakest]
    return [answer if index == weakest and worth_it else index for index in chosen]
