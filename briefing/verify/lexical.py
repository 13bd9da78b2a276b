"""(claim, evidence) -> the reasons why the evidence's words do not license the claim's; none means it passes.

Every name, number, date, quotation, negation, hedge and speaker of the claim must be in the evidence. This alone
proves nothing, for true words can be put together falsely: that is what `briefing.verify.entailment` is trained for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language import of
from briefing.verify import days, edits, names, polarity, quantities
from briefing.verify.passages import relevant

__all__ = ["check", "score"]

# Sentences that polarity and wording are compared with; names and numbers may come from anywhere in the evidence.
_NEAREST = 5


def check(claim: str, evidence: Sequence[str], language: str = "en") -> tuple[str, ...]:
    """Reasons, for a person to read, why the sentences of `evidence` do not license `claim`; empty where they do.

    Both are in `language`; what it has no words for is not looked for.
    """
    if not evidence:
        return ("there is no evidence",)
    plain = re.sub(r"[\[\]]", "", " ".join(claim.split()))
    nearest = [evidence[index] for index in relevant(plain, evidence, _NEAREST, language)]
    spoken = of(language)
    found = [
        *names.quotations(claim, evidence),
        *quantities.unlicensed(plain, evidence, spoken),
        *days.dates(plain, evidence, spoken),
        *names.names(plain, evidence, spoken),
        *names.speakers(plain, evidence, spoken),
        *names.roles(plain, nearest, spoken),
        *polarity.faults(plain, nearest, spoken),
    ]
    found = found or names.bound(plain, evidence, spoken)
    found = found or [*names.substitutions(plain, nearest, spoken), *edits.changes(plain, nearest, evidence, spoken)]
    return tuple(dict.fromkeys(found))


def score(reasons: Sequence[str]) -> float:
    """A support score in 0…1 from the number of reasons alone."""
    return 1.0 / (1.0 + 2.0 * len(reasons))
