"""(claim, evidence) -> the reasons why the evidence's words do not license the claim's; none means it passes.

Every name, number, date, quotation, negation, hedge and speaker of the claim must be in the evidence. This alone proves
nothing, for true words can be put together falsely: that is what `briefing.verify.support_verdict` is trained for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language import of
from briefing.verify import (
    check_dates,
    check_names_and_who_did_what,
    check_nearly_copied_sentences,
    check_negations_hedges_and_opposites,
    check_quantities,
    check_speakers_and_quotations,
)
from briefing.verify.retrieve_evidence import relevant

__all__ = ["check", "score"]

# Sentences that polarity and wording are compared with; names and numbers may come from anywhere in the evidence.
_NEAREST = 5
_BRACKETED = re.compile(r"\[([^\[\]]+)\]")


def check(claim: str, evidence: Sequence[str], language: str = "en", *, explained: bool = False) -> tuple[str, ...]:
    """Reasons, for a person to read, why the sentences of `evidence` do not license `claim`; empty where they do.

    Both are in `language`; what it has no words for is not looked for. With `explained`, what stands in [brackets] was
    put in for a pronoun or a part of a name, by rules that are trusted with it (`briefing.summarize.put_names_in`): it
    must be in the evidence, but may differ from the word in its place.
    """
    if not evidence:
        return ("there is no evidence",)
    plain = re.sub(r"[\[\]]", "", " ".join(claim.split()))
    nearest = [evidence[index] for index in relevant(plain, evidence, _NEAREST, language)]
    names_put_in = _BRACKETED.findall(claim) if explained else []
    spoken = of(language)
    found = [
        *(f"the evidence does not name {name}" for name in names_put_in if not any(name in text for text in evidence)),
        *check_speakers_and_quotations.quotations(claim, evidence),
        *check_quantities.unlicensed(plain, evidence, spoken),
        *check_dates.dates(plain, evidence, spoken),
        *check_names_and_who_did_what.names(plain, evidence, spoken),
        *check_speakers_and_quotations.speakers(plain, evidence, spoken, names_put_in),
        *check_names_and_who_did_what.roles(plain, nearest, spoken),
        *check_negations_hedges_and_opposites.faults(plain, nearest, spoken),
    ]
    found = found or check_names_and_who_did_what.bound(plain, evidence, spoken)
    found = found or [
        *check_names_and_who_did_what.substitutions(plain, nearest, spoken, names_put_in),
        *check_nearly_copied_sentences.changes(plain, nearest, evidence, spoken),
    ]
    return tuple(dict.fromkeys(found))


def score(reasons: Sequence[str]) -> float:
    """A support score in 0…1 from the number of reasons alone."""
    return 1.0 / (1.0 + 2.0 * len(reasons))
