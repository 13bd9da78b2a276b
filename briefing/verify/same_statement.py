"""(point, sentence of another article) -> whether that sentence says the point, so that it may be cited for it.

A footnote that says the contrary is worse than none, so a pair passes only if nothing speaks against it: the lexical
check has no reason, and the learned model finds that each follows from the other well enough. The model reads English;
in other languages a sentence is cited only if it has the same words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from briefing.verify import check_words

__all__ = ["LANGUAGES", "CitationCheck", "Pair", "Relate", "same_words"]

LANGUAGES = frozenset(("en",))
"""Languages that the model reads."""
# Least probability that each says what the other says. On 212 English pairs of opposites and restatements (the open
# half of benchmarks/data/opposites.jsonl) 0.3 refuses 89 % of the opposites and accepts 43 % of the restatements, 0.5
# refuses 95 % and accepts 10 %; the words alone 67 % and 77 %. A wrong footnote is worse than none.
_SAYS = 0.5
# The same where one phrase of so many words has only moved ("from May the library …"): the lexical check takes the new
# order for a swap of names.
_MOVED, _PHRASE = 0.85, 2
_WORD = re.compile(r"\w+")

Floats = npt.NDArray[np.float32]
Relate = Callable[[Sequence[tuple[str, str]]], Floats]
"""Probabilities (pairs, 3) that the premise of each pair says, leaves open, or contradicts its hypothesis."""


class Pair(NamedTuple):
    """A point, a sentence that may say it, and the language of both (`und` where they differ)."""

    point: str
    sentence: str
    language: str


def same_words(pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether the sentence has the words of the point, in their order, and no others."""
    return [_words(pair.point) == _words(pair.sentence) for pair in pairs]


class CitationCheck:
    """Says of pairs whether the sentence says the point; `relate` is the judge of sentences in LANGUAGES."""

    def __init__(self, relate: Relate) -> None:
        self._relate = relate

    def __call__(self, pairs: Sequence[Pair]) -> list[bool]:
        """An answer for each of `pairs`. The judge is asked only where the words allow it."""
        answers = dict(zip(pairs, same_words(pairs), strict=True))
        open_pairs = [pair for pair, same in answers.items() if not same and pair.language in LANGUAGES]
        least = {pair: _least(pair) for pair in open_pairs}
        asked = [pair for pair in open_pairs if least[pair] <= 1.0]
        if asked:
            forth = self._relate([(pair.sentence, pair.point) for pair in asked])[:, 0]
            back = self._relate([(pair.point, pair.sentence) for pair in asked])[:, 0]
            sure = zip(asked, np.minimum(forth, back).tolist(), strict=True)
            answers |= {pair: value >= least[pair] for pair, value in sure}
        return [answers[pair] for pair in pairs]


def _least(pair: Pair) -> float:
    """The probability that a pair needs; more than 1 where its words speak against it."""
    if _is_moved(_words(pair.point), _words(pair.sentence)):
        return _MOVED
    return _SAYS if not check_words.check(pair.point, [pair.sentence], pair.language) else 2.0


def _is_moved(one: list[str], other: list[str]) -> bool:
    """Whether `other` is `one` with one phrase in another place: between what both begin and end with, a rotation."""
    if len(one) != len(other) or one == other:
        return False
    differ = [place for place, (mine, theirs) in enumerate(zip(one, other, strict=True)) if mine != theirs]
    mine, theirs = (words[differ[0] : differ[-1] + 1] for words in (one, other))
    return any(mine[cut:] + mine[:cut] == theirs for cut in range(_PHRASE, len(mine) - _PHRASE + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())
