"""What stands around a figure in its sentence: the other figures, days, countries, names, and how it is told.

Comes in: a claim (`briefing.stories.figure_claims`). Goes out: its surroundings, by the words of its language. They are
what `figures_of_different_facts` and `figure_conflict_probability` compare two figures by.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from briefing.language import fold_words, given_names, of, quantities
from briefing.language.find_countries_in_text import countries
from briefing.language.language_words import Events
from briefing.language.quantities import Quantity
from briefing.stories import figure_claims
from briefing.stories.figure_claims import Claim

__all__ = ["Surroundings", "surroundings"]

_REMEMBERED = 8192
# Words behind a figure in which its rate is told: "$15 an hour".
_BEHIND = 2
_PERSON = re.compile(r"\s*([A-ZÀ-Þ][\w’'-]+)(?: [A-ZÀ-Þ][\w’'-]+)+")
_ABBREVIATION = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around a figure in its sentence."""

    clause: frozenset[str]
    subjects: frozenset[str]
    days: frozenset[str]
    countries: frozenset[str]
    others: tuple[Quantity, ...]
    dated: bool
    has_time: bool
    past: bool
    back: bool
    expected: bool
    foreseen: bool
    compared: bool
    alongside: bool
    rate: bool
    aspects: frozenset[tuple[str, str]]
    singled: frozenset[str]
    said: frozenset[str]
    person: frozenset[str]
    whose: frozenset[str]
    names: frozenset[str]
    named: bool
    word_before: str


def surroundings(claim: Claim) -> Surroundings:
    """Those of the claim's figure."""
    return _read_setting(claim.sentence, claim.quantity, claim.language)


@lru_cache(maxsize=_REMEMBERED)
def _read_setting(sentence: str, quantity: Quantity, language: str) -> Surroundings:
    events, words = of(language).events, fold_words.TOKEN
    before, behind = sentence[: quantity.opening], sentence[quantity.end :]
    clause = figure_claims.own_clause(sentence, quantity, events)
    others = tuple(other for other in quantities.parse(sentence, language) if other.start != quantity.start)
    preceding, following = words.findall(before)[-1:], words.findall(behind)[:_BEHIND]
    return Surroundings(
        clause=figure_claims.telling(clause, language),
        subjects=_subjects(clause, language),
        days=figure_claims.days_in(sentence, language),
        countries=countries(clause, language),
        others=others,
        dated=any(other.kind == "date" for other in others),
        past=bool(events.past.search(clause)),
        back=bool(events.back.search(sentence)),
        has_time=any(other.kind == quantity.kind for other in others if other.is_time),
        foreseen=bool(events.foreseen.search(clause)),
        expected=bool(events.expected.search(clause)),
        compared=not quantity.is_time and bool(events.compared.search(before)),
        alongside=bool(events.alongside.search(behind)),
        named=bool(following) and following[0][:1].isupper() and not sentence.istitle(),
        aspects=frozenset(
            (axis, value)
            for axis, values in events.aspects.items()
            for value, pattern in values.items()
            if pattern.search(clause)
        ),
        singled=_singled(clause if len(others) else sentence, events),
        said=_singled(sentence, events),
        whose=frozenset() if of(language).verification.speech.search(clause) else _subjects(clause, language),
        names=_subjects(sentence, language),
        person=_person(before, language),
        rate=any(word.lower() in of(language).rates for word in following),
        word_before=fold_words.stem(preceding[0]) if preceding else "",
    )


def _singled(text: str, events: Events) -> frozenset[str]:
    return frozenset(name for name, pattern in events.singled.items() if pattern.search(text))


def _person(before: str, language: str) -> frozenset[str]:
    """The names of the person whose figure it is, folded: "Ida Moen won" before it; not of one who only says so."""
    opening = _PERSON.match(before)
    if not opening or not given_names.is_given(opening[1]) or of(language).verification.speech.search(before):
        return frozenset()
    return frozenset(map(fold_words.fold, fold_words.TOKEN.findall(opening[0])))


def _subjects(clause: str, language: str) -> frozenset[str]:
    """The names in a clause, with abbreviations: "the U.S." and "US" are one."""
    short = (match[0].replace(".", "").lower() for match in _ABBREVIATION.finditer(clause))
    return figure_claims.names_of(clause, language) | frozenset(short)
