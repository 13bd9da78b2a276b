"""Signs that two figures are for sure of different facts, whatever else their sentences share.

Comes in: two claims (`briefing.stories.figure_claims`) of one sort. Goes out: whether something bars that they
contradict each other, and whether the other article has the figure as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefing.language import of, words_stems_and_synonyms
from briefing.language.quantities import Quantity
from briefing.stories import figure_claims
from briefing.stories.figure_claims import Claim
from briefing.stories.figure_context import Surroundings, surroundings

__all__ = ["FEW", "are_of_other_things", "is_barred", "is_known"]

FEW = 12
"""Numbers up to this one count many things in every report."""

# What a count may leave out or take in: "13 including the gunman".
_BESIDES = 1


def is_barred(one: Claim, two: Claim) -> bool:
    """Whether the two are of different facts for sure: one is a forecast, one is what the other is measured against,
    they are of different days or countries, one is told as the new toll in place of the other, one takes somebody in
    whom the other leaves out, or one sentence has a figure that fits the other better.
    """
    mine, theirs = surroundings(one), surroundings(two)
    if one.quantity.is_time and (mine.has_time or theirs.has_time):
        return True
    return (
        (mine.expected and not (theirs.expected or theirs.foreseen))
        or (theirs.expected and not (mine.expected or mine.foreseen))
        or mine.compared != theirs.compared
        or mine.back != theirs.back
        or (one.moved != two.moved and bool(one.roles & two.roles))
        or (_apart(mine.days, theirs.days) and not (figure_claims.is_total(one) or figure_claims.is_total(two)))
        or are_of_other_things(one, two)
        or (mine.alongside != theirs.alongside and _is_few_apart(one.quantity, two.quantity))
        or _is_part(one, mine, two, theirs)
        or _is_part(two, theirs, one, mine)
        or _has_nearer(one, two, theirs)
        or _has_nearer(two, one, mine)
    )


def are_of_other_things(one: Claim, two: Claim) -> bool:
    """Whether they are of other people, places, countries or sums, or one of a part, whenever they were given."""
    mine, theirs = surroundings(one), surroundings(two)
    return (
        _apart(one.roles, two.roles)
        or _apart(mine.person, theirs.person)
        or _apart(mine.countries, theirs.countries)
        or (bool(mine.whose and theirs.whose) and not (mine.whose & theirs.names or theirs.whose & mine.names))
        or _differs_in_aspect(mine.aspects, theirs.aspects)
        or bool(mine.singled - theirs.said or theirs.singled - mine.said)
        or _counts_others(one, two)
    )


def _apart(one: frozenset[str], two: frozenset[str]) -> bool:
    """Whether both have names, and none in common."""
    return bool(one and two and not one & two)


def _differs_in_aspect(one: frozenset[tuple[str, str]], two: frozenset[tuple[str, str]]) -> bool:
    """Whether both have values on some axis, and none in common."""
    axes = {axis for axis, _ in one} & {axis for axis, _ in two}
    shared = {axis for axis, _ in one & two}
    return bool(axes - shared)


def _counts_others(one: Claim, two: Claim) -> bool:
    """Whether they count different things or groups, neither of which may be anybody: "250 workers", "400 guests"."""
    nouns = one.quantity.noun, two.quantity.noun
    words = of(one.language)
    if one.quantity.kind != "count" or not all(nouns) or one.roles & two.roles:
        return False
    if not all(noun in words.events.people or words_stems_and_synonyms.stem(noun, words) != noun for noun in nouns):
        return False
    return not (set(nouns) & words.events.anybody or words_stems_and_synonyms.alike(*nouns, words))


def _is_part(one: Claim, mine: Surroundings, two: Claim, theirs: Surroundings) -> bool:
    """Whether the first is a smaller count of a named group: six Americans of eight people."""
    return (
        one.quantity.kind == "count"
        and mine.named
        and not theirs.named
        and one.quantity.value < two.quantity.value <= FEW
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
    telling = quantity.kind in {"money", "percent"} or (quantity.kind == "count" and quantity.value > FEW)
    return beside or telling or (quantity.kind == "count" and figure_claims.same_fact(claim, other) > 0)


def _adds_up(claim: Claim, rival: Claim, other: Claim) -> bool:
    """Whether the claim's figure is the sum or the difference of the rival's and another one beside it."""
    if other.partial or other.quantity.kind != claim.quantity.kind:
        return False
    one, two = rival.quantity.value, other.quantity.value
    return claim.quantity.value in {one + two, abs(one - two)}


def _has_nearer(claim: Claim, rival: Claim, beside: Surroundings) -> bool:
    """Whether the rival's sentence has another figure of the same sort that is nearer to the claim's."""
    if claim.quantity.is_time:
        return False
    distance = figure_claims.ratio(claim.quantity, rival.quantity)
    return any(
        (other.unit, other.kind) == (claim.quantity.unit, claim.quantity.kind)
        and figure_claims.ratio(claim.quantity, other) < distance
        for other in beside.others
    )
