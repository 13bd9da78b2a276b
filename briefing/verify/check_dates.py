"""Weekdays, months and relative days of a claim, and whether its evidence has them where it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.language import Language, month_and_day_names
from briefing.language.words_stems_and_synonyms import meaning, plain, stem, words

__all__ = ["dates"]

# Letters that the cases of a weekday or month have in common.
_STEM = 4
_FEWEST_WORDS = 2
# Share of a claim's other words that a sentence must have to be taken for the one that it repeats.
_REPEATED = 0.66


def dates(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """A reason for every weekday, month or relative day in `claim` that `evidence` lacks, or has somewhere else."""
    own = [word for word in words(claim) if _is_date(word, claim, language)]
    if not own:
        return []
    known = {_plain_date(word, language) for passage in evidence for word in words(passage)}
    short = {word[:3] for word in known & language.short_dates}
    found = [
        f"the evidence does not say {word}"
        for word in own
        if _plain_date(word, language) not in known and _plain_date(word, language)[:3] not in short
    ]
    return found or [reason for word in own if (reason := _other_day(word, own, claim, evidence, language))]


def _is_date(word: str, claim: str, language: Language) -> bool:
    lower = plain(word)
    if lower in language.ambiguous_dates:
        return word[0].isupper() and not claim.startswith(word)
    return lower in month_and_day_names.names(language.code) or lower in language.relative_days


def _plain_date(word: str, language: Language) -> str:
    """`word` in lower case; where names are inflected, what all its cases have in common."""
    lower = plain(word).removesuffix("'s")
    return lower[:_STEM] if language.inflects_dates and lower in month_and_day_names.names(language.code) else lower


def _other_day(word: str, own: Sequence[str], claim: str, evidence: Sequence[str], language: Language) -> str | None:
    """Where the sentence that has all else that the claim says has another weekday than `word`: a reason."""
    content = meaning(claim, language) - {stem(each, language) for each in own}
    if len(content) < _FEWEST_WORDS or plain(word) in language.ambiguous_dates:
        return None
    shares = [len(content & meaning(passage, language)) / len(content) for passage in evidence]
    nearest = max(range(len(shares)), key=shares.__getitem__)
    week = month_and_day_names.weekdays(language.code)
    there = [each for each in words(evidence[nearest]) if plain(each) in week] if plain(word) in week else []
    if shares[nearest] < _REPEATED or not there or set(there) & set(own):
        return None
    places = [place for place, passage in enumerate(evidence) if word in words(passage)]
    if not places or max(shares[place] for place in places) > 0.5 * shares[nearest]:
        return None
    return f"where the evidence says this it has {there[0]}, not {word}"
