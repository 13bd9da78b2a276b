"""A sentence -> every name that might be put into it, described by numbers that tell how likely it is right.

Proposed are: a person for a pronoun, a full name for a surname, a body for "the company" or a person for "the striker",
and what an acronym was spelt out as. What the sentence or the title makes clear itself is not proposed. Which proposals
are good enough is for `briefing.summarize.put_names_in` to say.
"""

from __future__ import annotations

from briefing.summarize.name_proposals.acronyms import acronyms
from briefing.summarize.name_proposals.bare_nouns import nouns
from briefing.summarize.name_proposals.pronoun_features import FEATURES as PRONOUN_FEATURES
from briefing.summarize.name_proposals.pronouns import pronouns
from briefing.summarize.name_proposals.proposal import Kind, Proposal
from briefing.summarize.name_proposals.surnames import FEATURES as SURNAME_FEATURES
from briefing.summarize.name_proposals.surnames import surnames
from briefing.summarize.name_proposals.words_before_and_behind import folded
from briefing.summarize.people_mentioned import Mentions

__all__ = ["FEATURES", "Kind", "Proposal", "propose"]

FEATURES: dict[Kind, tuple[str, ...]] = {"pronoun": PRONOUN_FEATURES, "surname": SURNAME_FEATURES}
"""What the numbers of a proposal are, by kind. Nouns and acronyms have none: the rules that find them are strict."""


def propose(article: Mentions, index: int, title: str | None) -> list[Proposal]:
    """All proposals for sentence `index`; several may be for the same words."""
    if not article.words.titles:
        return []
    named = folded(title or "")
    people = [*surnames(article, index, named), *pronouns(article, index, named)]
    return [*people, *nouns(article, index, named), *acronyms(article, index, title or "")]
