"""(point, sentence of another article) -> whether that sentence says the point, so that it may be cited for it.

A footnote that says the contrary is worse than none, so a pair passes only if nothing speaks against it: the lexical
check has no reason, and the learned model finds that each follows from the other well enough. The model reads English;
in other languages a sentence is cited only if it has the same words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from briefing.config import ModelSettings
from briefing.models.inference_cross_encoder import InferenceModel
from briefing.runtime.code_fingerprint import code_fingerprint
from briefing.store.result_cache import Cache, key
from briefing.verify import check_words

__all__ = ["CitationCheck", "Pair", "Relation", "make_citation_check", "same_words"]

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
_YES, _NO = b"1", b"0"

Floats = npt.NDArray[np.float32]


class Pair(NamedTuple):
    """A point, a sentence that may say it, and the language of both (`und` where they differ)."""

    point: str
    sentence: str
    language: str


class Relation(Protocol):
    """The learned part (see `briefing.models.inference_cross_encoder.InferenceModel`)."""

    @property
    def fingerprint(self) -> str:
        """Names the weights."""
        ...

    def relate(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Probabilities (pairs, 3) that the premise says the hypothesis, leaves it open, says the contrary."""
        ...


def same_words(pairs: Sequence[Pair]) -> list[bool]:
    """For each pair whether the sentence has the words of the point, in their order, and no others."""
    return [_words(pair.point) == _words(pair.sentence) for pair in pairs]


def make_citation_check(settings: ModelSettings, cache: Cache | None) -> CitationCheck:
    """The check with the shipped model; nothing is loaded until something has to be computed."""
    return CitationCheck(InferenceModel(threads=settings.threads), cache)


class CitationCheck:
    """Says of pairs whether the sentence says the point; `cache` keeps what was said of them before."""

    def __init__(self, model: Relation, cache: Cache | None = None) -> None:
        self._model = model
        self._cache = cache

    @property
    def fingerprint(self) -> str:
        """The model's."""
        return self._model.fingerprint

    def __call__(self, pairs: Sequence[Pair]) -> list[bool]:
        """An answer for each of `pairs`."""
        answers = dict(zip(pairs, same_words(pairs), strict=True))
        open_pairs = [pair for pair, same in answers.items() if not same and pair.language in LANGUAGES]
        keys = {pair: key("says it", code_fingerprint(), self.fingerprint, *pair) for pair in open_pairs}
        known = self._cache.get_many(list(keys.values())) if self._cache and keys else {}
        fresh = self._judged([pair for pair in open_pairs if keys[pair] not in known])
        if self._cache and fresh:
            self._cache.put_many({keys[pair]: _YES if says else _NO for pair, says in fresh.items()})
        answers |= {pair: known[name] == _YES for pair, name in keys.items() if name in known}
        answers |= fresh
        return [answers[pair] for pair in pairs]

    def _judged(self, pairs: Sequence[Pair]) -> Mapping[Pair, bool]:
        """The model is asked only where the words allow it."""
        least = {pair: _least(pair) for pair in pairs}
        asked = [pair for pair, value in least.items() if value <= 1.0]
        if not asked:
            return dict.fromkeys(pairs, False)
        forth = self._model.relate([(pair.sentence, pair.point) for pair in asked])
        back = self._model.relate([(pair.point, pair.sentence) for pair in asked])
        sure = dict(zip(asked, np.minimum(forth[:, 0], back[:, 0]), strict=True))
        return {pair: bool(pair in sure and sure[pair] >= least[pair]) for pair in pairs}


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
