"""(claim, text) -> how likely a sentence of the text says the claim, where that can be asked of single sentences.

A claim can share nearly all its words with a text and say the contrary: "kept" and "in danger", "a man was arrested"
and "the man was released". What is put together from a long text in the text's own words is not asked about here, for
no single sentence says all of it. Asked is where a text is short, so that all of it can be read, and where a claim has
a word that the text has nowhere, while one sentence has much of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefing.language import of, quantities
from briefing.language.words_stems_and_synonyms import meaning, words
from briefing.verify.retrieve_evidence import relevant
from briefing.verify.same_statement import LANGUAGES, Pair

__all__ = ["Says", "probabilities"]

Says = Callable[[Sequence[Pair]], Sequence[float]]
"""How likely the sentence of each pair says its point (`briefing.verify.same_statement.StatementJudge`)."""

# Sentences of a text that is read as a whole, and those of a longer one that are asked about each claim.
_SHORT, _NEAREST = 3, 3
# Share of a claim's telling words that a longer text has, from which it is put together in the text's own words; and
# that one of its sentences must have to be about the same thing. Of 280 judged summaries (`dev` of the data folder, 137
# of them true) three more false ones are turned down with them, and no true one; without the first, 44 true ones.
_OWN_WORDS, _ABOUT = 0.95, 0.4
# Probability up to which a claim about a longer text is not said.
_UNSAID = 0.5


def probabilities(asked: Sequence[tuple[Sequence[str], Sequence[str], str]], says: Says) -> list[float | None]:
    """For each (claims, sentences of the text, language) how likely all claims are said; None where it is unknown."""
    pairs = [[_pairs(claim, passages, code) for claim in claims] for claims, passages, code in asked]
    distinct = list(dict.fromkeys(pair for claims in pairs for own in claims for pair in own))
    known = dict(zip(distinct, says(distinct), strict=True)) if distinct else {}
    found: list[float | None] = []
    for claims, (_, passages, _) in zip(pairs, asked, strict=True):
        values = [max(known[pair] for pair in own) for own in claims if own]
        least = min(values, default=None)
        # Of a longer text only a refusal counts: not all of it was read.
        found.append(least if least is not None and (len(passages) <= _SHORT or least < _UNSAID) else None)
    return found


def _pairs(claim: str, passages: Sequence[str], language: str) -> list[Pair]:
    """What is asked about a claim: nothing where it copies, or may be put together from many sentences."""
    if language not in LANGUAGES or not passages or any(_copies(claim, passage, language) for passage in passages):
        return []
    if len(passages) <= _SHORT:
        whole = [" ".join(passages)] if len(passages) > 1 else []
        return [Pair(claim, passage, language) for passage in (*passages, *whole)]
    spoken = of(language)
    content = meaning(claim, spoken)
    each = [len(content & meaning(passage, spoken)) for passage in passages]
    everywhere = len(content & set().union(*(meaning(passage, spoken) for passage in passages)))
    if not content or everywhere / len(content) >= _OWN_WORDS or max(each) / len(content) < _ABOUT:
        return []
    return [Pair(claim, passages[place], language) for place in relevant(claim, passages, _NEAREST, language)]


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
