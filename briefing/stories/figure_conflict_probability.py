"""How likely two figures of different articles contradict each other: a small logistic model over plain features.

Comes in: two claims (`briefing.stories.figure_claims`) of one sort. Goes out: the probability that they are given for
the same fact and cannot both be right, or that one is the newer value of the other. In real news most figures that look
alike are of other things: what was expected, the month before, another group, the other side of a vote. The weights
are trained by `training/figure_conflicts.py`; `weights/figure_conflicts.json` says on what, and how well they did.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.language.quantities import Quantity
from briefing.stories import figure_claims
from briefing.stories.figure_claims import Claim
from briefing.stories.figure_context import Surroundings, surroundings
from briefing.stories.figures_of_different_facts import FEW, is_barred

__all__ = [
    "FEATURES",
    "FigureModel",
    "features",
    "is_conflict",
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


def features(one: Claim, two: Claim) -> tuple[float, ...]:
    """The evidence that both are of one fact and differ: a value for each of FEATURES."""
    settings = surroundings(one), surroundings(two)
    columns = {**_of_meaning(one, two), **_of_figures(one, two), **_of_settings(*settings)}
    return tuple(float(columns[name]) for name in FEATURES)


def _of_meaning(one: Claim, two: Claim) -> dict[str, float]:
    names = figure_claims.names_of(one.sentence, one.language), figure_claims.names_of(two.sentence, two.language)
    said = figure_claims.times(one.sentence, one.language), figure_claims.times(two.sentence, two.language)
    same = figure_claims.same_noun(one, two)
    return {
        "likeness": float(one.vector @ two.vector),
        "near_words": len(one.near & two.near),
        "words": figure_claims.overlap(_telling(one), _telling(two)),
        "same_noun": same,
        "other_noun": bool(one.quantity.noun and two.quantity.noun) and not same,
        "same_role": bool(one.roles & two.roles),
        "total": figure_claims.is_total(one) and figure_claims.is_total(two),
        "times_differ": said[0] != said[1],
        "moved_differ": one.moved != two.moved,
        "other_names": bool(one.names - names[1]) and bool(two.names - names[0]),
        "shared_names": len(names[0] & names[1]) / (1 + min(map(len, names))),
    }


def _telling(claim: Claim) -> frozenset[str]:
    return figure_claims.telling(claim.told, claim.language)


def _of_figures(one: Claim, two: Claim) -> dict[str, float]:
    quantity, other = one.quantity, two.quantity
    ratio = 1.0 if quantity.is_time else min(figure_claims.ratio(quantity, other), 5.0)
    few = max(abs(quantity.amount), abs(other.amount)) <= FEW and not quantity.is_time
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


def _of_settings(one: Surroundings, two: Surroundings) -> dict[str, float]:
    values = [{(other.unit, round(other.value, 6)) for other in each.others} for each in (one, two)]
    return {
        "clause": figure_claims.overlap(one.clause, two.clause),
        "subjects_differ": bool(one.subjects and two.subjects and not one.subjects & two.subjects),
        "word_before": bool(one.word_before) and one.word_before == two.word_before,
        "one_dated": one.dated != two.dated,
        "past_differ": one.past != two.past,
        "other_figure": bool(values[0] & values[1]),
        "figures": math.log1p(len(one.others) + len(two.others)),
        "alongside_differ": one.alongside != two.alongside,
        "named_differ": one.named != two.named,
        "rate_differ": one.rate != two.rate,
    }


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
