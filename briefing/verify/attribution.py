"""Who says so: whether a claim states as a fact what its evidence only reports somebody to have said.

Stricter than `briefing.verify.lexical`, and asked of rewritten points only: people who judge summaries mostly let a
missing "police said" pass, but a briefing should not make an outlet say in its own voice what it did not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.verify.passages import relevant

__all__ = ["lost"]

_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|according to|claim(?:s|ed|ing)?|alleg\w+|reportedly|argu(?:es|ed|ing)|"
    r"accus(?:es|ed|ing)|insist(?:s|ed)|warn(?:s|ed|ing)|den(?:ies|ied)|believ(?:es|ed)|suggest(?:s|ed)|"
    r"estimat(?:es|ed)|predict(?:s|ed)|testif(?:ies|ied)|wrote|tweeted|stated|apparently)\b",
    re.IGNORECASE,
)


def lost(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """A reason where the sentence of `evidence` that is nearest to `claim` says who says so, and `claim` does not."""
    if not evidence or _SAYS.search(claim):
        return ()
    nearest = evidence[relevant(claim, evidence, 1)[0]]
    found = _SAYS.search(nearest)
    return (f"the evidence has this as somebody's words (“{found[0]}”)",) if found else ()
