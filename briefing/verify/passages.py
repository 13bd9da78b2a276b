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

from sentencex import segment

__all__ = ["relevant", "sentences", "stem", "word_set", "words"]

_LOWER_END = re.compile(r"(?<=\s[.!?])\s+|(?<=[a-z\d)]{2}[.!?])\s+|(?<=[.!?][\"'”’])\s+(?=\w)")
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
# How much of a neighbour's shared words count for a sentence: what "he" stands for is often said just before.
_CONTEXT = 0.35
_SUFFIX = re.compile(r"(?:'s|’s|ing|edly|ed|ies|es|s|ly|ment|er)$")


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one text."""
    return frozenset(text.split())


_IRREGULAR = dict(
    pair.split(":")
    for pair in word_set(
        "fell:fall fallen:fall sank:sink sunk:sink won:win rose:rise risen:rise lost:lose left:leave found:find "
        "made:make gave:give given:give went:go gone:go came:come held:hold met:meet paid:pay sold:sell "
        "bought:buy broke:break broken:break spoke:speak grew:grow grown:grow knew:know known:know led:lead "
        "ran:run saw:see seen:see sent:send shot:shoot spent:spend stood:stand stole:steal stolen:steal "
        "threw:throw wrote:write written:write drove:drive driven:drive chose:choose chosen:choose took:take "
        "taken:take began:begin begun:begin kept:keep built:build fought:fight caught:catch brought:bring "
        "taught:teach thought:think told:tell flew:fly drew:draw ate:eat men:man women:woman children:child "
        "people:person"
    )
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """`word` in lower case without its commonest English endings; short words stay."""
    lower = word.casefold()
    lower = _IRREGULAR.get(lower, lower)
    if len(lower) <= 4:
        return lower.removesuffix("s") if len(lower) == 4 and not lower.endswith("ss") else lower
    cut = _SUFFIX.sub("", lower)
    return cut.rstrip("e") if len(cut) >= 3 else lower


def words(text: str) -> list[str]:
    """Words and numbers of `text`, in order, as written."""
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Sentences of `text`, white space made single; a text in lower case throughout is split at its full stops."""
    found: list[str] = []
    for line in text.splitlines():
        clean = " ".join(line.split())
        if clean:
            found += _split(clean)
    return found


def relevant(claim: str, passages: Sequence[str], most: int = 4) -> list[int]:
    """Indices of up to `most` sentences of `passages` that share most with `claim`, in reading order."""
    stems = [_stems(passage) for passage in passages]
    spread = Counter(item for found in stems for item in found)
    wanted = {item: math.log(1 + len(passages) / (1 + spread[item])) for item in map(stem, words(claim))}
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
def _stems(passage: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(passage))


def _gain(index: int, stems: Sequence[frozenset[str]], left: dict[str, float], wanted: dict[str, float]) -> float:
    near = stems[index - 1] if index else frozenset[str]()
    own = sum(value for item, value in left.items() if item in stems[index])
    around = sum(wanted[item] for item in wanted if item in near and item not in stems[index])
    return (own + _CONTEXT * 0.3 * around * (own > 0)) / (1 + 0.01 * len(stems[index]))


def _split(line: str) -> list[str]:
    if any(character.isupper() for character in line):
        return [found for found in (part.strip() for part in segment("en", line)) if found]
    return [part.strip() for part in _LOWER_END.split(line) if part and part.strip()]
