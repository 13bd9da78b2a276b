"""Numbers in a text, and whether one text's numbers are licensed by another's.

"17", "seventeen" and "17.0" are one value; "3m", "3 million" and "3,000,000" too. A rounded number ("about 50",
"nearly 300", "more than 40") is licensed by a value that the words allow. A number that stands in the text is not yet
licensed: where the sentence that the claim repeats counts the same thing with another number, and the claim's number
stands somewhere else, it is the wrong one. English; number words up to twelve in French, German, Spanish and Ukrainian.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from briefing.verify.passages import stem, word_set, words

__all__ = ["Quantity", "quantities", "unlicensed"]

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_FRENCH_TENS = "vingt trente quarante cinquante soixante"
# Without the words that are others in English: "elf", "once".
_FOREIGN = (
    "_ _ zwei drei vier fünf sechs sieben acht neun zehn _ zwölf",
    "_ _ dos tres cuatro cinco seis siete ocho nueve diez _ doce",
    "_ _ два три чотири п'ять шість сім вісім дев'ять десять одинадцять дванадцять",
    "_ _ дві _ _ п'яти шести семи восьми дев'яти десяти одинадцяти дванадцяти",
    "_ _ двох трьох чотирьох п'ятьох шістьох сімох вісьмох _ _ _ _",
)
_VALUES: dict[str, float] = {
    **{word: float(value) for value, word in enumerate(_FRENCH.split())},
    **{word: float(value) for value, word in enumerate(_ONES.split())},
    **{word: 10.0 * value for value, word in enumerate(_TENS.split(), 2)},
    **dict(zip(_FRENCH_TENS.split(), (20.0, 30.0, 40.0, 50.0, 60.0), strict=True)),
    **{word: float(value) for line in _FOREIGN for value, word in enumerate(line.split()) if word != "_"},
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
# Relative distance that "about" allows; "nearly" and "more than" allow 0.25 on their side.
_WITHIN = 0.1
_BESIDE = 0.25
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[%$£€]|[^\W\d_]+(?:'[^\W\d_]+)?")
_GROUPS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
# Tokenised news has "10 , 000" or "10, 000".
_SPACED = re.compile(r"(\d) ?, ?(?=\d{3}(?!\d))")
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
    noun: str = ""


def quantities(text: str) -> list[Quantity]:
    """Every number of `text`, in order."""
    return list(_quantities(text))


@lru_cache(maxsize=4096)
def _quantities(text: str) -> tuple[Quantity, ...]:
    lower = re.sub(r"\bper cent\b|\bpour cent\b", "percent", text.casefold().replace("’", "'"))
    lower = _SPACED.sub(r"\1,", lower)
    tokens = [(found[0], found.start(), found.end()) for found in _TOKEN.finditer(lower)]
    found, position = list[Quantity](), 0
    while position < len(tokens):
        taken, quantity = _read(lower, tokens, position)
        if quantity:
            found.append(quantity)
        position += max(1, taken)
    return tuple(found)


def unlicensed(claim: str, evidence: Sequence[str]) -> list[str]:
    """One reason for every number of `claim` that no number of `evidence` licenses."""
    own = quantities(claim)
    if not own:
        return []
    read = [quantities(passage) for passage in evidence]
    plain = {token for passage in evidence for token in re.findall(r"[^\W\d_]+", passage.casefold())}
    reasons = [_fault(item, [other for found in read for other in found], plain) for item in own]
    if not any(reasons):
        shares = _shares(claim, own, evidence)
        reasons = [
            _other_count(item, read, shares) or _elsewhere(item, own, read, shares) or _part(item, claim, evidence)
            for item in own
        ]
    return [reason for reason in reasons if reason]


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
    return None


def _shares(claim: str, own: Sequence[Quantity], evidence: Sequence[str]) -> list[float]:
    """The share of the words of `claim`, without its numbers and what they count, that each passage has."""
    left = {word for item in own for word in words(f"{item.text} {item.noun}")}
    content = _content(claim) - {stem(word) for word in left}
    if len(content) < _FEWEST:
        return [0.0] * len(evidence)
    return [len(content & _content(passage)) / len(content) for passage in evidence]


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words(text) if word.casefold() not in _FUNCTION)


def _other_count(item: Quantity, read: Sequence[Sequence[Quantity]], shares: Sequence[float]) -> str | None:
    """The evidence counts the same thing with another number, and something else with the claim's."""
    known = [(other, share) for found, share in zip(read, shares, strict=True) for other in found]
    same = [(other, share) for other, share in known if _licenses(item, other)]
    rivals = [(other, share) for other, share in known if other.counted == item.counted and not _licenses(item, other)]
    if item.unit or not item.counted or any(not other.counted or other.counted == item.counted for other, _ in same):
        return None
    if not rivals or max(share for _, share in same) > max(share for _, share in rivals):
        return None
    return f"the evidence has {_said(rivals[0][0])}, not {_said(item)}"


def _elsewhere(
    item: Quantity, own: Sequence[Quantity], read: Sequence[Sequence[Quantity]], shares: Sequence[float]
) -> str | None:
    """The sentence that the claim repeats counts the same with another number; the claim's stands in another place."""
    nearest = max(range(len(shares)), key=shares.__getitem__)
    rivals = [
        other for other in read[nearest] if _is_rival(item, other) and not any(map(_licenses, own, [other] * len(own)))
    ]
    if shares[nearest] < _REPEATED or not rivals or any(_licenses(item, other) for other in read[nearest]):
        return None
    around = 0 if shares[nearest] >= _COPIED else 1
    places = [place for place, found in enumerate(read) if any(_licenses(item, other) for other in found)]
    near = [share for place in places for share in shares[max(0, place - around) : place + around + 1]]
    if not places or max(near) > 0.5 * shares[nearest]:
        return None
    return f"where the evidence says this it has {_said(rivals[0])}, not {_said(item)}"


def _is_rival(item: Quantity, other: Quantity) -> bool:
    if item.ordinal or other.ordinal or (item.unit or item.counted) != (other.unit or other.counted):
        return False
    counts = bool(item.unit or item.counted) or (_is_year(item) and _is_year(other))
    return counts and not _licenses(item, other) and not _licenses(other, item)


def _is_year(item: Quantity) -> bool:
    return item.text.isdigit() and 1500 <= item.value <= 2100


def _said(item: Quantity) -> str:
    return item.text if item.noun in _FUNCTION else f"{item.text} {item.noun}".strip()


def _part(item: Quantity, claim: str, evidence: Sequence[str]) -> str | None:
    """All of them in the claim, of which the evidence has some: "five of seven charges" as "all seven charges"."""
    if not re.search(
        rf"\b(?:all|every one of)(?: of)? (?:the |its |his |her |their )?{re.escape(item.text)}\b", claim, re.I
    ):
        return None
    for passage in evidence:
        for one, other in pairwise(quantities(passage)):
            if _licenses(item, other) and re.search(
                rf"{re.escape(one.text)} of (?:the |its )?{re.escape(other.text)}\b", passage, re.I
            ):
                return f"the evidence has {one.text} of {_said(other)}, not all"
    return None


_BREAKS = frozenset(("but", "while", "when", "after", "before", "that", "which", "who", "than", "or"))
# Words besides numbers that a claim needs for its sentence in the evidence to be told from others.
_FEWEST = 2
# Shares of those words from which a sentence is taken to say what the claim says; from the second on, its neighbours
# are not looked at.
_REPEATED, _COPIED = 0.6, 0.8
_FUNCTION = word_set(
    "the a an of to in on at by for with from as and or but that which who it its he she they his her their him is are "
    "was were be been has have had do did will would can could may might not no so than then there also just after "
    "before about up out off over more most all both some any said says told"
)
# Words that make a small number without being one: "a man and a woman" are two.
_SMALL = {
    1.0: {"a", "an", "one", "single", "un", "une", "sole", "only", "another"},
    0.5: {"half"},
    2.0: {"two", "both", "pair", "couple", "twins", "twin", "duo", "double", "deux", "twice", "second", "and"},
}


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
    unit, noun = _noun(tokens, start, position, text)
    rounding = _rounding(text[: tokens[start][1]].rstrip(" $£€"))
    shown = text[tokens[start][1] : tokens[position - 1][2]]
    return position - start, Quantity(shown, value, unit, "" if unit else stem(noun), rounding, ordinal, noun)


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
    """The unit of a number and the word it counts, from the tokens around it; "of seven" counts what seven does."""
    before = tokens[start - 1][0] if start else ""
    if before in ("$", "£", "€"):
        return _UNITS[before], ""
    for position in range(end, min(end + 3, len(tokens))):
        word = tokens[position][0]
        if (
            word in ("per", "a", "an")
            or word in _BREAKS
            or re.search(r"[.,;:!?]", text[tokens[position - 1][2] : tokens[position][1]])
        ):
            break
        if word in _UNITS:
            return _UNITS[word], word
        if word not in _SKIPPED and _value(word) is None:
            return None, word
        if position == end + 1 and _value(word) is None:
            break
    return None, ""


def _rounding(before: str) -> str:
    for name, pattern in (("about", _ABOUT), ("under", _UNDER), ("over", _OVER)):
        if pattern.search(before):
            return name
    return ""
