"""Two extractions of one page -> the blocks of its article.

Two extractors with different methods both fail on some pages, but seldom in the same way. If the second has everything
that the first one found, it is taken, since it has then seen the whole article; else the first is taken. Blocks of the
one taken that the other has too are kept, and so are captions, which only the second knows. The others are in dispute,
and a small logistic model votes on each: is it prose, where does it stand, how much stands around it that the other
lacks, how far do the two agree otherwise. What the vote takes from the first is no reason not to take the second.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from briefing.text.html_to_text import Block
from briefing.text.words_by_script import END_MARKS

__all__ = ["FEATURES", "Dispute", "Text", "Vote", "arbitrate", "dispute", "probability"]

_SHINGLE = 4
# Share of the first extraction's words that the second must hold to be taken for it. With 0.9 the F1 of our three page
# sets, in ten folds, is 0.9478, 0.9420 and 0.9790; with 0.98 0.9535, 0.9428 and 0.9787 (of the blocks kept; that some
# pages then hold no readable sentence costs the second set 0.001).
_HELD = 0.98
# A second extraction within the first, of a length that can be an article and far shorter: the first took in the
# comments.
_WITHIN, _ENOUGH, _MUCH_LESS = 0.9, 1_800, 0.35
# Less than two sentences: a cookie notice or a caption was taken for the article. Characters; times as long.
_LITTLE, _MORE = 250, 2.0
# Share of a block's shingles that make it the same block.
_SAME = 0.5
# Where less of the text is agreed on, the other extraction says nothing about a block.
_COMPARABLE = 0.4
# Blocks less probable than this go: a lost paragraph is worse than a label too many. The second is taken where it holds
# what the first does, and then deserves more trust: with 0.3 for both the F1 is 0.9542, 0.9448 and 0.9763.
_KEPT, _KEPT_OF_SECOND = 0.3, 0.2
# Blocks of the first less probable than this need not be in the second for it to be taken. With 0.5 the F1 is 0.9521,
# 0.9438 and 0.9790; with 0.3 it is 0.9533, 0.9449 and 0.9767.
_DOUBTED = 0.4

FEATURES = (
    "log(1 + words)",
    "ends as a sentence",
    "heading",
    "list item",
    "before what is agreed",
    "after what is agreed",
    "log(1 + words in dispute beside it)",
    "share of blocks there that end as a sentence",
    "share agreed on",
    "share held of the other",
    "from the second",
)
_WEIGHTS = (0.50, -0.07, -1.24, 0.62, -0.50, -2.05, -0.29, 0.94, -0.48, -1.41, -1.24)
# Fitted by training/disputes.py on the blocks in dispute of our three page sets, each set counting the same. With
# weights fitted on other pages (ten folds) the F1 is 0.9535, 0.9417 and 0.9789.
_BIAS = 2.21
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(rf"[{END_MARKS}][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Dispute:
    """Block number `index` of the extraction taken, which the other lacks, and what speaks for it (see FEATURES)."""

    index: int
    features: tuple[float, ...]


Vote = Callable[[Dispute], float]
"""The probability that a block in dispute belongs to the article."""


class Text:
    """The words of several blocks together, in which another block can be looked up."""

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


def arbitrate(first: Sequence[Block], second: Sequence[Block], vote: Vote | None = None) -> list[Block]:
    """The blocks of the article, from two extractions of its page."""
    vote = vote or _fitted
    if _sees_more(first, second):
        return _settle(second, first, vote, _KEPT_OF_SECOND, second=True)
    if _held(_settle(first, second, vote, _DOUBTED, second=False), second) >= _HELD:
        return _settle(second, first, vote, _KEPT_OF_SECOND, second=True)
    return _settle(first, second, vote, _KEPT, second=False)


def probability(each: Dispute, weights: Sequence[float], bias: float) -> float:
    """The vote of the logistic model with these weights."""
    return 1 / (1 + math.exp(-bias - sum(map(float.__mul__, weights, each.features))))


def _fitted(each: Dispute) -> float:
    return probability(each, _WEIGHTS, _BIAS)


def _sees_more(first: Sequence[Block], second: Sequence[Block]) -> bool:
    """Whether the second extraction is the one to start from, whatever the vote says of the first."""
    one, two = _length(first), _length(second)
    if _held(first, second) >= _HELD or (one < _LITTLE and two > _MORE * one):
        return True
    return _ENOUGH <= two < _MUCH_LESS * one and _held(second, first) >= _WITHIN


def _settle(taken: Sequence[Block], other: Sequence[Block], vote: Vote, least: float, *, second: bool) -> list[Block]:
    """`taken` without the blocks in dispute that are less probable than `least`; all of it where nothing is left."""
    refused = {each.index for each in dispute(taken, other, second=second) if vote(each) < least}
    return [block for index, block in enumerate(taken) if index not in refused] or list(taken)


def dispute(taken: Sequence[Block], other: Sequence[Block], *, second: bool) -> list[Dispute]:
    """The blocks of `taken` that `other` lacks; none if the two have too little in common to compare."""
    text = Text(other)
    agreed = [text.share(block) > _SAME for block in taken]
    places = [index for index, same in enumerate(agreed) if same]
    share = sum(len(taken[index].text) for index in places) / max(1, _length(taken))
    if share < _COMPARABLE:
        return []
    page = (share, _held(other, taken), float(second))
    found = []
    for same, group in groupby(range(len(taken)), agreed.__getitem__):
        run = [] if same else list(group)
        beside = _beside([taken[index] for index in run])
        for index in run:
            place = (float(index < places[0]), float(index > places[-1]))
            if taken[index].kind != "caption":
                found.append(Dispute(index, (*_shape(taken[index]), *place, *beside, *page)))
    return found


def _shape(block: Block) -> tuple[float, ...]:
    words = len(_WORD.findall(block.text))
    return math.log1p(words), float(_is_sentence(block)), float(block.kind == "heading"), float(block.kind == "item")


def _beside(run: Sequence[Block]) -> tuple[float, float]:
    """What a row of blocks in dispute says about each: a list of other articles is long and has no sentences."""
    words = sum(len(_WORD.findall(block.text)) for block in run)
    return math.log1p(words), sum(map(_is_sentence, run)) / max(1, len(run))


def _is_sentence(block: Block) -> bool:
    return bool(_SENTENCE_END.search(block.text))


def _held(part: Sequence[Block], whole: Sequence[Block]) -> float:
    """Share of the words of `part` that `whole` holds."""
    text = Text(whole)
    sizes = [len(_WORD.findall(block.text)) for block in part]
    return sum(size * text.share(block) for size, block in zip(sizes, part, strict=True)) / max(1, sum(sizes))


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return list(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def _length(found: Sequence[Block]) -> int:
    return sum(len(block.text) for block in found)
