"""How likely two figures of different articles contradict each other: a small logistic model over plain features.

Comes in: two claims (`briefing.stories.figure_claims`) of one sort. Goes out: the probability that they are given for
the same fact and cannot both be right, or that one is the newer value of the other. In real news most figures that look
alike are of other things: what was expected, the month before, another group, the other side of a vote. The weights
are trained by `training/figure_conflicts.py`; `weights/figure_conflicts.json` says on what, and how well they did.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from briefing.language import fold_words, of, quantities
from briefing.language.country_names import countries
from briefing.language.quantities import Quantity
from briefing.stories import figure_claims
from briefing.stories.figure_claims import Claim

__all__ = [
    "FEATURES",
    "FigureModel",
    "features",
    "is_barred",
    "is_conflict",
    "is_known",
    "probability",
    "shipped_model",
]

FEATURES = (
    "likeness",
    "near_words",
    "words",
    "clause",
    "same_noun",
    "other_noun",
    "same_role",
    "total",
    "word_before",
    "ratio",
    "shared_names",
    "other_names",
    "subjects_differ",
    "times_differ",
    "moved_differ",
    "one_dated",
    "past_differ",
    "other_figure",
    "figures",
    "one_apart",
    "alongside_differ",
    "named_differ",
    "rate_differ",
    "few",
    "hedged",
    "precise",
    "money",
    "percent",
    "time",
)
"""Names of the columns of `features`, in order. Each is the same whichever claim comes first."""

_REMEMBERED = 8192
# Words behind a figure in which its rate is told: "$15 an hour".
_BEHIND = 2
_ABBREVIATION = re.compile(r"\b[A-Z](?:\.?[A-Z])+\b")
# Numbers up to this one count many things in every report.
_FEW = 12
# What a count may leave out or take in: "13 including the gunman".
_BESIDES = 1


@dataclass(frozen=True, slots=True)
class _Setting:
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
    named: bool
    word_before: str


def features(one: Claim, two: Claim) -> tuple[float, ...]:
    """The evidence that both are of one fact and differ: a value for each of FEATURES."""
    settings = _setting(one), _setting(two)
    columns = {**_of_meaning(one, two), **_of_figures(one, two), **_of_settings(*settings)}
    return tuple(float(columns[name]) for name in FEATURES)


def is_barred(one: Claim, two: Claim) -> bool:
    """Whether the two are of different facts for sure: one is a forecast, one is what the other is measured against,
    they are of different days or countries, they count the dead and the hurt, one is told as the new toll in place of
    the other, one takes somebody in whom the other leaves out, or one sentence has a figure that fits the other better.
    """
    mine, theirs = _setting(one), _setting(two)
    if one.quantity.is_time and (mine.has_time or theirs.has_time):
        return True
    return (
        (mine.expected and not (theirs.expected or theirs.foreseen))
        or (theirs.expected and not (mine.expected or mine.foreseen))
        or mine.compared != theirs.compared
        or mine.back != theirs.back
        or (one.moved != two.moved and bool(one.roles & two.roles))
        or _apart(one.roles, two.roles)
        or _apart(mine.days, theirs.days)
        or _apart(mine.countries, theirs.countries)
        or (mine.alongside != theirs.alongside and _is_few_apart(one.quantity, two.quantity))
        or _is_part(one, mine, two, theirs)
        or _is_part(two, theirs, one, mine)
        or _has_nearer(one, two, theirs)
        or _has_nearer(two, one, mine)
    )


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both have names, and none in common."""
    return bool(one and two and not one & two)


def _is_part(one: Claim, mine: _Setting, two: Claim, theirs: _Setting) -> bool:
    """Whether the first is a smaller count of a named group: six Americans of eight people."""
    return (
        one.quantity.kind == "count"
        and mine.named
        and not theirs.named
        and one.quantity.value < two.quantity.value <= _FEW
        and bool(two.quantity.noun)
    )


def _is_few_apart(one: Quantity, two: Quantity) -> bool:
    """Whether "13 including the gunman" and "12" can be one count: they differ by a few at most."""
    return one.kind == "count" and abs(one.value - two.value) <= _BESIDES


def is_known(claim: Claim, rival: Claim, others: Sequence[Claim]) -> bool:
    """Whether the rival's article, whose claims `others` are, has the claim's figure as well, or one that adds up to
    it with another: then the two are of different facts.
    """
    return any(
        _is_the_same(claim, other, beside=other.evidence == rival.evidence)
        or (other.evidence == rival.evidence and _adds_up(claim, rival, other))
        for other in others
        if other is not rival
    )


def _is_the_same(claim: Claim, other: Claim, *, beside: bool) -> bool:
    """Whether the other claim is the claim's figure: in the rival's sentence any, elsewhere one that tells."""
    quantity = claim.quantity
    if (other.quantity.unit, other.quantity.value) != (quantity.unit, quantity.value):
        return False
    telling = quantity.kind in {"money", "percent"} or (quantity.kind == "count" and quantity.value > _FEW)
    return beside or telling or (quantity.kind == "count" and figure_claims.same_fact(claim, other) > 0)


def _adds_up(claim: Claim, rival: Claim, other: Claim) -> bool:
    """Whether the claim's figure is the sum or the difference of the rival's and another one beside it."""
    if other.partial or other.quantity.kind != claim.quantity.kind:
        return False
    one, two = rival.quantity.value, other.quantity.value
    return claim.quantity.value in {one + two, abs(one - two)}


def _of_meaning(one: Claim, two: Claim) -> dict[str, float]:
    names = figure_claims.names_of(one.sentence, one.language), figure_claims.names_of(two.sentence, two.language)
    said = figure_claims.times(one.sentence, one.language), figure_claims.times(two.sentence, two.language)
    same = figure_claims.same_noun(one, two)
    return {
        "likeness": float(one.vector @ two.vector),
        "near_words": len(one.near & two.near),
        "words": figure_claims.overlap(figure_claims.telling(one.sentence), figure_claims.telling(two.sentence)),
        "same_noun": same,
        "other_noun": bool(one.quantity.noun and two.quantity.noun) and not same,
        "same_role": bool(one.roles & two.roles),
        "total": figure_claims.is_total(one) and figure_claims.is_total(two),
        "times_differ": said[0] != said[1],
        "moved_differ": one.moved != two.moved,
        "other_names": bool(one.names - names[1]) and bool(two.names - names[0]),
        "shared_names": len(names[0] & names[1]) / (1 + min(map(len, names))),
    }


def _of_figures(one: Claim, two: Claim) -> dict[str, float]:
    quantity, other = one.quantity, two.quantity
    ratio = 1.0 if quantity.is_time else min(figure_claims.ratio(quantity, other), 5.0)
    few = max(abs(quantity.amount), abs(other.amount)) <= _FEW and not quantity.is_time
    return {
        "ratio": math.log(ratio),
        "few": few,
        "one_apart": few and abs(quantity.amount - other.amount) == 1,
        "hedged": bool(quantity.hedge) != bool(other.hedge),
        "precise": min(_digits(quantity), _digits(other)),
        "money": quantity.kind == "money",
        "percent": quantity.kind == "percent",
        "time": quantity.is_time,
    }


def _of_settings(one: _Setting, two: _Setting) -> dict[str, float]:
    values = [{(other.unit, round(other.value, 6)) for other in each.others} for each in (one, two)]
    return {
        "clause": figure_claims.overlap(one.clause, two.clause),
        "subjects_differ": _apart(one.subjects, two.subjects),
        "word_before": bool(one.word_before) and one.word_before == two.word_before,
        "one_dated": one.dated != two.dated,
        "past_differ": one.past != two.past,
        "other_figure": bool(values[0] & values[1]),
        "figures": math.log1p(len(one.others) + len(two.others)),
        "alongside_differ": one.alongside != two.alongside,
        "named_differ": one.named != two.named,
        "rate_differ": one.rate != two.rate,
    }


def _has_nearer(claim: Claim, rival: Claim, beside: _Setting) -> bool:
    """Whether the rival's sentence has another figure of the same sort that is nearer to the claim's."""
    if claim.quantity.is_time:
        return False
    distance = figure_claims.ratio(claim.quantity, rival.quantity)
    return any(
        (other.unit, other.kind) == (claim.quantity.unit, claim.quantity.kind)
        and figure_claims.ratio(claim.quantity, other) < distance
        for other in beside.others
    )


def _setting(claim: Claim) -> _Setting:
    return _read_setting(claim.sentence, claim.quantity, claim.language)


@lru_cache(maxsize=_REMEMBERED)
def _read_setting(sentence: str, quantity: Quantity, language: str) -> _Setting:
    events, words = of(language).events, fold_words.TOKEN
    before, behind = sentence[: quantity.opening], sentence[quantity.end :]
    clause = figure_claims.own_clause(sentence, quantity, events)
    others = tuple(other for other in quantities.parse(sentence, language) if other.start != quantity.start)
    preceding, following = words.findall(before)[-1:], words.findall(behind)[:_BEHIND]
    return _Setting(
        clause=figure_claims.telling(clause),
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
        rate=any(word.lower() in of(language).rates for word in following),
        word_before=fold_words.stem(preceding[0]) if preceding else "",
    )


def _subjects(clause: str, language: str) -> frozenset[str]:
    """The names in a clause, with abbreviations: "the U.S." and "US" are one."""
    short = (match[0].replace(".", "").lower() for match in _ABBREVIATION.finditer(clause))
    return figure_claims.names_of(clause, language) | frozenset(short)


def _digits(quantity: Quantity) -> float:
    """How many digits it is given with, up to four."""
    if not quantity.value or quantity.is_time:
        return 1.0
    return float(min(4, max(1, 1 + math.floor(math.log10(abs(quantity.value) / quantity.step) + 1e-9))))


@dataclass(frozen=True, slots=True)
class FigureModel:
    """Logistic regression: one coefficient for each of FEATURES, an intercept, and the least probability to be shown.

    Less is asked of figures that the wording rules (`figure_claims.is_sure`) take for one fact as well.
    """

    coefficients: tuple[float, ...]
    intercept: float
    threshold: float
    threshold_worded: float

    def probability(self, row: Sequence[float]) -> float:
        """That the figures of a row of `features` contradict each other."""
        logit = sum(weight * value for weight, value in zip(self.coefficients, row, strict=True)) + self.intercept
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@cache
def shipped_model() -> FigureModel:
    """The model trained by `training/figure_conflicts.py`."""
    place = resources.files("briefing.stories").joinpath("weights/figure_conflicts.json")
    values = json.loads(place.read_text(encoding="utf-8"))
    return FigureModel(
        tuple(float(values["coefficients"][name]) for name in FEATURES),
        float(values["intercept"]),
        float(values["threshold"]),
        float(values["threshold_worded"]),
    )


def probability(one: Claim, two: Claim) -> float:
    """That the two are of one fact, by the shipped model; 0 where something bars it."""
    return 0.0 if is_barred(one, two) else shipped_model().probability(features(one, two))


def is_conflict(one: Claim, two: Claim) -> bool:
    """Whether the two are of one fact surely enough to be shown, and cannot both be right."""
    if not figure_claims.contradicts(one, two):
        return False
    model, likely = shipped_model(), probability(one, two)
    if likely >= model.threshold:
        return True
    same = figure_claims.same_fact(one, two) >= figure_claims.SAME_FACT
    return likely >= model.threshold_worded and same and figure_claims.is_sure(one, two)
