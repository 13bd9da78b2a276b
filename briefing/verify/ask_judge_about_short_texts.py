"""(claim, short text) -> how likely a sentence of the text says the claim.

A claim can share nearly all its words with a text and say the contrary: "kept" and "in danger", "a man was arrested"
and "the man was released". Asked is only where a text is so short that all of it can be read: what is put together from
a long text no single sentence says, and a refusal there turns down more true claims than false ones (of FRANK's XSum
summaries, dev, the balanced accuracy fell from 73 to 64).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.language import quantities
from briefing.language.words_stems_and_synonyms import words
from briefing.verify.same_statement import LANGUAGES, Pair

__all__ = ["Says", "probabilities"]

Says = Callable[[Sequence[Pair]], Sequence[float]]
"""How likely the sentence of each pair says its point (`briefing.verify.same_statement.StatementJudge`)."""

# Sentences of a text that is read as a whole.
_SHORT = 3


def probabilities(asked: Sequence[tuple[Sequence[str], Sequence[str], str]], says: Says) -> list[float | None]:
    """For each (claims, sentences of the text, language) how likely all claims are said; None where nobody is asked."""
    pairs = [[_pairs(claim, passages, code) for claim in claims] for claims, passages, code in asked]
    distinct = list(dict.fromkeys(pair for claims in pairs for own in claims for pair in own))
    known = dict(zip(distinct, says(distinct), strict=True)) if distinct else {}
    return [min((max(known[pair] for pair in own) for own in claims if own), default=None) for claims in pairs]


def _pairs(claim: str, passages: Sequence[str], language: str) -> list[Pair]:
    """What is asked about a claim: each sentence, and the whole text; nothing where the text is long, or is copied."""
    if language not in LANGUAGES or not 0 < len(passages) <= _SHORT:
        return []
    if any(_copies(claim, passage, language) for passage in passages):
        return []
    whole = [" ".join(passages)] if len(passages) > 1 else []
    return [Pair(claim, passage, language) for passage in (*passages, *whole)]


def _copies(claim: str, passage: str, language: str) -> bool:
    """Whether the claim is a run of the passage's words; figures may be put otherwise ("24", "two dozen"), for the
    lexical check compares them by value.
    """
    own, other = (" ".join(words(_without_figures(text, language))).casefold() for text in (claim, passage))
    return f" {own} " in f" {other} "


def _without_figures(text: str, language: str) -> str:
    """`text` with one sign for every number."""
    for quantity in reversed(quantities.read(text, language)):
        text = f"{text[: quantity.start]}0{text[quantity.end :]}"
    return text
