"""(point, sentence of another article) -> whether that sentence says the point, so that it may be cited for it.

A footnote that says the contrary is worse than none. A pair passes if the sentence gives the point's figures,
quotations, denials and who did what to whom, and a small model finds it likely enough: it weighs what the judge of
pairs finds both ways with what the words and the trees say for and against it (`same_statement_features`). `briefing
verify` asks the same model (`support_verdict`). The judge reads English;
in other languages a sentence is cited only if it has the same words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from briefing.language import of
from briefing.models.dependency_parser_and_word_deletion import Parse
from briefing.verify import (
    check_names_and_who_did_what,
    check_negations_hedges_and_opposites,
    check_quantities,
    check_speakers_and_quotations,
)
from briefing.verify.compare_roles import are_opposite, have_only_moved
from briefing.verify.same_statement_features import Trees, features

__all__ = ["LANGUAGES", "CitationCheck", "Pair", "ReadTrees", "Relate", "StatementJudge", "no_trees", "same_words"]

LANGUAGES = frozenset(("en",))
"""Languages that the model reads."""
WEIGHTS = Path(__file__).parent / "weights" / "same_statement.json"
# Least probability that the sentence says the point. On 674 pairs of news sentences that had no part in training, read
# both ways, 84 % of what is cited says the point, and 34 % of what could be cited is; of the open half of
# benchmarks/data/opposites.jsonl 97 % of the opposites are refused and 20 % of the restatements accepted. The figures
# were in view when it was set (0.7: 76 and 46, 93 and 38 %). One label in twenty differs between two readers.
_SAYS = 0.8
_WORD = re.compile(r"\w+")

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Relate = Callable[[Sequence[tuple[str, str]]], Floats]
"""Probabilities (pairs, 3) that the premise of each pair says, leaves open, or contradicts its hypothesis."""
ReadTrees = Callable[[Sequence[str]], Sequence[Parse | None]]
"""The tree of each sentence; None where it cannot be read."""


class Pair(NamedTuple):
    """A point, a sentence that may say it, and the language of both (`und` where they differ)."""

    point: str
    sentence: str
    language: str


def same_words(pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether the sentence has the words of the point, in their order, and no others."""
    return [_words(pair.point) == _words(pair.sentence) for pair in pairs]


def no_trees(texts: Sequence[str]) -> list[None]:
    """A reader of trees that reads none."""
    return [None] * len(texts)


class StatementJudge:
    """How likely the sentence of a pair says its point: `relate` judges sentences in LANGUAGES, `trees` reads them."""

    def __init__(self, relate: Relate, trees: ReadTrees) -> None:
        self._relate = relate
        self._trees = trees

    def __call__(self, pairs: Sequence[Pair]) -> list[float]:
        """A probability for each of `pairs`, which are in LANGUAGES."""
        if not pairs:
            return []
        forth = self._relate([(pair.sentence, pair.point) for pair in pairs])
        back = self._relate([(pair.point, pair.sentence) for pair in pairs])
        texts = list(dict.fromkeys(text for pair in pairs for text in pair[:2]))
        trees = dict(zip(texts, self._trees(texts), strict=True))
        return [
            self._probability(pair, one, two, (trees[pair.point], trees[pair.sentence]))
            for pair, one, two in zip(pairs, forth, back, strict=True)
        ]

    def _probability(self, pair: Pair, forth: Floats, back: Floats, trees: Trees) -> float:
        if are_opposite((pair.point, trees[0]), (pair.sentence, trees[1]), of(pair.language)):
            return 0.0
        if have_only_moved((pair.point, trees[0]), (pair.sentence, trees[1])):
            return 1.0
        return _calibration().probability(features(pair.point, pair.sentence, forth, back, pair.language, trees))


class CitationCheck:
    """Says of pairs whether the sentence says the point."""

    def __init__(self, judge: StatementJudge) -> None:
        self._judge = judge

    def __call__(self, pairs: Sequence[Pair]) -> list[bool]:
        """An answer for each of `pairs`. The judge is asked only where the words allow it."""
        answers = dict(zip(pairs, same_words(pairs), strict=True))
        asked = [pair for pair, same in answers.items() if not same and _may_say(pair)]
        answers |= {pair: value >= _SAYS for pair, value in zip(asked, self._judge(asked), strict=True)}
        return [answers[pair] for pair in pairs]


def _may_say(pair: Pair) -> bool:
    """Whether neither figures, quotations, denials nor who did what to whom speak against it."""
    if pair.language not in LANGUAGES:
        return False
    evidence, words = [pair.sentence], of(pair.language)
    return not (
        check_speakers_and_quotations.quotations(pair.point, evidence)
        or check_quantities.unlicensed(pair.point, evidence, words)
        or check_negations_hedges_and_opposites.faults(pair.point, evidence, words)
        or check_names_and_who_did_what.roles(pair.point, evidence, words)
    )


@dataclass(frozen=True, slots=True)
class _Calibration:
    """Logistic regression over standardised features, as `training/same_statement.py` saves it."""

    mean: Doubles
    spread: Doubles
    weight: Doubles
    intercept: float

    def probability(self, values: Doubles) -> float:
        """That a sentence with these features says the point."""
        return float(1 / (1 + np.exp(-((values - self.mean) / self.spread @ self.weight + self.intercept))))


@cache
def _calibration() -> _Calibration:
    saved = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    mean, spread, weight = (np.array(saved[name]) for name in ("mean", "spread", "weight"))
    return _Calibration(mean, spread, weight, float(saved["intercept"]))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
