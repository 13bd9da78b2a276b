"""Whether one text's numbers are licensed by another's.

What a number is worth, and with what hedge it is given, `briefing.language.quantities` reads. A rounded number ("about
50", "nearly 300", "more than 40") is licensed by a value that the words allow. A number that stands in the text is not
yet licensed: where the sentence that the claim repeats counts the same thing with another number, and the claim's
number stands somewhere else, it is the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.language import quantities
from briefing.language.language_words import Language
from briefing.language.quantities import LOWER_BOUNDS, UPPER_BOUNDS, Quantity
from briefing.language.words_stems_and_synonyms import meaning, plain, stem, words

__all__ = ["is_another", "unlicensed"]

# Relative distance that "about" allows; "nearly" and "more than" allow 0.25 on their side.
_WITHIN = 0.1
_BESIDE = 0.25
# Words besides numbers that a claim needs for its sentence in the evidence to be told from others.
_FEWEST = 2
# Shares of those words from which a sentence is taken to say what the claim says; from the second on, its neighbours
# are not looked at.
_REPEATED, _COPIED = 0.6, 0.8
# Larger numbers are days of no month, and an ordinal is then no count.
_DAYS = 31
# Words after a number that are looked through for the one that it is about.
_LOOKED_THROUGH = 2
_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:'[^\W\d_]+)?")
_PAUSE = re.compile(r"[.,;:!?]")
_LONE_M = re.compile(r"\dm$")
# What a coin may be a hundredth of.
_HUNDREDTHS = {"cent": ("dollar", "euro")}


@dataclass(frozen=True, slots=True)
class _Number:
    """A number as read, as written, and what it is about: the stem of the next telling word."""

    quantity: Quantity
    text: str
    noun: str
    about: str

    @property
    def unit(self) -> str:
        return "" if self.quantity.is_time or self.quantity.kind == "year" else self.quantity.unit

    @property
    def said(self) -> str:
        """The number with its noun, for a person to read."""
        return f"{self.text} {self.noun}".strip()


@lru_cache(maxsize=4096)
def _numbers(text: str, language: Language) -> tuple[_Number, ...]:
    return tuple(_number(quantity, text, language) for quantity in quantities.read(text, language.code))


def _number(quantity: Quantity, text: str, language: Language) -> _Number:
    written = text[quantity.start : quantity.end]
    if quantity.kind in {"money", "measure", "percent"}:
        number, _, unit = written.rpartition(" ")
        named = plain(unit) in language.units or plain(unit) in language.currencies
        return _Number(quantity, number if named else written, unit if named else "", "")
    about = _about(text, quantity.end, language)
    return _Number(
        quantity, written, "" if about in language.function_words else about, about and stem(about, language)
    )


def _about(text: str, end: int, language: Language) -> str:
    """The next word that says what a number counts; empty where its clause ends before one."""
    lower = text.casefold().replace("’", "'")
    for token in list(_TOKEN.finditer(lower, end))[:_LOOKED_THROUGH]:
        word = token[0]
        if _PAUSE.search(lower, end, token.start()) or word in language.rates:
            return ""
        if word in language.verification.clause_breaks:
            return ""
        if word not in language.verification.uncounted and not quantities.read(word, language.code):
            return word
        end = token.end()
    return ""


def unlicensed(claim: str, evidence: Sequence[str], language: Language) -> list[str]:
    """One reason for every number of `claim` that no number of `evidence` licenses."""
    own = _numbers(claim, language)
    if not own:
        return []
    read = [_numbers(passage, language) for passage in evidence]
    spelt = frozenset(token for passage in evidence for token in re.findall(r"[^\W\d_]+", passage.casefold()))
    reasons = [_fault(item, [other for found in read for other in found], spelt, language) for item in own]
    if not any(reasons):
        shares = _shares(claim, own, evidence, language)
        reasons = [
            _other_count(item, read, shares)
            or _elsewhere(item, own, read, shares)
            or _part(item, claim, evidence, language)
            for item in own
        ]
    return [reason for reason in reasons if reason]


def is_another(one: Sequence[str], other: Sequence[str], language: Language) -> bool:
    """Whether both are nothing but one number, and not the same."""
    mine, theirs = (_only_number(tokens, language) for tokens in (one, other))
    return mine is not None and theirs is not None and mine.value != theirs.value


def _only_number(tokens: Sequence[str], language: Language) -> Quantity | None:
    text = " ".join(tokens)
    found = quantities.read(text, language.code)
    return found[0] if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)) else None


def _fault(item: _Number, known: Sequence[_Number], spelt: frozenset[str], language: Language) -> str | None:
    same = [other for other in known if _licenses(item, other)]
    if not same:
        counted = [other for other in known if other.unit == item.unit and other.about == item.about]
        small = language.verification.small_numbers.get(item.quantity.amount, frozenset())
        if spelt & small and not counted:
            return None
        return f"the evidence has no number {item.text}"
    others = [other for other in same if other.unit]
    if item.unit and others and not any(_same_unit(item, other) for other in others):
        return f"the evidence has {others[0].said}, not {item.said}"
    return None


def _shares(claim: str, own: Sequence[_Number], evidence: Sequence[str], language: Language) -> list[float]:
    """The share of the words of `claim`, without its numbers and what they count, that each passage has."""
    left = {stem(word, language) for item in own for word in words(item.said)}
    content = meaning(claim, language) - left
    if len(content) < _FEWEST:
        return [0.0] * len(evidence)
    return [len(content & meaning(passage, language)) / len(content) for passage in evidence]


def _other_count(item: _Number, read: Sequence[Sequence[_Number]], shares: Sequence[float]) -> str | None:
    """The evidence counts the same thing with another number, and something else with the claim's."""
    known = [(other, share) for found, share in zip(read, shares, strict=True) for other in found]
    same = [(other, share) for other, share in known if _licenses(item, other)]
    rivals = [(other, share) for other, share in known if other.about == item.about and not _licenses(item, other)]
    if item.unit or not item.about or any(not other.about or other.about == item.about for other, _ in same):
        return None
    if not rivals or not same or max(share for _, share in same) > max(share for _, share in rivals):
        return None
    return f"the evidence has {rivals[0][0].said}, not {item.said}"


def _elsewhere(
    item: _Number, own: Sequence[_Number], read: Sequence[Sequence[_Number]], shares: Sequence[float]
) -> str | None:
    """The sentence that the claim repeats counts the same with another number; the claim's stands in another place."""
    nearest = max(range(len(shares)), key=shares.__getitem__)
    rivals = [
        other for other in read[nearest] if _is_rival(item, other) and not any(_licenses(each, other) for each in own)
    ]
    if shares[nearest] < _REPEATED or not rivals or any(_licenses(item, other) for other in read[nearest]):
        return None
    around = 0 if shares[nearest] >= _COPIED else 1
    places = [place for place, found in enumerate(read) if any(_licenses(item, other) for other in found)]
    near = [share for place in places for share in shares[max(0, place - around) : place + around + 1]]
    if not places or max(near) > 0.5 * shares[nearest]:
        return None
    return f"where the evidence says this it has {rivals[0].said}, not {item.said}"


def _is_rival(item: _Number, other: _Number) -> bool:
    """Whether both count the same thing, and differ."""
    if "ordinal" in (item.quantity.kind, other.quantity.kind):
        return False
    if (item.unit or item.about) != (other.unit or other.about):
        return False
    counts = bool(item.unit or item.about) or item.quantity.kind == other.quantity.kind == "year"
    return counts and not _licenses(item, other) and not _licenses(other, item)


def _part(item: _Number, claim: str, evidence: Sequence[str], language: Language) -> str | None:
    """All of them in the claim, of which the evidence has some: "five of seven charges" as "all seven charges"."""
    whole, part = language.verification.all_of, language.verification.part_of
    if not whole or not re.search(rf"\b{whole}{re.escape(item.text)}\b", claim, re.IGNORECASE):
        return None
    for passage in evidence:
        for one, other in pairwise(_numbers(passage, language)):
            if _licenses(item, other) and re.search(
                rf"{re.escape(one.text)} {part}{re.escape(other.text)}\b", passage, re.IGNORECASE
            ):
                return f"the evidence has {one.text} of {other.said}, not all"
    return None


def _licenses(item: _Number, other: _Number) -> bool:
    """Whether the claim's `item` may be said where the evidence has `other`."""
    mine, theirs = _comparable(item, other)
    hedge, given = item.quantity.hedge, other.quantity.hedge
    if (item.quantity.kind == "ordinal") != (other.quantity.kind == "ordinal") and mine > _DAYS:
        return False
    low = mine * (1 - _BESIDE) if hedge in {*UPPER_BOUNDS, "nearly"} else mine
    high = mine * (1 + _BESIDE) if hedge in LOWER_BOUNDS else mine
    if "about" in (hedge, given):
        low, high = min(low, mine * (1 - _WITHIN)), max(high, mine * (1 + _WITHIN))
    if mine == theirs and _leaves_out(hedge, given):
        return False
    return low - 1e-9 <= theirs <= high + 1e-9 or _is_rounded(mine, theirs)


def _leaves_out(hedge: str, given: str) -> bool:
    """Whether what is said with `hedge` of a number is false where it was `given` so: "more than 40" of 40."""
    if hedge in LOWER_BOUNDS and given in {*UPPER_BOUNDS, "nearly"}:
        return True
    if hedge in {*UPPER_BOUNDS, "nearly"} and given in LOWER_BOUNDS:
        return True
    return (hedge == "more" and given in {"", "at least"}) or (hedge == "fewer" and given in {"", "at most"})


def _comparable(item: _Number, other: _Number) -> tuple[float, float]:
    """Both numbers in one unit; as they are written where one has none, or no unit has both."""
    one, two = item.quantity, other.quantity
    if (one.unit == two.unit and one.kind != "date") or one.kind == two.kind == "clock":
        return one.value, two.value
    for small, large in ((one, two), (two, one)):
        if large.unit in _HUNDREDTHS.get(small.unit, ()):
            return (one.value / 100, two.value) if small is one else (one.value, two.value / 100)
    # What "200m" means is not sure where nothing says what is counted.
    if _LONE_M.search(item.text) and not two.unit:
        return one.amount * 1e6, two.amount
    if _LONE_M.search(other.text) and not one.unit:
        return one.amount, two.amount * 1e6
    return one.amount, two.amount


def _same_unit(item: _Number, other: _Number) -> bool:
    units = item.unit, other.unit
    return (
        units[0] == units[1] or units[1] in _HUNDREDTHS.get(units[0], ()) or units[0] in _HUNDREDTHS.get(units[1], ())
    )


def _is_rounded(mine: float, theirs: float) -> bool:
    """3.2 million said of 3,214,907: fewer digits of the same number."""
    if mine < 1000 or mine == theirs:
        return False
    written = len(f"{mine:.12g}".rstrip("0").replace(".", ""))
    return written >= 2 and float(f"{theirs:.{written}g}") == mine
