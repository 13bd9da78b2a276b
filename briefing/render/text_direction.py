"""Texts of several languages on one page: the attributes of an element, and marks in plain text.

A Hebrew headline in an English edition keeps its own direction, and the full stops, numbers and outlets around it stay
where they belong (UAX #9). In HTML `lang` and `dir` say so; in plain text it takes isolating marks, which end with the
line, so each line has its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from markupsafe import Markup

from briefing.render import translations

__all__ = ["attributes", "isolated_lines", "passage", "with_marks", "without_needless_edges"]

# Stand for the marks until a text is whole: what templates print is freed of the real ones, which an article might use
# to reorder a page. These are no characters, and are taken out of the lines before they are put in.
_MARKS = {"ltr": "\ufdd0", "rtl": "\ufdd1", "auto": "\ufdd2"}
_END = "\ufdd3"
_REAL = {0xFDD0: "\u2066", 0xFDD1: "\u2067", 0xFDD2: "\u2068", 0xFDD3: "\u2069"}
_NONE = dict.fromkeys(_REAL)
# Where the words of an article begin and end in a line that a template makes of them and of its own.
_FROM, _TO = "\ufdd4", "\ufdd5"
_EDGES = re.compile(f"([{_FROM}{_TO}])")
# The indent, bullet or number that a line begins with.
_OPENING = re.compile(r"\s*(?:[-*>+!|] |\d+\. )?")
# Letters of Hebrew, Arabic, Syriac, Thaana, N'Ko and their like, and of the scripts from left to right.
_RIGHT = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
_LEFT = r"[A-Za-z\u00aa-\u058f\u0900-\u1fff\u2c00-\ud7ff]"
# A run of words against the page's direction, on one line: from its first letter to the last, and digits of its word.
_AGAINST = {
    "ltr": re.compile(rf"{_RIGHT}(?:[^\n A-Za-z]|[ ](?={_RIGHT}))*(?<={_RIGHT})\d*|{_RIGHT}\d*"),
    "rtl": re.compile(rf"{_LEFT}(?:(?!{_RIGHT})[^\n ]|[ ](?={_LEFT}))*(?<={_LEFT})\d*|{_LEFT}\d*"),
}


def attributes(language: str, own: str, otherwise: str = ' dir="auto"') -> Markup:
    """`lang` and `dir` of an element in `language` on a page in the language `own`; `otherwise` where that is its own.

    A text whose language is not known is left to the reader's program.
    """
    if language in ("und", "") or language.split("-")[0] == own.split("-")[0]:
        return Markup(otherwise)  # noqa: S704 - a template's own words
    direction = translations.direction(language)
    return Markup(f' lang="{escape(language)}" dir="{escape(direction)}"')  # noqa: S704 - escaped


def with_marks(text: str) -> str:
    """A whole text with the marks that `isolated_lines` asked for."""
    return text.translate(_REAL)


def passage(text: str) -> str:
    """The words of an article in a line that has a template's own words too, such as a label."""
    return f"{_FROM}{_EDGES.sub('', text)}{_TO}" if text else text


def without_needless_edges(text: str, language: str, own: str) -> str:
    """`text` without what `passage` put in, if its `language` runs as the page does: lines are broken by length."""
    return text if _runs_against(language, own) else _EDGES.sub("", text)


def _runs_against(language: str, own: str) -> bool:
    return language != "und" and translations.direction(language or own) not in ("auto", translations.direction(own))


def isolated_lines(lines: str, language: str, own: str) -> str:
    """`lines` of plain text on a page in the language `own`, with marks around what runs against it.

    That is each whole line, behind its indent, where the text is in a `language` that does; else the names in it. Where
    `passage` said which words are in that language, it is these.
    """
    lines = lines.translate(_NONE)
    if _FROM not in lines:
        return _isolated(_EDGES.sub("", lines), language, own)
    return "\n".join(_with_passages(lines.split("\n"), language, own))


def _with_passages(lines: Iterable[str], language: str, own: str) -> Iterator[str]:
    inside = False
    for line in lines:
        made = ""
        for part in _EDGES.split(line):
            if part in (_FROM, _TO):
                inside = part == _FROM
            elif part:
                made += _isolated(part, language if inside else own, own)
        yield made


def _isolated(lines: str, language: str, own: str) -> str:
    direction, page = translations.direction(language or own), translations.direction(own)
    if not _runs_against(language, own):
        return _AGAINST[page].sub(lambda run: f"{_MARKS['auto']}{run[0]}{_END}", lines) if page in _AGAINST else lines
    return "\n".join(_marked(line, _MARKS[direction]) for line in lines.split("\n"))


def _marked(line: str, mark: str) -> str:
    opening = _OPENING.match(line)
    start = opening.end() if opening else 0
    return f"{line[:start]}{mark}{line[start:]}{_END}" if line[start:] else line
