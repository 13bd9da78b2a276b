"""Two extractions of one page -> the blocks of its article.

Each of two extractors with different methods is wrong about some pages, and seldom in the same way. Where the second
holds all that the first one found, it is taken, for it has then seen the whole article; else the first. Blocks of the
one taken that the other has too are kept. The others are in dispute, and a small logistic model votes on each: is it
prose, where does it stand, how far do the two agree otherwise.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.markup import Block

__all__ = ["FEATURES", "KEPT", "Dispute", "Text", "arbitrate", "base_of", "dispute"]

_SHINGLE = 4
_HELD = 0.98
# Share of the first extraction's words that the second must hold to be taken for it. From 0.8 to 0.98 the F1 rises on
# two page sets (0.952 to 0.959, 0.923 to 0.932) and falls on the third (0.974 to 0.967): one that lacks a part is worse
# than one with a caption too many.
_WITHIN, _ENOUGH, _MUCH_LESS = 0.9, 1_800, 0.35
# A second extraction within the first, of a length that can be an article and far shorter: the first took in the
# comments.
_LITTLE, _MORE = 250, 2.0
# Less than two sentences: a cookie notice or a caption was taken for the article. Characters; times as long.
_SAME = 0.5
# Share of a block's shingles that make it the same block.
_COMPARABLE = 0.4
# Where less of the text is agreed on, the other extraction says nothing about a block.
KEPT = 0.3
# Blocks less probable than this go: a lost paragraph is worse than a caption too many.

FEATURES = (
    "log(1 + words)",
    "ends as a sentence",
    "caption",
    "heading",
    "list item",
    "before what is agreed",
    "after what is agreed",
    "share agreed on",
    "from the second",
)
_WEIGHTS = (0.17, 0.55, -0.42, -1.32, 0.33, -0.26, -1.63, 1.20, -1.26)
_BIAS = -0.77
# Fitted by training/disputes.py on the blocks in dispute of our three page sets, each set counting the same. With
# weights fitted on other pages (ten folds) the F1 is 0.9527, 0.9313 and 0.9708.
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Dispute:
    """Block number `index` of the extraction taken, which the other lacks, and what speaks for it (see FEATURES)."""

    index: int
    features: tuple[float, ...]


class Text:
    """What blocks say together, so that one more can be looked for in it."""

    def __init__(self, found: Sequence[Block]) -> None:
        words = _WORD.findall("\n".join(block.text for block in found))
        self._shingles = set(_shingles(words))
        self._line = f" {' '.join(words)} "

    def share(self, block: Block) -> float:
        """Share of `block` that is in it; a short one is there whole or not at all."""
        words = _WORD.findall(block.text)
        pieces = _shingles(words)
        if len(pieces) < _SHINGLE:
            return float(bool(words) and f" {' '.join(words)} " in self._line)
        return sum(piece in self._shingles for piece in pieces) / len(pieces)


def arbitrate(first: Sequence[Block], second: Sequence[Block]) -> list[Block]:
    """The article as two extractions of its page tell it."""
    taken = base_of(first, second)
    other = first if taken is second else second
    refused = {each.index for each in dispute(taken, other, second=taken is second) if _probability(each) < KEPT}
    return [block for index, block in enumerate(taken) if index not in refused] or list(taken)


def base_of(first: Sequence[Block], second: Sequence[Block]) -> Sequence[Block]:
    """The extraction to start from."""
    one, two = _length(first), _length(second)
    if _held(first, second) >= _HELD or (one < _LITTLE and two > _MORE * one):
        return second
    took_comments = _ENOUGH <= two < _MUCH_LESS * one and _held(second, first) >= _WITHIN
    return second if took_comments else first


def dispute(taken: Sequence[Block], other: Sequence[Block], *, second: bool) -> list[Dispute]:
    """The blocks of `taken` that `other` lacks; none where the two have too little in common to compare."""
    text = Text(other)
    agreed = [text.share(block) > _SAME for block in taken]
    places = [index for index, same in enumerate(agreed) if same]
    share = sum(len(taken[index].text) for index in places) / max(1, _length(taken))
    if share < _COMPARABLE:
        return []
    first, last = places[0], places[-1]
    found = []
    for index, block in enumerate(taken):
        if not agreed[index]:
            kinds = (float(block.kind == kind) for kind in ("caption", "heading", "item"))
            shape = (math.log1p(len(_WORD.findall(block.text))), float(bool(_SENTENCE_END.search(block.text))))
            place = (float(index < first), float(index > last), share, float(second))
            found.append(Dispute(index, (*shape, *kinds, *place)))
    return found


def _probability(each: Dispute) -> float:
    """How probable it is that a block in dispute belongs to the article."""
    return 1 / (1 + math.exp(-_BIAS - sum(map(float.__mul__, _WEIGHTS, each.features))))


def _held(part: Sequence[Block], whole: Sequence[Block]) -> float:
    """Share of the words of `part` that `whole` holds."""
    text = Text(whole)
    sizes = [len(_WORD.findall(block.text)) for block in part]
    return sum(size * text.share(block) for size, block in zip(sizes, part, strict=True)) / max(1, sum(sizes))


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _length(found: Sequence[Block]) -> int:
    return sum(len(block.text) for block in found)
