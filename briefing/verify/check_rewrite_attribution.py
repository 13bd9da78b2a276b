"""Who says so: whether a claim states as a fact what its evidence only reports somebody to have said.

Stricter than `briefing.verify.check_by_rules`, and asked of rewritten points only: people who judge summaries mostly
let a missing "police said" pass, but a briefing should not make an outlet say in its own voice what it did not. English
only, as rewriting is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language import en
from briefing.language.words_stems_and_synonyms import stem, words
from briefing.verify.retrieve_evidence import relevant

__all__ = ["lost"]

# What stands before a colon says whose words follow, or what they are: "Police: …", "The plan in short: …".
_FRAME = re.compile(r"(.{3,160}?)[:：]\s+\S")


def lost(claim: str, evidence: Sequence[str]) -> tuple[str, ...]:
    """A reason where the sentence of `evidence` that is nearest to `claim` says who says so, and `claim` does not."""
    if not evidence:
        return ()
    nearest = evidence[relevant(claim, evidence, 1)[0]]
    mine = {stem(word, en.LANGUAGE) for word in words(claim)}
    frame = _FRAME.match(nearest)
    if frame and not _names(frame[1]) & mine and _names(nearest[frame.end(1) :]) & mine:
        return (f"the evidence has this only after “{frame[1].strip()}:”",)
    found = en.SAYS.search(nearest)
    if found and not en.SAYS.search(claim):
        return (f"the evidence has this as somebody's words (“{found[0]}”)",)
    return ()


def _names(text: str) -> set[str]:
    return {stem(word, en.LANGUAGE) for word in words(text) if word.casefold() not in en.FUNCTION_WORDS}
