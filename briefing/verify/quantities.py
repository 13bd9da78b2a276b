"""Numbers in a text, and whether one text's numbers are licensed by another's.

"17", "seventeen" and "17.0" are one value; "3m", "3 million" and "3,000,000" too. A rounded number ("about 50",
"nearly 300", "more than 40") is licensed by a value that the words allow. English, and the French number words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.verify.passages import stem

__all__ = ["Quantity", "quantities", "unlicensed"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FRENCH_TENS = "vingt trente quarante cinquante soixante"
_VALUES: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_FRENCH.split())},
    **{word: float(value) for value, word in enumerate(_ONES.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
    **dict(zip(_FRENCH_TENS.split(), (20.0, 30.0, 40.0, 50.0, 60.0), strict=True)),
    "dozen": 12.0,
    "dozens": 12.0,
    "half": 0.5,
    "twice": 2.0,
    "both": 2.0,
    "couple": 2.0,
    "double": 2.0,
    "une": 1.0,
}
_NTH = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_ORDINALS: dict[str, float] = {word: float(value) for value, word in enumerate(_NTH.split(), 1)}
_SCALES: dict[str, float] = {
    **dict.fromkeys(("hundred", "hundreds", "cent", "cents"), 1e2),
    **dict.fromkeys(("thousand", "thousands", "mille", "k"), 1e3),
    **dict.fromkeys(("million", "millions", "m", "mn"), 1e6),
    **dict.fromkeys(("billion", "billions", "milliard", "milliards", "bn"), 1e9),
    **dict.fromkeys(("trillion", "tn"), 1e12),
}
_UNITS: dict[str, str] = {
    **dict.fromkeys(("%", "percent", "pct", "pourcent", "pc"), "per cent"),
    **dict.fromkeys(("$", "dollar", "dollars", "usd"), "dollars"),
    **dict.fromkeys(("£", "pound", "pounds", "gbp"), "pounds"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "euros"),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers", "kilomètres"), "kilometres"),
    **dict.fromkeys(("mile", "miles"), "miles"),
    **dict.fromkeys(("metre", "metres", "meter", "meters", "mètres"), "metres"),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilos"), "kilograms"),
    **dict.fromkeys(("tonne", "tonnes", "ton", "tons"), "tonnes"),
    **dict.fromkeys(("second", "seconds"), "seconds"),
    **dict.fromkeys(("minute", "minutes"), "minutes"),
    **dict.fromkeys(("hour", "hours", "heure", "heures"), "hours"),
    **dict.fromkeys(("day", "days", "jour", "jours"), "days"),
    **dict.fromkeys(("week", "weeks", "semaine", "semaines"), "weeks"),
    **dict.fromkeys(("month", "months", "mois"), "months"),
    **dict.fromkeys(("year", "years", "an", "ans", "année", "années"), "years"),
}
_ABOUT = re.compile(r"(?:about|around|roughly|approximately|some|circa|environ|près de|or so|an estimated)$")
_UNDER = re.compile(r"(?:nearly|almost|close to|just under|presque|up to|as many as|fewer than|less than|under)$")
_OVER = re.compile(r"(?:more than|over|at least|in excess of|upwards of|just over|plus de|au moins|above)$")
_WITHIN = 0.1
# Relative distance that "about" allows; "nearly" and "more than" allow 0.25 on their side.
_BESIDE = 0.25
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[%$£€]|[^\W\d_]+")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SPACED = re.compile(r"(\d) ?, ?(?=\d{3}(?!\d))")
# Tokenised news has "10 , 000" or "10, 000".
_DIGITS = re.compile(r"\d")
_SKIPPED = frozenset(
    ("other", "more", "new", "the", "of", "and", "a", "an", "to", "in", "on", "at", "for", "per", "people")
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number: its value, its unit (None where it has none we know), what is counted, and how it is rounded."""

    text: str
    value: float
    unit: str | None
    counted: str
    rounding: str = ""
    ordinal: bool = False


def quantities(text: str) -> list[Quantity]:
    """Every number of `text`, in order."""
    lower = re.sub(r"\bper cent\b|\bpour cent\b", "percent", text.casefold())
    lower = _SPACED.sub(r"\1,", lower)
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(lower)]
    found, position = list[Quantity](), 0
    while position < len(tokens):
        taken, quantity = _read(lower, tokens, position)
        if quantity:
            found.append(quantity)
        position += max(1, taken)
    return found


def unlicensed(claim: str, evidence: Sequence[str]) -> list[str]:
    """One reason for every number of `claim` that no number of `evidence` licenses."""
    known = [item for passage in evidence for item in quantities(passage)]
    plain = {token for passage in evidence for token in re.findall(r"[^\W\d_]+", passage.casefold())}
    return [reason for item in quantities(claim) if (reason := _fault(item, known, plain))]


def _fault(item: Quantity, known: Sequence[Quantity], plain: set[str]) -> str | None:
    same = [other for other in known if _licenses(item, other)]
    if not same:
        counted = [other for other in known if other.unit == item.unit and other.counted == item.counted]
        if item.value in _SMALL and plain & _SMALL[item.value] and not counted:
            return None
        return f"the evidence has no number {item.text}"
    units = {other.unit for other in same if other.unit}
    if item.unit and units and item.unit not in units:
        return f"the evidence has {item.text.split()[0]} {sorted(units)[0]}, not {item.unit}"
    rivals = [other for other in known if other.counted == item.counted and item.counted and not _licenses(item, other)]
    if rivals and not item.unit and not any(other.counted == item.counted or not other.counted for other in same):
        return f"the evidence has {rivals[0].text} {rivals[0].counted}…, not {item.text}"
    return None


_SMALL = {
    1.0: {"a", "an", "one", "single", "un", "une", "sole", "only", "another"},
    0.5: {"half"},
    2.0: {"two", "both", "pair", "couple", "twins", "twin", "duo", "double", "deux", "twice", "second", "and"},
}
# Words that make a small number without being one: "a man and a woman" are two.


def _licenses(item: Quantity, other: Quantity) -> bool:
    if item.ordinal != other.ordinal and item.value > 31:
        return False
    low, high = item.value, item.value
    if item.rounding == "about" or other.rounding == "about":
        low, high = item.value * (1 - _WITHIN), item.value * (1 + _WITHIN)
    if item.rounding == "under":
        low = item.value * (1 - _BESIDE)
    elif item.rounding == "over":
        high = item.value * (1 + _BESIDE)
    if item.rounding and other.rounding and {item.rounding, other.rounding} == {"under", "over"}:
        return item.value != other.value and low <= other.value <= high
    return low - 1e-9 <= other.value <= high + 1e-9 or _is_rounded(item, other)


def _is_rounded(item: Quantity, other: Quantity) -> bool:
    """3.2 million said of 3,214,907: fewer digits of the same number."""
    if item.value < 1000 or item.value == other.value:
        return False
    digits = len(f"{item.value:.12g}".rstrip("0").replace(".", ""))
    return digits >= 2 and float(f"{other.value:.{digits}g}") == item.value


def _read(text: str, tokens: Sequence[tuple[str, int, int]], start: int) -> tuple[int, Quantity | None]:
    """The number that begins at token `start`, and how many tokens it takes."""
    word = tokens[start][0]
    ordinal = word in _ORDINALS
    value = _ORDINALS.get(word) if ordinal else _value(word)
    if value is None:
        return 1, None
    position = start + 1
    while position < len(tokens) and text[tokens[position - 1][2] : tokens[position][1]] in ("", " ", "-", " and "):
        following = tokens[position][0]
        if following in _SCALES and not (following in ("m", "k") and tokens[position][1] != tokens[position - 1][2]):
            value *= _SCALES[following]
        elif not _DIGITS.search(word) and (more := _VALUES.get(following)) and _continues(value, more):
            value += more
        elif (
            following == "and"
            and position + 1 < len(tokens)
            and _continues(value, _value(tokens[position + 1][0]) or 0)
        ):
            value += _value(tokens[position + 1][0]) or 0
            position += 1
        elif following in ("st", "nd", "rd", "th") and tokens[position][1] == tokens[position - 1][2]:
            ordinal = True
        else:
            break
        position += 1
    unit, counted = _noun(tokens, start, position, text)
    rounding = _rounding(text[: tokens[start][1]].rstrip(" $£€"))
    shown = text[tokens[start][1] : tokens[position - 1][2]]
    return position - start, Quantity(shown, value, unit, counted, rounding, ordinal)


def _continues(value: float, more: float) -> bool:
    """Whether `more` can follow `value` in one number: twenty-four, two hundred (and) six."""
    return 0 < more < value and (
        (value in (20, 30, 40, 50, 60, 70, 80, 90) and more < 10) or (value >= 100 and more < 100)
    )


def _value(word: str) -> float | None:
    if not _DIGITS.match(word):
        return _VALUES.get(word)
    number = word.replace(",", "") if _GROUPS.fullmatch(word) else word.replace(",", ".")
    try:
        return float(number)
    except ValueError:
        return float(re.sub(r"\D", "", word))


def _noun(tokens: Sequence[tuple[str, int, int]], start: int, end: int, text: str) -> tuple[str | None, str]:
    """The unit of a number and the word it counts, from the tokens around it."""
    before = tokens[start - 1][0] if start else ""
    if before in ("$", "£", "€"):
        return _UNITS[before], ""
    for position in range(end, min(end + 2, len(tokens))):
        word = tokens[position][0]
        if word in ("per", "a", "an") or re.search(r"[.,;:!?]", text[tokens[position - 1][2] : tokens[position][1]]):
            break
        if word in _UNITS:
            return _UNITS[word], ""
        if word not in _SKIPPED:
            return None, stem(word)
    return None, ""


def _rounding(before: str) -> str:
    for name, pattern in (("about", _ABOUT), ("under", _UNDER), ("over", _OVER)):
        if pattern.search(before):
            return name
    return ""
