"""Numbers in running text as quantities: "$1.2bn", "five hundred and six", "4,5 pour cent", "no more than 60 cents".

Comes in: a text and its language, which decides what its number words, units and hedges are, and whether a comma stands
before decimals or between thousands. Goes out: quantities with a comparable value and unit, what they count, how they
are limited, and where they stand. This is the one reader of numbers: `briefing.verify` asks whether one text's
quantities license another's, `briefing.stories` whether two of them agree. What it must read stands in
tests/language/quantities.yaml.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, TypeVar

from briefing.language import month_and_day_names, of
from briefing.language.decimal_marks import decimal_mark
from briefing.language.language_words import SIGNS, Hedge, Language, alternatives
from briefing.language.parse_numerals import Numeral, Numerals
from briefing.text.decode_and_clean import lowered
from briefing.text.plain_digits import plain_digits

__all__ = ["LOWER_BOUNDS", "UPPER_BOUNDS", "Quantity", "agree", "parse", "read", "values"]

Kind = Literal["count", "measure", "money", "percent", "date", "clock", "year", "ordinal", "loose", "label"]

LOWER_BOUNDS: frozenset[Hedge] = frozenset(("more", "at least"))
UPPER_BOUNDS: frozenset[Hedge] = frozenset(("fewer", "at most"))
# Kinds of numbers that are no figures: "the third time", "both", "F-16".
_NO_FIGURES = frozenset(("ordinal", "loose", "label"))


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text.

    `amount` is what is written, `value` the same in `unit`, which is a base unit (seconds, metres, the currency): of
    "two hours" 2 and 7200. `noun` is the word that is counted, `step` the precision (1,200 -> 100, 4.5 -> 0.1), `hedge`
    how the figure is limited. It stands at `start` to `end`; with its hedge it begins at `opening`, and
    ends at `closing` where the hedge stands behind it.
    """

    value: float
    unit: str
    kind: Kind
    noun: str
    step: float
    hedge: Hedge
    start: int
    end: int
    amount: float
    opening: int
    closing: int = 0

    @property
    def is_time(self) -> bool:
        """Whether it is a day or a time of day, of which neither is larger than the other."""
        return self.kind in {"date", "clock"}

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the largest value that the words allow, as far as they set one."""
        least = -math.inf if self.hedge in UPPER_BOUNDS else self.value
        most = math.inf if self.hedge in LOWER_BOUNDS else self.value
        return least, most


# Texts whose figures are remembered: within a story the same sentence is asked about again and again.
_REMEMBERED = 8192
# Characters before a figure in which its hedge stands.
_HEDGE_REACH = 32
# "At least one" says that there was one, and no more.
_FEW = 2
# What a truncated figure may leave out, as a share of the precise one: "138 million" of 138.7, not "30" of 37.
_CUT_OFF = 0.03
# "About 1,150" and "1,187" agree; "about 450" and "600" do not.
_HEDGED_SLACK = 0.05
# Metres up to which "200m" is a distance, where nothing is counted.
_FARTHEST = 1000
# Words after a figure up to the one that it counts: "five other people".
_APART = 2
_Value = TypeVar("_Value")
_LIKE_APOSTROPHE = str.maketrans("’ʼ", "''")
_PLAIN_SIGNS = str.maketrans("’ʼ٪％", "''%%")
_NOTHING = "(?!)"
_DIGIT = re.compile(r"\d")
_RUN_OF_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SIGN_BEHIND = re.compile(rf"\s?({alternatives(SIGNS)})(?!\d)")
# In the scripts of India and Thailand vowels are marks, which are no letters to `\\w`.
_LETTERS = r"(?:[^\W\d_]|[\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e])+"
_WORD = re.compile(rf"{_LETTERS}(?:['-]{_LETTERS})*")
# What the number of a name follows or has behind it: "NBC 4", "S&P 500", "5G".
_ABBREVIATION = re.compile(r"(?<![\w.&])[A-Z](?:[.&]?[A-Z])+\.? $")
_LETTER = re.compile(r"[A-Z](?![a-z])")
# Digits of a channel or an index; longer numbers behind an abbreviation count something.
_OF_A_NAME = 3


@lru_cache(maxsize=_REMEMBERED)
def parse(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The figures of `text` in reading order; a date or time of day is one quantity."""
    return tuple(quantity for quantity in read(text, language) if quantity.kind not in _NO_FIGURES)


@lru_cache(maxsize=_REMEMBERED)
def read(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """Every number of `text` in reading order, also those that are no figures: ordinals, "both", the 16 of "F-16"."""
    return _reader(language).read(text)


@lru_cache(maxsize=_REMEMBERED)
def values(text: str, language: str = "en") -> frozenset[tuple[str, float]]:
    """(unit, value) of every figure, for asking whether one text gives all figures of another."""
    return frozenset((quantity.unit, round(quantity.value, 6)) for quantity in parse(text, language))


def agree(one: Quantity, two: Quantity) -> bool:
    """Whether both can be true of the same fact, given how precisely and with what hedge each is stated."""
    if one.unit != two.unit:
        return False
    if one.value == two.value:
        return not _exclude_each_other(one.hedge, two.hedge)
    if one.kind in {"date", "clock", "year"}:
        return False
    small, large = sorted((one, two), key=lambda quantity: quantity.value)
    if small.hedge in LOWER_BOUNDS or large.hedge in UPPER_BOUNDS:
        return small.value >= 0.5 * large.value or small.value <= _FEW
    # "At least 40" is no rounded 37.
    if large.hedge in LOWER_BOUNDS or small.hedge in UPPER_BOUNDS:
        return False
    coarse, fine = sorted((one, two), key=lambda quantity: quantity.step, reverse=True)
    if coarse.step > fine.step and (abs(coarse.value - fine.value) <= coarse.step / 2 or _is_cut(fine, coarse)):
        return True
    hedged = bool({"about", "nearly"} & {one.hedge, two.hedge})
    return hedged and abs(one.value - two.value) <= _HEDGED_SLACK * large.value


def _is_cut(fine: Quantity, coarse: Quantity) -> bool:
    """Whether the coarser figure is the finer one with its last digits left out."""
    left_out = abs(fine.value) - abs(coarse.value)
    return 0 <= left_out < coarse.step and left_out <= _CUT_OFF * abs(fine.value)


def _exclude_each_other(one: Hedge, two: Hedge) -> bool:
    """Whether of one number both cannot be said: "more than 60" and "no more than 60"."""
    both = {one, two}
    return bool(both & LOWER_BOUNDS and both & UPPER_BOUNDS) and both != {"at least", "at most"}


@cache
def _reader(code: str) -> _Reader:
    return _Reader(of(code))


class _Reader:
    """The patterns of one language. Texts are in lower case, with plain apostrophes, when they are read with them."""

    def __init__(self, words: Language) -> None:
        self._words = words
        self._numerals = Numerals(words.numbers, decimal_mark(words.code))
        self._times = _Times(words, month_and_day_names.months(words.code))
        self._singles = {*self._words.numbers.articles, *self._words.numbers.singles, *self._words.numbers.loose}
        self._currencies = _lowered(words.currencies)
        self._measures = _lowered(words.units)
        self._units = {**self._measures, **self._currencies}
        self._hedges, self._hedges_after = _lowered(words.hedges), _lowered(words.hedges_after)
        self._rates = frozenset(map(lowered, words.rates))
        self._not_counted = frozenset(map(lowered, words.not_counted))
        self._percent = re.compile(rf"\s?%|[\s-](?:{_any(self._words.percent)})(?!\w)")
        self._hedge = re.compile(rf"(?<!\w)(?:({_any(self._hedges)})\s+|({_elided(self._hedges)}))$")
        self._percent_ahead = re.compile(rf"(?<!\w)(?:{_any(words.percent_before)})\s?$")
        self._hedge_behind = re.compile(rf"\s({_any(self._hedges_after)})(?!\w)")
        self._joined = re.compile(rf"[\s-]*(?:(?:{_any(self._words.of)})\s+|d')?")

    def read(self, text: str) -> tuple[Quantity, ...]:
        """Every number of `text`."""
        plain = plain_digits(lowered(text)).translate(_PLAIN_SIGNS)
        found = self._times.read(plain)
        taken = [(quantity.start, quantity.end) for quantity in found]
        position = 0
        while step := self._numerals.next(plain, position):
            numeral, position = step
            within = [end for start, end in taken if numeral and start < numeral.end and numeral.start < end]
            if within:
                position = max(within)
            elif numeral:
                quantity = self._quantity(numeral, plain, text)
                found.append(quantity)
                taken.append((quantity.start, quantity.end))
                position = max(position, quantity.end)
        return tuple(sorted((*found, *_labels(plain, taken)), key=lambda quantity: quantity.start))

    def _quantity(self, numeral: Numeral, plain: str, text: str) -> Quantity:
        ahead = self._percent_ahead.search(plain, 0, numeral.start)
        hedge, opening = self._hedge_before(plain, ahead.start() if ahead else numeral.start)
        case = self._words.number_case.match(plain, numeral.end)
        cased_end = case.end() if case else numeral.end
        # A case without a word of a bound behind it ends what is said of a number: "sayısı 15'e yükseldi".
        alone = case and not self._hedge_behind.match(plain, cased_end)
        noun, noun_end = ("", cased_end) if alone else self._noun(plain, text, cased_end)
        unit, factor, kind, end = self._unit(numeral, noun, plain)
        if noun in self._units and kind in {"money", "measure"} and not numeral.sign:
            end = noun_end
        if ahead and kind in {"count", "loose", "year"}:
            unit, kind = "%", "percent"
        if kind in {"count", "loose"} and not hedge and self._is_label(numeral, noun, text):
            kind = "label"
        if kind == "loose" and (hedge or (noun and numeral.word in self._words.numbers.singles)):
            kind = "count"
        behind = self._hedge_behind.match(plain, max(cased_end, end)) or self._hedge_behind.match(
            plain, max(end, noun_end if noun else end)
        )
        before = bool(hedge)
        if behind and not before:
            hedge = self._hedges_after[behind[1]]
        metres = unit == "metre" and numeral.metres is not None
        amount, scale = (numeral.metres or 0.0, 1 / numeral.scale) if metres else (numeral.value, factor)
        return Quantity(
            value=amount * factor,
            unit=unit,
            kind=kind,
            noun="" if kind in {"money", "measure", "percent", "year"} else _spelt(noun, text, noun_end),
            step=numeral.step * scale,
            hedge=hedge or ("about" if numeral.is_round else ""),
            start=numeral.start,
            end=end,
            amount=amount,
            opening=opening,
            closing=behind.end() if behind and not before else 0,
        )

    def _is_label(self, numeral: Numeral, noun: str, text: str) -> bool:
        """Whether a number belongs to a name and counts nothing: "5G", "Channel 9", "NBC 4 said", "Phase One"."""
        before = text[: numeral.start]
        counted = bool(noun) and noun not in self._words.reading.saying
        if not numeral.plain:
            return bool(numeral.word) and text[numeral.start].isupper() and self._is_numbered(before, counted=counted)
        if _LETTER.match(text, numeral.end) or self._is_numbered(before, counted=counted):
            return True
        short = _ABBREVIATION.search(before)
        return len(numeral.plain) <= _OF_A_NAME and short is not None and (not counted or "&" in short[0])

    def _is_numbered(self, before: str, *, counted: bool) -> bool:
        """Whether the word before a number is one of things that have numbers: "Section 230"."""
        words = before[-_HEDGE_REACH:].split()
        if not words or not before.endswith(" ") or words[-1].lower() not in self._words.numbered:
            return False
        return words[-1][0].isupper() or not counted

    def _unit(self, numeral: Numeral, noun: str, plain: str) -> tuple[str, float, Kind, int]:
        """Unit, its size in base units, the kind of the number, and where it ends with a sign."""
        if numeral.ordinal:
            return "", 1.0, "ordinal", numeral.end
        if found := self._percent.match(plain, numeral.end):
            return "%", 1.0, "percent", found.end()
        if numeral.sign:
            return SIGNS[numeral.sign], 1.0, "money", numeral.end
        if found := _SIGN_BEHIND.match(plain, numeral.end):
            return SIGNS[found[1]], 1.0, "money", found.end()
        if noun in self._currencies:
            return *self._currencies[noun], "money", numeral.end
        if numeral.metres is not None and numeral.metres < _FARTHEST and not noun:
            return "metre", 1.0, "measure", numeral.end
        if noun in self._measures:
            return *self._measures[noun], "measure", numeral.end
        if len(numeral.plain) == 4 and numeral.plain[:2] in {"19", "20"}:
            return "year", 1.0, "year", numeral.end
        return "", 1.0, "loose" if numeral.word in self._singles else "count", numeral.end

    def _hedge_before(self, plain: str, start: int) -> tuple[Hedge, int]:
        """How the number at `start` is limited, and where the words for it begin."""
        reach = max(0, start - _HEDGE_REACH)
        match = self._hedge.search(plain[reach:start])
        return (self._hedges[match[1] or match[2]], reach + match.start()) if match else ("", start)

    def _noun(self, plain: str, text: str, end: int) -> tuple[str, int]:
        """The word that a number counts, and where it ends: the next one that is not a function word."""
        for _ in range(_APART):
            joined = self._joined.match(plain, end)
            match = _WORD.match(plain, joined.end() if joined else end)
            if not match or match[0] in self._rates:
                return "", end
            if self._numerals.is_word(match[0]) and match[0] not in self._units:
                return "", end
            word, end = match[0], match.end()
            if word not in self._not_counted:
                is_name = (
                    text[match.start()].isupper()
                    and word not in self._units
                    and not self._words.verification.nouns_have_capitals
                )
                return ("" if is_name else word), end
        return "", end


def _spelt(noun: str, text: str, end: int) -> str:
    """A noun that ends at `end` as its language spells it: with "ı" where it was read as "i"."""
    written = text[end - len(noun) : end].lower().translate(_LIKE_APOSTROPHE)
    return written if lowered(written) == noun else noun


def _lowered(words: Mapping[str, _Value]) -> dict[str, _Value]:
    """The words as they stand in a text that is read: in lower case, with "i" for "ı"."""
    return {lowered(word): value for word, value in words.items()}


class _Times:
    """The dates and times of day of a text in one language."""

    def __init__(self, words: Language, months: Mapping[str, int]) -> None:
        self._months = months
        # One of them is in every text that names a month: to look for them is quicker than the pattern.
        self._signs = tuple(name for name in months if not any(other != name and other in name for other in months))
        month, marks = _any(months), _any(words.day_marks)
        day_first = rf"(?P<day>\d{{1,2}})(?:{marks})?(?:\s+(?:{_any(words.of)}))?\s+(?P<month>{month})"
        month_first = rf"(?P<first>{month if words.month_first else _NOTHING})\.?\s+(?P<second>\d{{1,2}})(?:{marks})?"
        self._date = re.compile(rf"(?<!\w)(?:{day_first}|{month_first})(?!\w)(?!\s*%)")
        named = rf"|(?P<named>\d{{1,2}})(?:[:.](?P<past>\d{{2}}))?\s*(?:{words.clock_mark or _NOTHING})(?!\w)"
        self._clock = re.compile(
            r"(?<!\w)(?:(?P<twelve>\d{1,2})(?:[:.h](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.)(?!\w)"
            rf"|(?P<hour>[01]?\d|2[0-3])(?:[:h]|\sh\s)(?P<sixty>\d{{2}})(?!\w){named})"
        )

    def read(self, plain: str) -> list[Quantity]:
        """The dates and times of day of `plain`."""
        if not _DIGIT.search(plain):
            return []
        dates = self._date.finditer(plain) if any(sign in plain for sign in self._signs) else ()
        return [*map(self._day, dates), *map(_time_of_day, self._clock.finditer(plain))]

    def _day(self, match: re.Match[str]) -> Quantity:
        month, day = match["month"] or match["first"], float(match["day"] or match["second"])
        return _time("date", self._months[month] * 100 + day, day, match)


def _time_of_day(match: re.Match[str]) -> Quantity:
    hour = int(match["twelve"] or match["hour"] or match["named"])
    minute = int(match["minute"] or match["sixty"] or match["past"] or 0)
    if (match["half"] or "").startswith("p") and hour < 12:
        hour += 12
    return _time("clock", float(hour * 60 + minute), float(hour), match)


def _time(kind: Literal["date", "clock"], value: float, amount: float, match: re.Match[str]) -> Quantity:
    return Quantity(value, kind, kind, "", 1.0, "", match.start(), match.end(), amount, match.start())


def _labels(plain: str, taken: Sequence[tuple[int, int]]) -> list[Quantity]:
    """The digits that belong to no quantity: the number of a name, a version, a date in figures."""
    found = []
    for match in _RUN_OF_DIGITS.finditer(plain):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            amount = float(re.sub(r"\D", "", match[0]))
            found.append(Quantity(amount, "", "label", "", 1.0, "", *match.span(), amount, match.start()))
    return found


def _any(words: Iterable[str]) -> str:
    return alternatives(words) or _NOTHING


def _elided(phrases: Iterable[str]) -> str:
    """Those that end in an apostrophe, behind which no space follows: "plus d'"."""
    return _any(phrase for phrase in phrases if phrase.endswith("'"))
