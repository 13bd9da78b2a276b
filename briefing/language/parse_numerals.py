"""Digits and number words -> what they are worth: "1,234.5", "five hundred and six", "quatre-vingt-dix", "2,4 Mio.".

Comes in: a text in lower case with plain apostrophes, and the number words of its language. Goes out: numerals, with
the precision that they are given with and where they stand. What they count is read in `briefing.language.quantities`.

The grammar is one for all languages: words are added while each fits below the place of the last ("two hundred" leaves
room for less than a hundred), hundreds and scales multiply what they follow. text2num does the same for English,
French, German and Spanish; it knows neither Ukrainian nor "two dozen", and does not say where a number stood.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from briefing.language.language_words import MARKS, SIGNS, NumberWords, alternatives
from briefing.text.plain_digits import plain_digits
from briefing.text.words_by_script import BESIDE_FIGURES

__all__ = ["Numeral", "Numerals", "digits", "written"]


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as written, from `start` to `end`. `step` is its precision: 1,200 -> 100, 4.5 -> 0.1.

    `word` is the number's word where it is only one, `plain` its digits where nothing multiplies them, `scale` what
    multiplies it. `sign` is the currency's sign before it. `metres` is set where an "m" may stand for metres.
    """

    value: float
    step: float
    start: int
    end: int
    word: str = ""
    plain: str = ""
    scale: float = 1.0
    sign: str = ""
    metres: float | None = None
    ordinal: bool = False
    is_round: bool = False

    def times(self, scale: float, end: int) -> Numeral:
        """The number multiplied by what ends at `end`."""
        return replace(
            self,
            value=self.value * scale,
            step=self.step * scale,
            scale=self.scale * scale,
            end=end,
            word="",
            plain="",
        )


@dataclass(frozen=True, slots=True)
class _Piece:
    """A number word, or a part of a compound one. `tied` to the piece before it in one word."""

    word: str
    end: int
    tied: bool


_SIGNS = f"[{''.join(sign for sign in SIGNS if len(sign) == 1)}]"
# Tokenised news has "10 , 000 homes" or "10, 000 homes". Arabic has marks of its own for thousands and decimals.
_GROUP = r"[,.'٬\u00a0\u202f ]| , |, (?=000(?!\d)|\d{3} [^\W\d_])"
# In India two digits stand between the marks above the thousands: "1,20,000" is 1.2 lakh.
_LAKHS = r"[1-9]\d?(?P<lakh>[,٬])\d\d(?:(?P=lakh)\d\d)*(?P=lakh)\d{3}(?!\d)(?:[.٫]\d+(?!\d))?"
_THOUSANDS = rf"[1-9]\d{{0,2}}(?P<group>{_GROUP})\d{{3}}(?:(?P=group)\d{{3}})*(?!\d)(?:[.,٫]\d+(?!\d))?"
_DIGITS = rf"{_LAKHS}|{_THOUSANDS}|\d+(?:[.,٫]\d+)?"
_IN_LAKHS = re.compile(_LAKHS)
_GROUPED = re.compile(
    r"([1-9]\d{0,2})(?P<group>[,.'٬\u00a0\u202f ]| , |, )(\d{3}(?:(?P=group)\d{3})*)(?:([.,٫])(\d+))?"
)
_WRITTEN = re.compile(rf"(?:(?<![\w.,])|(?<={BESIDE_FIGURES}))(?:{_DIGITS})")
# Where a scale ends: "1.2万人" has no space behind it.
_END = rf"(?:(?!\w)|(?={BESIDE_FIGURES})|(?<={BESIDE_FIGURES})(?=\d))"
_MARK = re.compile(rf"({alternatives(MARKS)})(?!\w)|\s(bn|mn|tn|[km](?=\s?{_SIGNS}))(?!\w)")
_NOTHING = "(?!)"
_WORD = re.compile(r"\S+")
# "½", and what compatibility forms make of it: "1⁄2", or "31⁄2" of "3½".
_FRACTION = r"[¼-¾⅐-⅞↉]|\d{1,4}⁄[1-9]\d{0,2}(?!\d)"
_WRITTEN_FRACTION = re.compile(r"(\d+)[⁄/](\d+)")
# A solidus makes a fraction only behind a whole number: "1/2" alone may be a day or a score.
_FRACTION_BEHIND = re.compile(rf"[\s-]?({_FRACTION}|(?<=[\s-])[1-9]\d?/[2-9]\d?(?![\d/]))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻", "0123456789+-")
_EXPONENT = r"([⁺⁻]?[⁰¹²³⁴-⁹]{1,2}|\^[+-]?\d{1,2})(?!\w)"
_POWER = re.compile(_EXPONENT)
_TIMES_POWER = re.compile(rf"\s?[×·⋅x*]\s?10{_EXPONENT}")


def digits(raw: str, decimal: str) -> tuple[float, float]:
    """Value and precision of digits in a language whose `decimal` mark is "." or ","; where it is empty, either is.

    A mark that stands before exactly three digits groups thousands, unless it is the language's decimal mark.
    """
    whole, fraction = _parts(raw, decimal)
    value = float(f"{whole}.{fraction}") if fraction else float(whole)
    if fraction:
        return value, 10.0 ** -len(fraction)
    zeros = len(whole) - len(whole.rstrip("0"))
    return value, 10.0 ** (zeros if zeros >= 2 else min(zeros, 1) if len(whole) > 1 else 0)


def written(text: str, decimal: str) -> Iterator[str]:
    """The figures of `text` that are digits, one after the other, without what groups them: "1200", "2.4"."""
    for found in _WRITTEN.finditer(plain_digits(text).replace("’", "'")):
        whole, fraction = _parts(found[0], decimal)
        yield f"{whole}.{fraction}" if fraction else whole


def _parts(raw: str, decimal: str) -> tuple[str, str]:
    """The digits before and behind the decimal mark."""
    grouped = _GROUPED.fullmatch(raw)
    if grouped and (grouped["group"] != decimal or grouped[4] or len(grouped[3]) > 3):
        return re.sub(r"\D", "", grouped[1] + grouped[3]), grouped[5] or ""
    if _IN_LAKHS.fullmatch(raw):
        raw = re.sub(r"[,٬]", "", raw)
    whole, _, fraction = re.sub("[,٫]", ".", raw).partition(".")
    return whole, fraction


class Numerals:
    """The reader of one language's numerals."""

    def __init__(self, words: NumberWords, decimal: str) -> None:
        self._words = words
        self._decimal = decimal
        self._multipliers = {**dict.fromkeys(words.hundreds, 100.0), **words.scales, **words.dozens}
        self._pattern = re.compile(_pattern(words))
        self._known = _vocabulary(words)
        self._vocabulary = re.compile(alternatives(self._known) or _NOTHING)
        behind = self._multipliers.keys() - (set() if words.hundreds_after_digits else words.hundreds)
        self._multiplier = re.compile(rf"[\s-]?({alternatives(behind) or _NOTHING}){_END}")
        self._rest = re.compile(rf"\s(\d{{1,3}})\s({alternatives(words.scales) or _NOTHING})(?!\w)")
        unspaced = [scale for scale in words.scales if re.match(BESIDE_FIGURES, scale)]
        below = alternatives(unspaced) or _NOTHING
        self._scales = re.compile(below)
        self._below = re.compile(rf"(\d,\d{{3}}|\d{{1,4}})(?![\d.,])((?:{below})*)|\s(\d{{1,4}})((?:{below})+)")
        self._half = re.compile(rf"\s(?:{alternatives(words.halves) or _NOTHING})(?!\w)")
        self._ordinal_mark = re.compile(rf"(?:{alternatives(words.ordinal_marks) or _NOTHING})(?!\w)")

    def next(self, text: str, position: int) -> tuple[Numeral | None, int] | None:
        """The next numeral from `position` on, and where to go on; None for words that make no number after all."""
        match = self._pattern.search(text, position)
        if not match:
            return None
        if match["digits"]:
            numeral: Numeral | None = self._with_half(self._of_digits(match, text), text)
        elif match["share"]:
            scale = self._multipliers[match["shared"]]
            value = self._words.shares_of[match["share"]] * scale
            numeral = Numeral(value, value, match.start(), match.end(), scale=scale)
        else:
            numeral = self._of_words(match, text)
        first_word = _WORD.match(text, match.start())
        past = first_word.end() if first_word and not match["digits"] else match.end()
        return numeral, max(numeral.end if numeral else past, match.start() + 1)

    def _of_digits(self, match: re.Match[str], text: str) -> Numeral:
        raw = match["digits"]
        value, step = _fraction(raw) or digits(raw, self._decimal)
        sign = (match["sign"] or "").strip()
        sign = sign if sign in SIGNS else sign[-1:]
        numeral = Numeral(value, step, match.start(), match.end(), plain=raw, sign=sign)
        numeral = _with_power(_with_fraction(numeral, text), text)
        value = numeral.value
        if mark := self._ordinal_mark.match(text, numeral.end):
            return replace(numeral, end=mark.end(), ordinal=True)
        if mark := _MARK.match(text, numeral.end):
            name = mark[1] or mark[2]
            return replace(numeral.times(MARKS[name], mark.end()), metres=value if name == "m" and not sign else None)
        return self._multiplied(numeral, text)

    def _multiplied(self, numeral: Numeral, text: str) -> Numeral:
        while found := self._multiplier.match(text, numeral.end):
            numeral = numeral.times(self._multipliers[found[1]], found.end())
        return self._with_rest(self._with_lower_places(numeral, text), text)

    def _with_lower_places(self, numeral: Numeral, text: str) -> Numeral:
        """Add the lower places of "3万5000", "1億2千万" and "3만 5천"."""
        while numeral.scale > 1 and (found := self._below.match(text, numeral.end)):
            rest = float((found[1] or found[3]).replace(",", ""))
            scale = math.prod(self._multipliers[word] for word in self._scales.findall(found[2] or found[4] or ""))
            if rest * scale >= numeral.scale:
                break
            numeral = replace(numeral, value=numeral.value + rest * scale, step=scale, scale=scale, end=found.end())
        return numeral

    def _with_rest(self, numeral: Numeral, text: str) -> Numeral:
        """Add digits with a smaller scale behind a scale: "3 milyon 200 bin"."""
        found = self._rest.match(text, numeral.end)
        scale = self._multipliers[found[2]] if found else math.inf
        if not found or scale >= numeral.scale or int(found[1]) * scale >= numeral.scale:
            return numeral
        rest = int(found[1]) * scale
        return replace(numeral, value=numeral.value + rest, step=scale, scale=scale, end=found.end())

    def _with_half(self, numeral: Numeral, text: str) -> Numeral:
        """Add a half: before the scale in "two and a half million", in units of it in "deux millions et demi"."""
        found = self._half.match(text, numeral.end)
        if not found:
            return numeral
        half = 0.5 * numeral.scale
        more = replace(numeral, value=numeral.value + half, step=0.2 * half, end=found.end(), word="", plain="")
        return self._multiplied(more, text)

    def _of_words(self, match: re.Match[str], text: str) -> Numeral | None:
        words = self._words
        pieces = self._pieces(match["words"], match.start("words"))
        before = text[: match.start()].split()[-1:]
        if words.ones_first and pieces and pieces[0].word in words.joiners:
            # "And" belongs to what stands before the number.
            return self._of_pieces(pieces[1:], match, match.start("words") + len(pieces[0].word))
        vague = not words.vague.isdisjoint(before)
        if not pieces or (vague and pieces[0].word in {*self._multipliers, *words.singles}):
            return None
        return self._of_pieces(pieces, match, match.start("words"))

    def _of_pieces(self, pieces: Sequence[_Piece], match: re.Match[str], start: int) -> Numeral | None:
        words = self._words
        if not pieces:
            return None
        size, value, step, scale = _sum(pieces, words, introduced=bool(match["article"]))
        following = pieces[size].word if size < len(pieces) else ""
        if not size or (size < len(pieces) and pieces[size].tied):
            return None
        is_noun = pieces[0].word in self._multipliers or pieces[0].word in words.round
        start = match.start() if is_noun and match["article"] else start
        last = pieces[size - 1]
        numeral = Numeral(value, step, start, last.end, scale=scale, is_round=last.word in words.round)
        if following in words.ordinals and value % 10 == 0 and value % 100 >= 20:
            ordinal = value + words.ordinals[following]
            return replace(numeral, value=ordinal, end=pieces[size].end, ordinal=True)
        if size == 1:
            numeral = replace(numeral, word=last.word, ordinal=last.word in words.ordinals)
        return self._with_half(numeral, match.string)

    def _pieces(self, said: str, start: int) -> list[_Piece]:
        found = []
        for token in re.finditer(r"[^\s-]+", said):
            parts = [token[0]]
            if token[0] not in self._words.ordinals and not self.is_word(token[0]):
                parts = self._vocabulary.findall(token[0])
            end = start + token.start()
            for place, part in enumerate(parts):
                end += len(part)
                found.append(_Piece(part, end, tied=place > 0))
        return found

    def is_word(self, token: str) -> bool:
        """Whether it is a number word, or a part of one."""
        return token in self._known


def _fraction(raw: str) -> tuple[float, float] | None:
    """Value and precision of a fraction in digits or in one character; None for any other digits."""
    if len(raw) == 1 and not raw.isdecimal():
        value = unicodedata.numeric(raw)
        return value, 0.2 * min(value, 1 - value)
    written = _WRITTEN_FRACTION.fullmatch(raw)
    if not written:
        return None
    whole, above, below = "", written[1], int(written[2])
    if int(above) > below:
        whole, above = above[:-1], above[-1]
    value = int(above) / below
    return int(whole or 0) + value, 0.2 * abs(min(value, 1 - value))


def _with_fraction(numeral: Numeral, text: str) -> Numeral:
    """Add the fraction behind a whole number: "3½", "3 1/2"."""
    found = _FRACTION_BEHIND.match(text, numeral.end) if numeral.plain.isdecimal() else None
    value, step = (found and _fraction(found[1])) or (1.0, 0.0)
    if not found or value >= 1:
        return numeral
    return replace(numeral, value=numeral.value + value, step=step, end=found.end(), plain="")


def _with_power(numeral: Numeral, text: str) -> Numeral:
    """A power of ten, or what is multiplied by one: "10⁶", "2.5×10⁶". Behind other figures stand marks of footnotes."""
    if numeral.plain == "10" and (found := _POWER.match(text, numeral.end)):
        value = 10.0 ** _exponent(found[1])
        return replace(numeral, value=value, step=value, end=found.end(), plain="")
    if found := _TIMES_POWER.match(text, numeral.end):
        return numeral.times(10.0 ** _exponent(found[1]), found.end())
    return numeral


def _exponent(written: str) -> int:
    return int(written.lstrip("^").translate(_RAISED))


def _vocabulary(words: NumberWords) -> set[str]:
    return {
        *words.values,
        *words.loose,
        *words.ordinals,
        *words.hundreds,
        *words.scales,
        *words.duals,
        *words.dozens,
        *words.round,
        *words.joiners,
    }


def _pattern(words: NumberWords) -> str:
    """Of what may be a numeral: digits, or a row of number words."""
    known = alternatives(_vocabulary(words) - words.joiners) or _NOTHING
    joiner = alternatives(words.joiners) or _NOTHING
    multipliers = alternatives({*words.scales, *words.dozens}) or _NOTHING
    article = alternatives(words.before_bare) or _NOTHING
    # A compound is read letter by letter: "fünfhundertsechs" has three words in it.
    word = rf"(?:{known}|{joiner})+" if words.compounds else rf"(?:{known})"
    between = r"[\s-]+" if words.compounds and not words.joins else rf"[\s-]+(?:(?:{joiner})[\s-]+)?"
    return (
        rf"(?:(?<![\w.,:/])|(?<={BESIDE_FIGURES}))(?<![^\W\d_¼-¾⅐-⅞]-)(?:"
        rf"(?P<sign>(?:us|nz|hk|[acr])?{_SIGNS}\s?)?(?P<digits>{_FRACTION}|{_DIGITS})(?![\d:/])"
        rf"|(?P<share>{alternatives(words.shares_of) or _NOTHING})[\s-]*(?P<shared>{multipliers})(?!\w)"
        rf"|(?:(?P<article>{article})\s+)?(?P<words>{word}(?:{between}{word})*)(?!\w|'\w)"
        r")"
    )


def _sum(pieces: Sequence[_Piece], words: NumberWords, *, introduced: bool) -> tuple[int, float, float, float]:
    """How many of the pieces make one number, and its value, precision and last multiplier; no piece where none does.

    `introduced` says that a word stands before them that takes the place of a number: "a hundred".
    """
    total = group = last = 0.0
    room, limit, step, scale = math.inf, math.inf, 1.0, 1.0
    size = stable = 0
    result = stable_result = (0, 0.0, 1.0, 1.0)
    joining = False
    for piece in pieces:
        size += 1
        word = piece.word
        bare = (size == 1 and introduced) or (word in words.bare and not group)
        if word in words.joiners and size > 1 and not joining and _may_join(piece, total, group, last, words):
            joining = True
            continue
        value = _value(word, words, alone=size == 1)
        if value is not None and _fits(value, room, group, last, joining, words):
            # "Quatre-vingts": four times twenty.
            group += 76.0 if words.by_twenties and value == 20 and last == 4 else value
            room, last, step, joining = _room(value, group, words), value, 1.0, False
            if word in words.loose or word in words.ordinals or word in words.round:
                room = limit = 0.0
        elif word in words.hundreds and (_may_multiply(group, last, joining) or bare or (total and not group)):
            group = (group or 1.0) * 100
            room, last, step, scale, joining = 100.0, 100.0, 100.0, 100.0, False
            stable = size
        elif (
            word in words.scales
            and words.scales[word] < limit
            and (not joining or words.joins or words.ones_first)
            and (group or bare)
        ):
            total += (group or 1.0) * words.scales[word]
            limit = step = scale = words.scales[word]
            group, last, room, joining = 0.0, 0.0, limit, False
            stable = size
        elif word in words.duals and words.duals[word] < limit and not group:
            total += words.duals[word]
            limit = step = scale = words.duals[word] / 2
            last, room, joining = 0.0, limit, False
            stable = size
        elif word in words.dozens and not total and not joining and (group or bare):
            return size, (group or 1.0) * words.dozens[word], words.dozens[word], words.dozens[word]
        else:
            multiplies = word in words.hundreds or word in words.scales or word in words.dozens
            return stable_result if multiplies and stable else result
        result = (size, total + group, step, scale)
        if stable == size:
            stable_result = result
    return result


def _value(word: str, words: NumberWords, *, alone: bool) -> float | None:
    if word in words.values:
        return words.values[word]
    others = {**words.loose, **words.ordinals, **words.round}
    return others.get(word) if alone else None


def _may_join(piece: _Piece, total: float, group: float, last: float, words: NumberWords) -> bool:
    """Whether "and" may stand here within a number."""
    if words.ones_first:
        return total > 0 or group > 0
    if words.compounds and not words.joins:
        return piece.tied and (0 < last < 10 or group >= 100)
    if words.joins == "hundreds":
        return last == 100 or (total > 0 and not group)
    between_tens = last >= 20 and group % 10 == 0
    return (words.joins in ("tens", "both") and between_tens) or (words.joins == "both" and total > 0 and not group)


def _fits(value: float, room: float, group: float, last: float, joining: bool, words: NumberWords) -> bool:
    """Whether a word of `value` can be added to the number so far."""
    if words.ones_first and group:
        if 0 < last < 10:
            return 20 <= value <= 90 if joining else value == 10
        return joining and value < room
    if words.compounds and joining and 0 < last < 10:
        return 20 <= value <= 90
    if words.by_twenties and value == 20 and last == 4 and group % 100 == 4:
        return True
    if 0 < value < 1:
        return last > 0
    return value < room and (value > 0 or room == math.inf)


def _may_multiply(group: float, last: float, joining: bool) -> bool:
    """Whether a hundred can follow: "five hundred", "twelve hundred", not "five hundred and six hundred"."""
    return 0 < group < 100 and last > 0 and not joining


def _room(value: float, group: float, words: NumberWords) -> float:
    """What the next word has to stay below."""
    if words.by_twenties and value in (20, 60) and group % 100 in (60, 80):
        return 20.0
    if value == 10 and (words.by_twenties or words.ten_goes_on):
        return 10.0
    if value >= 100:
        return 100.0
    return 0.0 if words.ones_first else 10.0 if value >= 20 and value % 10 == 0 else 0.0
