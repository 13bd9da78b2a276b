"""Who says so: whether a claim states as a fact what its evidence only reports somebody to have said.

Stricter than `briefing.verify.lexical`, and asked of rewritten points only: people who judge summaries mostly let a
missing "police said" pass, but a briefing should not make an outlet say in its own voice what it did not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.verify.passages import relevant, stem, words
from briefing.verify.polarity import CONTENT_STOP

__all__ = ["lost"]

_SAYS = re.compile(
    r"\b(?:said|says|say|told|tells|according to|claim(?:s|ed|ing)?|alleg\w+|reportedly|argu(?:es|ed|ing)|"
    r"accus(?:es|ed|ing)|insist(?:s|ed)|warn(?:s|ed|ing)|den(?:ies|ied)|believ(?:es|ed)|suggest(?:s|ed)|"
    r"estimat(?:es|ed)|predict(?:s|ed)|testif(?:ies|ied)|wrote|tweeted|stated|apparently)\b",
    re.IGNORECASE,
)


# What stands before a colon says whose words follow, or what they are: "Police: …", "The plan in short: …".
_FRAME = re.compile(r"(.{3,160}?)[:：]\s+\S")


def lost(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """A reason where the sentence of `evidence` that is nearest to `claim` says who says so, and `claim` does not."""
    if not evidence:
        return ()
    nearest = evidence[relevant(claim, evidence, 1)[0]]
    mine = {stem(word) for word in words(claim)}
    frame = _FRAME.match(nearest)
    if frame and not _names(frame[1]) & mine and _names(nearest[frame.end(1) :]) & mine:
        return (f"the evidence has this only after “{frame[1].strip()}:”",)
    found = _SAYS.search(nearest)
    if found and not _SAYS.search(claim):
        return (f"the evidence has this as somebody's words (“{found[0]}”)",)
    return ()


def _names(text: str) -> set[str]:
    return {stem(word) for word in words(text) if word.casefold() not in CONTENT_STOP}
