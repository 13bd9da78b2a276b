"""Places that cannot both be right: "ran aground off Sable Head" and "ran aground off Crane Point".

Comes in: the sentences of articles. Goes out: where each says that something happened, and whether two of them place
one event in different spots. A town and its country, a street and its town are no contradiction; that is known where
an article mentions both, and for countries by name. Where an article knows the other's place at all, both are taken
to be right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from babel import Locale

from briefing.language import fold_words, month_and_day_names, of, word_rarity_and_capitals
from briefing.records import Document, Evidence

__all__ = ["Place", "contradict", "names_of", "pairs", "places"]

Vector = npt.NDArray[np.float32]

# Sentences read of each article: the event is placed at the start, later places are those of other things.
_SENTENCES = 4
# Least cosine of the two sentences, and least share of the shorter one's words, without places, that the other has.
_LIKENESS, _SHARED = 0.55, 0.5
# The same, where nothing says that one thing happened in both. Of the pairs that 652 stories of real news have above
# the first two alone, five of six are of different things or of a place within a place.
_SURE_LIKENESS, _SURE_SHARED = 0.6, 0.65
# How much more common one name may be in news than the other, in natural logarithms: a state is named far more often
# than its towns (Virginia and Charlottesville: 1.9).
_AS_KNOWN = 1.0
# Words before a place that say what happened there.
_NEAR = 4
# Letters in common at the start from which two names belong together: "Valdoria" and "Valdorian".
_ALIKE = 4


@dataclass(frozen=True)
class Place:
    """Where an article says that something happened. `shown` is the name with its preposition, `row` the article."""

    name: str
    kind: str
    shown: str
    row: int
    evidence: Evidence
    vector: Vector
    stems: frozenset[str]
    event: frozenset[str]


def places(document: Document, vectors: Vector, row: int) -> list[Place]:
    """The places that the opening sentences of `document` give, whose sentence vectors are `vectors`."""
    events = of(document.language).events
    found: list[Place] = []
    for number, (start, end) in enumerate(document.sentences[:_SENTENCES]):
        sentence = document.text[start:end]
        matches = [
            (match, "in" if match[1] == "at" else match[1], match[2], 2) for match in events.placed.finditer(sentence)
        ]
        matches += [(match, "in", match[1], 1) for match in events.chosen_place.finditer(sentence)]
        names = [name for _, _, name, _ in matches]
        for match, kind, name, group in matches:
            if not _is_spot(name, document.language):
                continue
            shown = sentence[match.start() if group == 2 else match.start(1) : match.end(group)]
            found.append(
                Place(
                    name,
                    kind,
                    shown,
                    row,
                    Evidence(document.id, start, end),
                    vectors[number],
                    _stems(sentence, names),
                    _stems(" ".join(sentence[: match.start()].split()[-_NEAR:]), names),
                )
            )
    return found


def pairs(
    one: Sequence[Place], two: Sequence[Place], known: tuple[frozenset[str], frozenset[str]]
) -> list[tuple[float, Place, Place]]:
    """The surest contradiction of place between two articles, if any. `known` are all names of each article."""
    scored = [(contradict(left, right, known), left, right) for left in one for right in two]
    return [max(scored, key=lambda row: row[0])] if any(score for score, _, _ in scored) else []


def contradict(one: Place, two: Place, known: tuple[frozenset[str], frozenset[str]]) -> float:
    """How surely two places are of one event and cannot both be right; 0 where they can."""
    if one.kind != two.kind or _mentions(known[1], one.name) or _mentions(known[0], two.name):
        return 0.0
    if _is_country(one.name) != _is_country(two.name) or abs(_fame(one.name) - _fame(two.name)) > _AS_KNOWN:
        return 0.0
    likeness, shared = float(one.vector @ two.vector), _overlap(one.stems, two.stems)
    least = (_LIKENESS, _SHARED) if one.event & two.event else (_SURE_LIKENESS, _SURE_SHARED)
    return likeness + shared if likeness >= least[0] and shared >= least[1] else 0.0


def names_of(document: Document) -> frozenset[str]:
    """How every capitalised word of an article begins, folded: as much of it as tells names apart."""
    text = f"{document.title or ''} {document.text}"
    return frozenset(fold_words.fold(token)[:_ALIKE] for token in fold_words.TOKEN.findall(text) if token[0].isupper())


def _mentions(known: frozenset[str], name: str) -> bool:
    """Whether any telling word of a name, or one that begins like it, is among `known`."""
    parts = [fold_words.fold(token) for token in fold_words.TOKEN.findall(name) if len(token) > 2]
    return any(part[:_ALIKE] in known for part in parts)


def _is_spot(name: str, language: str) -> bool:
    """Whether a capitalised name can be a place: no day, month, abbreviation or name with a number in it."""
    first = fold_words.fold(name.split()[0])
    words = of(language)
    named = first in month_and_day_names.names(words.code) or first in words.events.no_places
    return len(first) > 2 and not named and not name.isupper() and not any(map(str.isdigit, name))


def _fame(name: str) -> float:
    """How rare the rarest word of a name is in news."""
    return max(
        (word_rarity_and_capitals.weight(fold_words.fold(token)) for token in fold_words.TOKEN.findall(name)),
        default=0.0,
    )


@cache
def _countries() -> frozenset[str]:
    return frozenset(fold_words.fold(name) for code, name in Locale("en").territories.items() if code.isalpha())


def _is_country(name: str) -> bool:
    return fold_words.fold(name) in _countries()


def _stems(text: str, without: Sequence[str]) -> frozenset[str]:
    left = {fold_words.stem(token) for name in without for token in fold_words.TOKEN.findall(name)}
    found = {fold_words.stem(token) for token in fold_words.TOKEN.findall(text)} - left
    return frozenset(stem for stem in found if len(stem) > 2 and word_rarity_and_capitals.weight(stem) > 2)


def _overlap(one: frozenset[str], two: frozenset[str]) -> float:
    total = min(sum(map(word_rarity_and_capitals.weight, sorted(side))) for side in (one, two))
    return sum(word_rarity_and_capitals.weight(stem) for stem in sorted(one & two)) / total if total else 0.0
