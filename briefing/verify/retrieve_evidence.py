"""Text -> its sentences, and the few of them that can bear on a claim.

Evidence is looked up by shared words, rarest first: each next sentence is the one that covers most of what the earlier
ones left open, so that a claim fused from two places finds both. Only a handful goes to the learned check, which is
what keeps a long article cheap.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from briefing.language import Language, of
from briefing.language.split_sentences import pieces
from briefing.language.words_stems_and_synonyms import stem, words

__all__ = ["relevant", "sentences"]

_LOWER_END = re.compile(r"(?<=\s[.!?])\s+|(?<=[a-z\d)]{2}[.!?])\s+|(?<=[.!?][\"'”’])\s+(?=\w)")
# How much of a neighbour's shared words count for a sentence: what "he" stands for is often said just before.
_CONTEXT = 0.35


def sentences(text: str, language: str = "en") -> list[str]:
    """Sentences of `text`, white space made single; a text in lower case throughout is split at its full stops."""
    found: list[str] = []
    for line in text.splitlines():
        clean = " ".join(line.split())
        if clean:
            found += _split(clean, language)
    return found


def relevant(claim: str, passages: Sequence[str], most: int = 4, language: str = "en") -> list[int]:
    """Indices of up to `most` sentences of `passages` that share most with `claim`, in reading order."""
    spoken = of(language)
    stems = [_stems(passage, spoken) for passage in passages]
    spread = Counter(item for found in stems for item in found)
    wanted = {item: math.log(1 + len(passages) / (1 + spread[item])) for item in _stems(claim, spoken)}
    left, chosen = dict(wanted), list[int]()
    while len(chosen) < min(most, len(passages)):
        best = max(
            (index for index in range(len(passages)) if index not in chosen),
            key=lambda index: (_gain(index, stems, left, wanted), -index),
        )
        chosen.append(best)
        for item in stems[best]:
            if item in left:
                left[item] *= 0.25
    return sorted(chosen)


@lru_cache(maxsize=8192)
def _stems(passage: str, language: Language) -> frozenset[str]:
    return frozenset(stem(word, language) for word in words(passage))


def _gain(index: int, stems: Sequence[frozenset[str]], left: dict[str, float], wanted: dict[str, float]) -> float:
    near = stems[index - 1] if index else frozenset[str]()
    own = sum(value for item, value in left.items() if item in stems[index])
    around = sum(wanted[item] for item in wanted if item in near and item not in stems[index])
    return (own + _CONTEXT * 0.3 * around * (own > 0)) / (1 + 0.01 * len(stems[index]))


def _split(line: str, language: str) -> list[str]:
    if any(character.isupper() for character in line):
        return pieces(line, language)
    return [part.strip() for part in _LOWER_END.split(line) if part and part.strip()]
