"""Numbers in running text as quantities: "$1.2bn", "twelve people", "4,5 pour cent", "31 October".

Comes in: a text and its language (which decides whether a comma is a decimal point). Goes out: quantities with a
comparable value and unit, what they count, and where they stand. Rounded and hedged figures keep their precision, so
that "about 1,200" and "1,187" need not disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from briefing.text.unicode import lowered

__all__ = ["Quantity", "agree", "parse", "values"]

Kind = Literal["count", "measure", "money", "percent", "date", "clock", "year"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure. `value` is in the base of `unit` (seconds, metres, the currency); `noun` is the word it counts.

    `step` is the precision it was given with (1,200 -> 100, 4.5 -> 0.1), `hedge` how it was limited: "about", "more",
    "fewer" or "". `start` and `end` index the text.
    """

    value: float
    unit: str
    kind: Kind
    noun: str
    step: float
    hedge: str
    start: int
    end: int

    @property
    def is_time(self) -> bool:
        """Whether it is a day or a time of day, of which neither is larger than the other."""
        return self.kind in {"date", "clock"}


_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("second", "seconds", "seconde", "secondes", "sec"), ("second", 1.0)),
    **dict.fromkeys(("minute", "minutes", "min"), ("second", 60.0)),
    **dict.fromkeys(("hour", "hours", "heure", "heures"), ("second", 3600.0)),
    **dict.fromkeys(("day", "days", "jour", "jours"), ("second", 86400.0)),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), ("second", 604800.0)),
    **dict.fromkeys(("month", "months", "mois"), ("month", 1.0)),
    **dict.fromkeys(("year", "years", "an", "ans", "année", "années"), ("month", 12.0)),
    **dict.fromkeys(("metre", "metres", "meter", "meters", "mètre", "mètres"), ("metre", 1.0)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers", "kilomètres"), ("metre", 1000.0)),
    **dict.fromkeys(("mile", "miles"), ("metre", 1609.344)),
    **dict.fromkeys(("foot", "feet", "ft"), ("metre", 0.3048)),
    **dict.fromkeys(("centimetre", "centimetres", "cm"), ("metre", 0.01)),
    **dict.fromkeys(("millimetre", "millimetres", "mm"), ("metre", 0.001)),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilos", "kilogrammes"), ("gram", 1000.0)),
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons"), ("gram", 1e6)),
    **dict.fromkeys(("hectare", "hectares", "ha"), ("hectare", 1.0)),
    **dict.fromkeys(("acre", "acres"), ("hectare", 0.404686)),
    **dict.fromkeys(("litre", "litres", "liter", "liters"), ("litre", 1.0)),
    **dict.fromkeys(("degree", "degrees", "degrés"), ("degree", 1.0)),
    **dict.fromkeys(("mw", "megawatt", "megawatts"), ("watt", 1e6)),
    **dict.fromkeys(("gw", "gigawatt", "gigawatts"), ("watt", 1e9)),
    **dict.fromkeys(("mph",), ("mph", 1.0)),
    **dict.fromkeys(("knot", "knots", "nœuds"), ("knot", 1.0)),
}
_CURRENCIES: dict[str, str] = {
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    **{form: form.rstrip("s") for name in ("dollar", "euro", "pound", "crown", "franc") for form in (name, name + "s")},
    **dict.fromkeys(("krone", "kroner", "krona", "kronor", "koruna"), "krone"),
    **dict.fromkeys(("couronne", "couronnes"), "crown"),
    **dict.fromkeys(("yen", "yuan", "rupees", "rubles", "roubles", "pesos", "marks", "hryvnias"), ""),
}
_CURRENCIES |= {name: name.rstrip("s") for name, unit in _CURRENCIES.items() if not unit}
_SCALES = {
    **dict.fromkeys(("k", "thousand", "mille"), 1e3),
    **dict.fromkeys(("m", "mn", "million", "millions", "млн"), 1e6),
    **dict.fromkeys(("bn", "b", "billion", "billions", "milliard", "milliards", "млрд"), 1e9),
    **dict.fromkeys(("tn", "trillion", "trillions"), 1e12),
}
_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_WORDS: dict[str, float] = {
    **{word: float(number) for number, word in enumerate(_SMALL)},
    **{
        word: 10.0 * number
        for number, word in enumerate(
            ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
        )
    },
    "dozen": 12.0,
    **{
        word: float(number)
        for number, word in enumerate(
            ["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"], start=2
        )
    },
    "vingt": 20.0,
    "trente": 30.0,
    "quarante": 40.0,
    "cinquante": 50.0,
    "soixante": 60.0,
}
_TENS = {word for word, value in _WORDS.items() if value >= 20}
_MONTHS = {
    name: number
    for names in (
        "january february march april may june july august september october november december",
        "jan feb mar apr may jun jul aug sep oct nov dec",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    )
    for number, name in enumerate(names.split(), start=1)
}
_HEDGES = {
    "about": ("about", "around", "some", "roughly", "nearly", "almost", "approximately", "close to", "an estimated",
              "estimated", "barely", "environ", "près de", "quelque", "presque", "близько", "майже"),
    "more": ("more than", "over", "at least", "above", "upwards of", "plus de", "au moins", "понад", "щонайменше"),
    "fewer": ("fewer than", "less than", "under", "up to", "at most", "below", "as many as", "moins de", "jusqu'à"),
}  # fmt: skip
_HEDGE = re.compile(
    r"\b(?:"
    + "|".join(re.escape(word) for forms in _HEDGES.values() for word in sorted(forms, key=len)[::-1])
    + r")\s+$",
    re.IGNORECASE,
)
_MONTH = "|".join(sorted(map(re.escape, _MONTHS), key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th|er)?(?:\s+of)?\s+({_MONTH})"
    rf"|({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?)\b(?!\s*%)",
    re.IGNORECASE,
)
# One of them is in every text that names a month: to look for them is quicker than the pattern.
_MONTH_SIGNS = tuple(name for name in _MONTHS if not any(other != name and other in name for other in _MONTHS))
_CLOCK = re.compile(
    r"\b(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.)(?!\w)|\b([01]?\d|2[0-3])[:h](\d{2})\b", re.IGNORECASE
)
_DIGITS = r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_WORD_NUMBERS = "|".join(sorted(_WORDS, key=len, reverse=True))
_SPELT = rf"(?:{_WORD_NUMBERS})(?:[\s-](?:{_WORD_NUMBERS}))?(?:\s+hundred)?"
_SCALE = "|".join(sorted(map(re.escape, _SCALES), key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,:/])(?<![^\W\d_]-)(?P<sign>[$€£¥]\s?)?(?:(?P<digits>{_DIGITS})|(?P<spelt>\b(?:{_SPELT})\b))"
    rf"(?:(?:\s|-)?(?P<scale>{_SCALE})\b)?"
    r"(?P<percent>\s?%|\s(?:per cent|percent|pour cent|percentage points?)\b)?(?![\d:/])",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\s-]*(?:of\s+|de\s+)?([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "and",
        "or",
        "that",
        "which",
        "who",
        "were",
        "was",
        "are",
        "is",
        "be",
        "been",
        "have",
        "has",
        "had",
        "after",
        "before",
        "more",
        "other",
        "others",
        "another",
        "new",
        "old",
        "people's",
        "its",
        "their",
        "his",
        "her",
        "le",
        "la",
        "les",
        "des",
        "du",
        "et",
        "ou",
        "qui",
        "dont",
        "sont",
        "ont",
        "a",
        "été",
    ]
)


_DIGIT = re.compile(r"\d")
# Texts whose figures are remembered: within a story the same sentence is asked about again and again.
_REMEMBERED = 8192


@lru_cache(maxsize=_REMEMBERED)
def parse(text: str, language: str = "en") -> tuple[Quantity, ...]:
    """The quantities of `text` in reading order; a date or time of day is one quantity."""
    found: list[Quantity] = []
    if _DIGIT.search(text):
        plain = lowered(text)
        if any(sign in plain for sign in _MONTH_SIGNS):
            found += [_date(match) for match in _DATE.finditer(text)]
        found += [_clock(match) for match in _CLOCK.finditer(text)]
    taken = [(quantity.start, quantity.end) for quantity in found]
    for match in _NUMBER.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            quantity = _quantity(match, text, language)
            if quantity:
                found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


@lru_cache(maxsize=_REMEMBERED)
def values(text: str, language: str = "en") -> frozenset[tuple[str, float]]:
    """(unit, value) of every quantity, for asking whether one text gives all figures of another."""
    return frozenset((quantity.unit, round(quantity.value, 6)) for quantity in parse(text, language))


def agree(one: Quantity, two: Quantity) -> bool:
    """Whether both can be true of the same fact, given how precisely and with what hedge each is stated."""
    if one.unit != two.unit:
        return False
    if one.value == two.value:
        return True
    if one.kind in {"date", "clock", "year"}:
        return False
    small, large = sorted((one, two), key=lambda quantity: quantity.value)
    if "more" in small.hedge or "fewer" in large.hedge:
        return small.value >= 0.5 * large.value or small.value <= _FEW
    coarse, fine = sorted((one, two), key=lambda quantity: quantity.step, reverse=True)
    if coarse.step > fine.step and abs(coarse.value - fine.value) <= coarse.step / 2:
        return True
    hedged = "about" in (one.hedge, two.hedge)
    return hedged and abs(one.value - two.value) <= _HEDGED_SLACK * large.value


# "At least one" says that there was one, and no more.
_FEW = 2
# "About 1,150" and "1,187" agree; "about 450" and "600" do not.
_HEDGED_SLACK = 0.05


def _date(match: re.Match[str]) -> Quantity:
    day, month = (match[1], match[2]) if match[1] else (match[4], match[3])
    value = _MONTHS[lowered(month)] * 100 + int(day)
    return Quantity(float(value), "date", "date", "", 1.0, "", match.start(), match.end())


def _clock(match: re.Match[str]) -> Quantity:
    hour, minute = int(match[1] or match[4]), int(match[2] or match[5] or 0)
    if (match[3] or "").lower().startswith("p") and hour < 12:
        hour += 12
    return Quantity(float(hour * 60 + minute), "clock", "clock", "", 1.0, "", match.start(), match.end())


def _quantity(match: re.Match[str], text: str, language: str) -> Quantity | None:
    raw = match["digits"]
    value, step = _digits(raw, language) if raw else _spelt(match["spelt"])
    hedge = _hedge_before(text[: match.start()])
    scale = _SCALES.get(lowered(match["scale"] or ""), 1.0)
    noun, end = _noun(text, match.end())
    if raw is None and lowered(match["spelt"]) in {"one", "six", "dix"} and not noun:
        return None
    unit, factor, kind = "", 1.0, "count"
    metre = match["scale"] == "m" and not match["sign"] and noun not in _CURRENCIES
    if match["percent"]:
        unit, kind, noun = "%", "percent", ""
    elif match["sign"] or noun in _CURRENCIES:
        unit, kind = _CURRENCIES[(match["sign"] or noun).strip()], "money"
    elif metre and language == "en" and value < 1000 and not noun:
        unit, factor, kind, scale = "metre", 1.0, "measure", 1.0
    elif noun in _UNITS:
        (unit, factor), kind = _UNITS[noun], "measure"
    elif raw and scale == 1 and len(raw) == 4 and raw[:2] in {"19", "20"} and not match["sign"]:
        unit, kind = "year", "year"
    end = end if kind in {"money", "measure"} and noun else match.end()
    total = scale * factor
    return Quantity(value * total, unit, kind, noun if kind == "count" else "", step * total, hedge, match.start(), end)  # type: ignore[arg-type]


def _hedge_before(before: str) -> str:
    match = _HEDGE.search(before[-24:])
    if not match:
        return ""
    word = lowered(match.group().strip())
    return next(name for name, forms in _HEDGES.items() if word in forms)


def _digits(raw: str, language: str) -> tuple[float, float]:
    """Value and precision. In English a comma groups thousands; elsewhere a dot or space does."""
    grouped = re.fullmatch(r"\d{1,3}(?:[,.\u00a0\u202f ]\d{3})+", raw)
    separator = raw.lstrip("0123456789")[:1]
    decimal = "." if language == "en" else ","
    if grouped and separator != decimal:
        plain = re.sub(r"\D", "", raw)
    else:
        plain = raw.replace(",", ".") if raw.count(",") + raw.count(".") == 1 else re.sub(r"\D", "", raw)
    if "." in plain:
        return float(plain), 10.0 ** -len(plain.partition(".")[2])
    zeros = len(plain) - len(plain.rstrip("0"))
    return float(plain), 10.0 ** (zeros if zeros >= 2 else min(zeros, 1) if len(plain) > 1 else 0)


def _spelt(raw: str) -> tuple[float, float]:
    parts = re.split(r"[\s-]+", lowered(raw))
    hundred = parts[-1] == "hundred"
    numbers = [_WORDS[part] for part in parts if part != "hundred"]
    tens = len(numbers) == 2 and parts[0] in _TENS and numbers[1] < 10
    value = sum(numbers) if tens else numbers[0] * (numbers[1] if numbers[1:] == [12.0] else 1)
    return (value * 100, 100.0) if hundred else (value, 12.0 if "dozen" in parts else 1.0)


def _noun(text: str, end: int) -> tuple[str, int]:
    """The word that a number counts, in lower case, and where it ends: the next one that is not a function word."""
    for _ in range(2):
        match = _NEXT.match(text, end)
        if not match:
            return "", end
        word, end = re.sub(r"^[dl]['’]", "", match[1].lower()), match.end()
        if word not in _STOP:
            return ("" if match[1][0].isupper() else word), end
    return "", end
