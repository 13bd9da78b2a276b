"""How a claim is put together from its evidence: which of its words are copied, in what pieces, and from where.

Summaries that copy are mostly right while the copied pieces stay whole; they go wrong at the joints, where a piece of
one sentence goes on with a piece of another. Greedy fragments as in Grusky et al. 2018 (Newsroom), kept within a
sentence. All measures are shares, so that short and long claims compare, and more of each speaks for a claim.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.language import en, fr
from briefing.language.words_stems_and_synonyms import stem, words

__all__ = ["MEASURES", "Passages", "measures"]

MEASURES = (
    "content words in the text",
    "content words in one sentence",
    "content words in two sentences that follow one another",
    "word pairs",
    "word triples",
    "longest run",
    "words in runs of three or more",
    "density",
    "words that are not joints",
    "words that are not joints to another sentence",
    "words outside the longest stretch that is nowhere",
    "neighbouring content words in one sentence",
    "neighbouring content words in one sentence, in order and near",
)
# The measures were fitted with the words of both languages, and English stems.
_PASSED_OVER = en.FUNCTION_WORDS | fr.COMMONEST_WORDS
# Words between two content words of a sentence up to which they count as near.
_NEAR = 6


class Passages:
    """The sentences of a text as stems, with what is looked up in them for every claim."""

    def __init__(self, passages: Sequence[str]) -> None:
        self.stems = [[stem(word, en.LANGUAGE) for word in words(passage)] for passage in passages]
        self.sets = [set(own) for own in self.stems]
        self.whole = set().union(*self.sets)
        self.pairs = {gram for own in self.stems for gram in pairwise(own)}
        self.triples = {gram for own in self.stems for gram in zip(own, own[1:], own[2:], strict=False)}
        self.places: dict[str, list[tuple[int, int]]] = {}
        for number, own in enumerate(self.stems):
            for place, item in enumerate(own):
                self.places.setdefault(item, []).append((number, place))


@dataclass(frozen=True, slots=True)
class _Fragment:
    start: int
    size: int
    sentence: int
    place: int


def measures(claim: str, text: Passages) -> tuple[float, ...]:
    """The MEASURES of `claim`, each in 0…1."""
    tokens = words(claim)
    mine = [stem(word, en.LANGUAGE) for word in tokens] or [""]
    content = [item for item, word in zip(mine, tokens, strict=False) if word.casefold() not in _PASSED_OVER] or mine
    distinct = set(content)
    single = [len(distinct & own) for own in text.sets] or [0]
    double = [len(distinct & (one | other)) for one, other in pairwise(text.sets)]
    fragments = _fragments(mine, text)
    joints = list(pairwise(fragments))
    size = len(mine)
    together, ordered = _neighbours(content, text)
    return (
        len(distinct & text.whole) / len(distinct),
        max(single) / len(distinct),
        max([*double, *single]) / len(distinct),
        _share(list(pairwise(mine)), text.pairs),
        _share(list(zip(mine, mine[1:], mine[2:], strict=False)), text.triples),
        max((item.size for item in fragments), default=0) / size,
        sum(item.size for item in fragments if item.size >= 3) / size,
        (sum(item.size**2 for item in fragments) / size**2) ** 0.5,
        1 - len(joints) / size,
        1 - sum(one.sentence != other.sentence for one, other in joints) / size,
        1 - _gap(fragments, size) / size,
        together,
        ordered,
    )


def _share(grams: Sequence[object], known: set[object] | set[tuple[str, str]] | set[tuple[str, str, str]]) -> float:
    return sum(gram in known for gram in grams) / max(1, len(grams))


def _fragments(mine: Sequence[str], text: Passages) -> list[_Fragment]:
    """The longest copied pieces from left to right; of equals the one that goes on from the piece before."""
    found: list[_Fragment] = []
    start = 0
    while start < len(mine):
        last = found[-1] if found else None
        best: tuple[int, float, int, int] | None = None
        for number, place in text.places.get(mine[start], ()):
            own = text.stems[number]
            size = 1
            while start + size < len(mine) and place + size < len(own) and own[place + size] == mine[start + size]:
                size += 1
            rank = (size, _closeness(last, number, place), -number, -place)
            if best is None or rank > best:
                best = rank
        if best is None:
            start += 1
        else:
            found.append(_Fragment(start, best[0], -best[2], -best[3]))
            start += best[0]
    return found


def _closeness(last: _Fragment | None, number: int, place: int) -> float:
    if last is None:
        return 0.0
    if number != last.sentence:
        return -1.0 - abs(number - last.sentence)
    return 1.0 / (1 + abs(place - last.place - last.size))


def _gap(fragments: Sequence[_Fragment], size: int) -> int:
    """The longest stretch of a claim of `size` words that no fragment covers."""
    edges = [0, *(edge for item in fragments for edge in (item.start, item.start + item.size)), size]
    return max(second - first for first, second in zip(edges[::2], edges[1::2], strict=True))


def _neighbours(content: Sequence[str], text: Passages) -> tuple[float, float]:
    """Of content words that follow one another in a claim: how many share a sentence, how many in order and near."""
    together = ordered = 0
    couples = list(pairwise(content))
    for one, other in couples:
        spots: dict[int, list[int]] = {}
        for number, place in text.places.get(one, ()):
            spots.setdefault(number, []).append(place)
        shared = [(number, place) for number, place in text.places.get(other, ()) if number in spots]
        together += bool(shared)
        ordered += any(0 < place - before <= _NEAR for number, place in shared for before in spots[number])
    total = max(1, len(couples))
    if not couples:
        whole = float(content[0] in text.whole)
        return whole, whole
    return together / total, ordered / total
