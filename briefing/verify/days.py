"""Weekdays, months and relative days of a claim, and whether its evidence has them where it says the same."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.verify.passages import stem, word_set, words
from briefing.verify.polarity import meaning

__all__ = ["CALENDAR", "dates"]

CALENDAR = word_set(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december lundi mardi mercredi jeudi vendredi samedi dimanche "
    "janvier février mars avril "
    "mai juin juillet août septembre octobre novembre décembre "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz oktober dezember "
    "lunes martes miércoles jueves viernes sábado domingo enero febrero abril junio julio agosto septiembre octubre "
    "noviembre diciembre "
    "понеділок понеділка вівторок вівторка середу середи четвер четверга п'ятницю п'ятниці суботу суботи неділю "
    "неділі січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня"
)
# Words of their own in lower case, and at the start of a sentence.
_AMBIGUOUS = frozenset(("may", "march", "mars", "mai", "august"))
_SHORT_DATES = word_set("mon tue tues wed thu thur fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec")
_RELATIVE_DAYS = frozenset(("today", "tomorrow", "yesterday", "tonight", "hier", "demain", "aujourd'hui"))
_WEEK = word_set("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")
_WEEK |= word_set("lundi mardi mercredi jeudi vendredi samedi dimanche")
_WEEK |= word_set("lunes martes miércoles jueves viernes sábado domingo")
_WEEK |= word_set("Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag")
_FEWEST_WORDS = 2
# Share of a claim's other words that a sentence must have to be taken for the one that it repeats.
_REPEATED = 0.66


def dates(claim: str, evidence: Sequence[str]) -> list[str]:
    """A reason for every weekday, month or relative day in `claim` that `evidence` lacks, or has somewhere else."""
    own = [word for word in words(claim) if _is_date(word, claim)]
    if not own:
        return []
    known = {_plain_date(word) for passage in evidence for word in words(passage)}
    short = {word[:3] for word in known & _SHORT_DATES}
    found = [
        f"the evidence does not say {word}"
        for word in own
        if _plain_date(word) not in known and _plain_date(word)[:3] not in short
    ]
    return found or [reason for word in own if (reason := _other_day(word, own, claim, evidence))]


def _is_date(word: str, claim: str) -> bool:
    lower = word.casefold().replace("’", "'")
    if lower in _AMBIGUOUS:
        return word[0].isupper() and not claim.startswith(word)
    return lower in CALENDAR or lower in _RELATIVE_DAYS


def _plain_date(word: str) -> str:
    """`word` in lower case; of a Ukrainian one what all its cases have in common."""
    lower = word.casefold().replace("’", "'").removesuffix("'s")
    return lower if lower.isascii() or lower not in CALENDAR else lower[:4]


def _other_day(word: str, own: Sequence[str], claim: str, evidence: Sequence[str]) -> str | None:
    """Where the sentence that has all else that the claim says has another weekday than `word`: a reason."""
    content = meaning(claim) - {stem(each) for each in own}
    if len(content) < _FEWEST_WORDS or word.casefold() in _AMBIGUOUS:
        return None
    shares = [len(content & meaning(passage)) / len(content) for passage in evidence]
    nearest = max(range(len(shares)), key=shares.__getitem__)
    there = [each for each in words(evidence[nearest]) if each in _WEEK] if word in _WEEK else []
    if shares[nearest] < _REPEATED or not there or set(there) & set(own):
        return None
    places = [place for place, passage in enumerate(evidence) if word in words(passage)]
    if not places or max(shares[place] for place in places) > 0.5 * shares[nearest]:
        return None
    return f"where the evidence says this it has {there[0]}, not {word}"
