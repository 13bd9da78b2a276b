"""Figures with what they are about, taken from the sentences of articles, and whether two are about the same fact.

A claim is one quantity of a sentence with its surroundings: the words near it, the role of what is counted ("dead",
"hurt", "evacuated") and the sentence's vector. Two claims are of one fact when unit, role and surroundings fit; then
`quantities.agree` says whether they can both be true.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

import numpy as np
import numpy.typing as npt

from briefing.language import fold_words, month_and_day_names, of, quantities, word_rarity_and_capitals
from briefing.language.language_words import Events
from briefing.language.quantities import Quantity
from briefing.records import Document, Evidence

__all__ = [
    "FARTHEST",
    "LEAST_LIKE",
    "SAME_FACT",
    "Claim",
    "claims",
    "contradicts",
    "days_in",
    "fact_name",
    "is_sure",
    "is_total",
    "names_of",
    "overlap",
    "own_clause",
    "ratio",
    "same_fact",
    "same_noun",
    "sentence_claims",
    "telling",
    "times",
    "word_stems",
]

Vector = npt.NDArray[np.float32]

SAME_FACT = 1.0
"""Score from which two figures are of one fact."""

# Clauses whose roles are remembered: several figures stand in one.
_REMEMBERED = 8192
_SENTENCES = 30
# Words on either side of a figure that say what it is about.
_NEAR = 7
# Weights of: cosine of the sentences, share of surroundings in common, same noun.
_LIKENESS, _CONTEXT, _NOUN = 0.75, 0.9, 0.3
# Words on either side that are right beside it.
_BESIDE = 2
FARTHEST = 3.0
"""Figures further apart than this factor are seldom of one fact, unless they are times."""

LEAST_LIKE = 0.3
"""Cosine of their sentences below which two figures are not of one fact."""

# More weights: same role; a common word right beside the figure ("deficit of 3.2bn"); figures nearly the same; both
# given as a total ("the toll stands at").
_ROLE_WEIGHT, _HEAD, _CLOSE, _TOTAL = 0.3, 0.25, 0.1, 0.35
_CLOSE_RATIO = 1.3
# A figure beside a year long gone is history, told for comparison.
_LONG_AGO = re.compile(r"\b(?:1[5-9]\d\d|20[01]\d)\b")
# Share of the shorter sentence's words that the other has, and that share plus the cosine, from which figures are
# surely of one fact; more is asked where a sentence has several per cents. Of the labelled pairs of real news few that
# `is_sure` leaves are conflicts (docs/benchmarks/conflicts.md): it is asked beside that of
# `figure_conflict_probability`, and of tolls.
_SAID, _SURE, _SURE_SEVERAL = 0.38, 1.0, 1.2
# The same for figures of one role, and the share of the words around them that is enough alone.
_SAID_ROLE, _SURE_ROLE, _NEAR_ROLE = 0.45, 0.9, 0.6
# Added where the sentences have another figure in common.
_FIGURE_TOO = 0.25
# How much the sentence before counts for what a sentence is about that begins with a pronoun.
_BEFORE = 0.7
# "At least 31 dead" and "34 dead" go together; a toll that has grown by more than a quarter, and these many, is news.
_MORE, _FEW_MORE = 0.25, 3
# Sums of money and shares that are further apart than this factor are of different things; the second where both say
# what they are of.
_WIDEST, _WIDEST_NAMED = 1.6, 2.0


@dataclass(frozen=True)
class Claim:
    """A quantity in a sentence of an article, which `row` numbers.

    `near` are the stems around the figure, `names` the capitalised words of its clause, `language` what it is in.
    `moved` says that the figure is told as one that has changed: "bringing the toll to six". A sentence that
    begins with a pronoun `leans_on` the one before, which says what it is about.
    """

    quantity: Quantity
    row: int
    evidence: Evidence
    sentence: str
    vector: Vector
    near: frozenset[str]
    heads: frozenset[str]
    roles: frozenset[str]
    partial: bool
    names: frozenset[str]
    language: str
    moved: bool
    leans_on: str = ""

    @property
    def told(self) -> str:
        """The sentence, with the one before where it leans on it."""
        return f"{self.leans_on} {self.sentence}" if self.leans_on else self.sentence

    @property
    def sort(self) -> tuple[str, str, bool]:
        """What two claims of one fact have alike: the figure's unit and kind, and whether it is a part of a whole."""
        return self.quantity.unit, self.quantity.kind, self.partial


def claims(document: Document, vectors: Vector, row: int) -> list[Claim]:
    """The claims of `document`, whose sentence vectors are `vectors`; years, ages and ordinals are none."""
    found: list[Claim] = []
    for number, (start, end) in enumerate(document.sentences[:_SENTENCES]):
        place, sentence = Evidence(document.id, start, end), document.text[start:end]
        own = sentence_claims(sentence, vectors[number], place, document.language, row=row)
        if own and number and of(document.language).reading.dangling.match(sentence):
            before = document.text[slice(*document.sentences[number - 1])]
            vector = _in_context(vectors[number], vectors[number - 1])
            own = [
                replace(claim, vector=vector, leans_on=before, near=claim.near | telling(before, document.language))
                for claim in own
            ]
        found += own
    return found


def _in_context(vector: Vector, before: Vector) -> Vector:
    """The unit vector of a sentence that leans on the one before: "Its price was put at 84 million"."""
    both = vector + _BEFORE * before
    length = float(np.linalg.norm(both))
    return np.asarray(both / length, dtype=np.float32) if length else vector


def sentence_claims(sentence: str, vector: Vector, evidence: Evidence, language: str, *, row: int = 0) -> list[Claim]:
    """The claims of one sentence, which stands at `evidence`; `vector` is its unit vector."""
    return [
        _claim(quantity, sentence, vector, evidence, row, language)
        for quantity in quantities.parse(sentence, language)
        if quantity.kind != "year"
        and not _is_age(quantity, sentence, of(language).events)
        and not _LONG_AGO.search(sentence)
    ]


def _claim(quantity: Quantity, sentence: str, vector: Vector, evidence: Evidence, row: int, language: str) -> Claim:
    events = of(language).events
    before, after = sentence[: quantity.start], sentence[quantity.end :]
    words_before, words_after = (
        fold_words.TOKEN.findall(before)[-_NEAR:],
        fold_words.TOKEN.findall(after)[:_NEAR],
    )
    return Claim(
        quantity=quantity,
        row=row,
        evidence=evidence,
        sentence=sentence,
        vector=vector,
        near=_stems([*words_before, *words_after], language),
        heads=_stems([*words_before[-_BESIDE:], *words_after[:_BESIDE]], language),
        roles=_roles(sentence, quantity, events),
        # "4.7 per cent more" is no part of anything.
        partial=quantity.kind == "count" and bool(events.part.search(after) or events.further.search(before)),
        names=names_of(own_clause(sentence, quantity, events), language),
        language=language,
        moved=bool(events.moved.search(before) or events.moved_behind.match(after)),
    )


def same_fact(one: Claim, two: Claim) -> float:
    """How surely two claims are of one fact: SAME_FACT or more where they are, 0 where they cannot be."""
    if one.sort != two.sort:
        return 0.0
    if one.roles and two.roles and not one.roles & two.roles:
        return 0.0
    likeness = float(one.vector @ two.vector)
    if likeness < LEAST_LIKE or not _comparable(one.quantity, two.quantity):
        return 0.0
    noun = same_noun(one, two)
    if one.quantity.kind == "count" and not noun and not one.roles & two.roles:
        return 0.0
    context = overlap(one.near, two.near)
    score = _LIKENESS * likeness + _CONTEXT * context + _ROLE_WEIGHT * _of_one_role(one, two) + _NOUN * noun
    score += _HEAD * bool(one.heads & two.heads) + _TOTAL * bool(
        one.roles & two.roles and is_total(one) and is_total(two)
    )
    return score + _CLOSE * (ratio(one.quantity, two.quantity) <= _CLOSE_RATIO)


def is_sure(one: Claim, two: Claim) -> bool:
    """Whether two claims that look like one fact may be told apart by nothing: not by time, place or what is said."""
    if one.moved != two.moved:
        return False
    if times(one.sentence, one.language) != times(two.sentence, two.language):
        return False
    if one.names - names_of(two.sentence, two.language) and two.names - names_of(one.sentence, one.language):
        return False
    roles = _of_one_role(one, two)
    widest = _WIDEST_NAMED if roles else _WIDEST
    if one.quantity.kind in {"money", "percent"} and ratio(one.quantity, two.quantity) > widest:
        return False
    if roles and is_total(one) and is_total(two):
        return True
    said = overlap(telling(one.told, one.language), telling(two.told, two.language)) + _FIGURE_TOO * _share_figure(
        one, two
    )
    sure = said + float(one.vector @ two.vector)
    if roles and (overlap(one.near, two.near) >= _NEAR_ROLE or (said >= _SAID_ROLE and sure >= _SURE_ROLE)):
        return True
    several = one.quantity.kind == "percent" and max(map(_percents, (one, two))) > 1
    return said >= (_SAID_ROLE if several else _SAID) and sure >= (_SURE_SEVERAL if several else _SURE)


def _of_one_role(one: Claim, two: Claim) -> bool:
    """Whether both say that it is of the same people or the same sum: the dead, a price."""
    return bool(one.roles & two.roles or _aspects(one) & _aspects(two))


def _aspects(claim: Claim) -> frozenset[tuple[str, str]]:
    """What sums of money of the claim's sentence are of: a price, a profit."""
    named = of(claim.language).events.aspects.items() if claim.quantity.kind == "money" else ()
    return frozenset(
        (axis, value) for axis, values in named for value, pattern in values.items() if pattern.search(claim.sentence)
    )


def _share_figure(one: Claim, two: Claim) -> bool:
    own = {(claim.quantity.unit, round(claim.quantity.value, 6)) for claim in (one, two)}
    both = quantities.values(one.sentence, one.language) & quantities.values(two.sentence, two.language)
    return bool(both - own)


def contradicts(one: Claim, two: Claim) -> bool:
    """Whether two claims of one fact cannot both be true, or one is a toll that the other has left far behind."""
    return not quantities.agree(one.quantity, two.quantity) or _is_outgrown(one, two)


def _is_outgrown(one: Claim, two: Claim) -> bool:
    """Whether "at least 800 dead" is the lower of two tolls, and too low to stand for the other."""
    small, large = sorted((one.quantity, two.quantity), key=lambda quantity: quantity.value)
    grown = large.value - small.value
    toll = one.quantity.kind == "count" and bool(one.roles & two.roles) and not large.hedge
    return toll and small.hedge in quantities.LOWER_BOUNDS and grown >= _FEW_MORE and grown > _MORE * small.value


def fact_name(group: Sequence[Claim]) -> str:
    """What the claims are about in a few words of theirs: "people hurt", "deficit next year"."""
    first = group[0]
    shared = frozenset.intersection(*(claim.near for claim in group))
    said = [token for token in fold_words.TOKEN.findall(first.sentence) if fold_words.stem(token) in shared]
    roles = frozenset.intersection(*(claim.roles for claim in group))
    names = names_of(first.sentence, first.language)
    # Names and abbreviations keep their capitals; what merely opens the sentence does not.
    kept = list(
        dict.fromkeys(token if token.isupper() or fold_words.fold(token) in names else token.lower() for token in said)
    )[:5]
    if first.quantity.kind == "count" and roles:
        noun = first.quantity.noun if _counts_people(first) else "people"
        return f"{noun} {min(roles)}"
    return " ".join(kept) or first.quantity.noun or first.quantity.unit or "figure"


def is_total(claim: Claim) -> bool:
    """Whether the figure is given as a total."""
    return bool(of(claim.language).events.total.search(claim.sentence))


def _comparable(one: Quantity, two: Quantity) -> bool:
    if one.is_time:
        return True
    return ratio(one, two) <= FARTHEST


def ratio(one: Quantity, two: Quantity) -> float:
    """The larger figure over the smaller; infinite where one is zero."""
    small, large = sorted((abs(one.value), abs(two.value)))
    return large / small if small else math.inf


def _is_age(quantity: Quantity, sentence: str, events: Events) -> bool:
    """Whether it is someone's age: "Maddox, 44, a fitter" and "aged 29" tell nothing about the event."""
    after = sentence[quantity.end :].lstrip()
    if events.age_after.match(sentence, quantity.end):
        return True
    ends = not after or after[0] == "." or events.clause_break.match(after)
    return bool(ends and events.age_before.search(sentence[: quantity.start]))


def _stems(tokens: Sequence[str], language: str) -> frozenset[str]:
    """The stems of the telling words among `tokens`."""
    stems = word_stems(tokens, language)
    return frozenset(stem for stem in stems if len(stem) > 2 and word_rarity_and_capitals.weight(stem) > 1.5)


def _roles(sentence: str, quantity: Quantity, events: Events) -> frozenset[str]:
    """Roles named in the figure's own clause, else in the whole sentence where it names one alone."""
    whole = _named_roles(sentence, events)
    own = _named_roles(own_clause(sentence, quantity, events), events) if whole else whole
    # "Officials raised the toll from the quake to 1,941" counts people and does not say so.
    of_people = quantity.noun in events.people or (quantity.kind == "count" and not quantity.noun)
    return own or (whole if len(whole) == 1 and of_people else frozenset())


@lru_cache(maxsize=_REMEMBERED)
def _named_roles(text: str, events: Events) -> frozenset[str]:
    return frozenset(name for name, pattern in events.roles.items() if pattern.search(text))


def _percents(claim: Claim) -> int:
    return sum(quantity.kind == "percent" for quantity in quantities.parse(claim.sentence, claim.language))


def own_clause(sentence: str, quantity: Quantity, events: Events) -> str:
    """The clause of the sentence that the figure stands in."""
    opening = [match.end() for match in events.clause_break.finditer(sentence, 0, quantity.start)]
    closing = events.clause_break.search(sentence, quantity.end)
    return sentence[opening[-1] if opening else 0 : closing.start() if closing else len(sentence)]


@lru_cache(maxsize=_REMEMBERED)
def times(sentence: str, language: str) -> frozenset[str]:
    """The words of the sentence that set it in the past."""
    return frozenset(of(language).events.past.findall(sentence))


@lru_cache(maxsize=_REMEMBERED)
def names_of(text: str, language: str) -> frozenset[str]:
    """The capitalised words of `text`, folded, but those that start a sentence and are no name, and days."""
    tokens = [token for token in fold_words.TOKEN.findall(text) if token[0].isupper()]
    return frozenset(
        folded
        for folded in map(fold_words.fold, tokens)
        if word_rarity_and_capitals.is_name(folded) and folded not in _days(language)
    )


@lru_cache(maxsize=_REMEMBERED)
def days_in(text: str, language: str) -> frozenset[str]:
    """The weekdays and months that `text` names, folded."""
    return frozenset(map(fold_words.fold, fold_words.TOKEN.findall(text))) & _days(language)


@cache
def _days(language: str) -> frozenset[str]:
    """The weekdays and months, folded: words that have a capital and name no one."""
    return frozenset(map(fold_words.fold, month_and_day_names.names(of(language).code)))


def word_stems(tokens: Sequence[str], language: str) -> set[str]:
    """The stems of `tokens` without the function words of a language whose words have not been counted in news.

    Where words have many endings, a stem is how a word begins: enough letters of it.
    """
    words = of(language)
    if words.code in word_rarity_and_capitals.COUNTED:
        return {fold_words.stem(token) for token in tokens}
    left = [token for token in tokens if token.lower() not in words.function_words]
    if not words.stem_letters:
        return {fold_words.stem(token) for token in left}
    return {fold_words.fold(token)[: words.stem_letters] for token in left}


@lru_cache(maxsize=_REMEMBERED)
def telling(sentence: str, language: str) -> frozenset[str]:
    """The stems of the telling words of the sentence."""
    stems = word_stems(fold_words.TOKEN.findall(sentence), language)
    return frozenset(stem for stem in stems if len(stem) > 2 and word_rarity_and_capitals.weight(stem) > 2)


def same_noun(one: Claim, two: Claim) -> bool:
    """Whether both figures count the same thing."""
    nouns = one.quantity.noun, two.quantity.noun
    if not all(nouns):
        return False
    stems = [word_stems([claim.quantity.noun], claim.language) for claim in (one, two)]
    return bool(stems[0] & stems[1]) or (_counts_people(one) and _counts_people(two))


def _counts_people(claim: Claim) -> bool:
    return claim.quantity.noun in of(claim.language).events.people


def overlap(one: frozenset[str], two: frozenset[str]) -> float:
    """Share, by weight, of the smaller set that the other has too."""
    smaller = min(len(one), len(two))
    if not smaller:
        return 0.0
    shared = sum(word_rarity_and_capitals.weight(stem) for stem in sorted(one & two))
    total = min(_weight(one), _weight(two))
    return shared / total if total else 0.0


@lru_cache(maxsize=_REMEMBERED)
def _weight(stems: frozenset[str]) -> float:
    """Of all of them; in one order, as sums differ in the last digit with it."""
    return sum(word_rarity_and_capitals.weight(stem) for stem in sorted(stems))
