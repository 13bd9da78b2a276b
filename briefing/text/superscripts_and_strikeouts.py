"""Figures as a page shows them: what is struck out goes, and a raised or lowered digit does not become another digit.

HTML's words without its marks say something else than the page: "<del>50</del> 15 people" is not "50 15 people",
10<sup>6</sup> is not "106", 3<sup>1</sup>/<sub>2</sub> is not "31/2", and the mark of a footnote is no part of a year.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from briefing.text.read_style_attributes import declarations, is_struck, vertical_shift

__all__ = ["has_marks", "show_figures"]

_MARKS = re.compile(r"<(?:sup|sub|del|s|strike)[\s>]|line-through|noteref|vertical-align\s*:\s*su", re.IGNORECASE)
_STRUCK = frozenset(("del", "s", "strike"))
_SHIFTED = frozenset(("sup", "sub"))
# Elements whose first words continue what stands before them.
_INLINE = frozenset(("a", "abbr", "b", "em", "font", "i", "ins", "mark", "small", "span", "strong", "u"))
_DIGITS = re.compile(r"[+\-−–]?\d{1,3}")
_NOTE = re.compile(r"[\[(]?\s*(?:\d{1,3}|[*†‡§¶#])(?:\s*[,;–-]\s*\d{1,3})*\s*[\])]?")
# Characters of the marks of several notes at once, and of the words in front of an element that are looked at.
_LONGEST_NOTE, _BEFORE = 200, 40
_SLASH = "/⁄∕"
_FRACTION = re.compile(rf"(\d{{1,3}})\s*[{_SLASH}]\s*(\d{{1,3}})")
_NOTE_LINK = re.compile(r"^#|#_?(?:ftn|fn|foot-?note|end-?note|note|cite|ref)", re.IGNORECASE)
_NOTE_WORDS = re.compile(r"foot-?note|note-?ref|reference|cite|endnote", re.IGNORECASE)
# What a power stands behind: ten, a single digit, a factor, a short unit or symbol, a unit behind its number.
_POWER_OF_TEN = re.compile(r"(?<![\d.,])10\s*$")
_FACTOR = re.compile(r"[×·*^]\s*\d+\s*$")
_ONE_DIGIT = re.compile(r"(?<![\w.,])\d$")
_SYMBOL = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}$|(?<![\w])\d+(?:[.,]\d+)*\s*[^\W\d_]+$")
# A unit's symbol behind its number, or behind another unit: m2 and m/s2 are what most texts write for m² and m/s².
_UNIT = re.compile(r"(?:\d\s*|/)[^\W\d_]{1,2}$")
_HIGH = str.maketrans("0123456789+-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻")
_LOW = str.maketrans("0123456789+-−–", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋")
_VULGAR = {
    tuple(unicodedata.normalize("NFKC", sign).split("⁄")): sign
    for sign in map(chr, (*range(0xBC, 0xBF), *range(0x2150, 0x215F)))
}


def has_marks(content: str) -> bool:
    """Whether there may be something in `content` that `show_figures` changes; most texts have none."""
    return bool(_MARKS.search(content))


def show_figures(tree: Any) -> None:
    """Change the lxml `tree` so that its text alone says what the page shows."""
    for element in [each for each in tree.iter() if isinstance(each.tag, str)]:
        if element.getparent() is None:
            continue
        style = declarations(element.get("style"))
        if element.tag in _STRUCK or (is_struck(style) and element.tag not in ("html", "body")):
            element.drop_tree()
            continue
        shift = element.tag if element.tag in _SHIFTED else vertical_shift(style)
        if shift or "noteref" in f"{element.get('role')} {element.get('epub:type')}":
            _replace(element, _shown(element, shift or "sup"))


def _replace(element: Any, text: str) -> None:
    """Put `text` in the place of an element and of what is in it."""
    for child in list(element):
        element.remove(child)
    element.text = text
    if element.getparent() is not None:
        element.drop_tag()


def _shown(element: Any, shift: str) -> str:
    """The words of a raised or lowered element as they can stand in a line."""
    text = "".join(element.itertext())
    words = text.strip()
    before = _before(element)
    if fraction := _fraction(element, words, before):
        return fraction
    if shift == "sub":
        # The 2 of CO2 belongs to its word; behind a digit it would become another number.
        return words.translate(_LOW) if _DIGITS.fullmatch(words) and before[-1:].isdigit() else text
    if _is_note(element, words):
        return ""
    if _DIGITS.fullmatch(words) and not before[-1:].strip() and (element.tail or "")[:1].isalpha():
        # The number in front of an isotope's sign.
        return words.translate(_HIGH)
    if not _DIGITS.fullmatch(words):
        noted = len(words) <= _LONGEST_NOTE and _NOTE.fullmatch(words)
        return "" if noted and before.strip() else text
    if words in ("2", "3") and _UNIT.search(before):
        return words
    return words.translate(_HIGH) if _is_power(words, before) else ""


def _is_note(element: Any, words: str) -> bool:
    """Whether it is the mark of a footnote by its links or its names: a number or sign that leads to a note."""
    links = [element, *element.iter("a"), *element.iterancestors("a")]
    if any(_NOTE_LINK.search(each.get("href") or "") for each in links):
        return len(words) <= 5
    names = " ".join(f"{each.get('class') or ''} {each.get('role') or ''}" for each in links)
    return bool(_NOTE_WORDS.search(names)) and len(words) <= 5


def _is_power(words: str, before: str) -> bool:
    if not words.isdigit() or _POWER_OF_TEN.search(before) or _FACTOR.search(before) or _ONE_DIGIT.search(before):
        return True
    return words in ("2", "3") and bool(_SYMBOL.search(before))


def _fraction(element: Any, words: str, before: str) -> str | None:
    """`½` for <sup>1</sup>/<sub>2</sub> or <sup>1/2</sup>, and no slash left behind it."""
    lower = element.getnext()
    if whole := _FRACTION.fullmatch(words):
        return _vulgar(whole[1], whole[2], before)
    slash = (element.tail or "").strip()
    if not words.isdigit() or len(slash) != 1 or slash not in _SLASH or lower is None:
        return None
    under = "".join(lower.itertext()).strip() if isinstance(lower.tag, str) else ""
    if not under.isdigit():
        return None
    element.tail = None
    _replace(lower, "")
    return _vulgar(words, under, before)


def _vulgar(upper: str, lower: str, before: str) -> str:
    sign = _VULGAR.get((upper, lower))
    return sign or f"{' ' if before[-1:].isdigit() else ''}{upper}/{lower}"


def _before(element: Any) -> str:
    """The words on the line in front of an element."""
    while element is not None:
        previous, parent = element.getprevious(), element.getparent()
        text = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
        if not text and previous is not None and isinstance(previous.tag, str):
            text = "".join(previous.itertext())
        if text.strip():
            return str(text[-_BEFORE:])
        if previous is not None or parent is None or parent.tag not in _INLINE:
            return ""
        element = parent
    return ""
