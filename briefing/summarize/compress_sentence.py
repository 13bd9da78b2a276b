"""A sentence -> the same sentence with what a reader can spare left out; faithful by construction.

The result is a subsequence of the sentence (only its first letter may change case), so nothing can be invented.
Patterns of the language propose a cut where they mark a passage as an aside: brackets, paired dashes, a relative clause
between commas, a dateline, a connecting "meanwhile". Whether it stands the rules decide: no negation, quantity,
condition, hedge or attribution may go (`briefing.summarize.protected_words`), no quotation is touched, and a sentence
whose quotes or brackets do not balance is left whole. What only the sentence's grammar shows is left out later
(`briefing.summarize.drop_phrases_by_parse`). Cutting clauses by rule follows Zajic et al. (2007, Multi-Candidate
Reduction).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefing.language import of
from briefing.language.language_words import Compression
from briefing.summarize.protected_words import is_protected

__all__ = ["MOST", "compress", "is_balanced", "touches_quotation", "without_torn_opening"]

Span = tuple[int, int]

MOST = 60
"""Words of a sentence that is worth cutting; longer "sentences" are several whose ends were not recognised."""
# Words a compressed sentence must keep: under it the cut took the statement, not an aside.
_FEWEST = 6
# Words of an aside. Longer relative clauses are the news as often as not (read off 100 of them by hand).
_LONGEST_ASIDE = 14


_DATELINE = re.compile(
    r"""^\s*(?:
        (?:[A-ZÀ-Þ][\w.'’-]*(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’-]*|de|la|of|the)){0,5}[ ,]*)?
            \((?:CNN|AP|AFP|Reuters|PTI|ANI|IANS|UPI|dpa|Xinhua|CNN[ ]Student[ ]News|The[ ]Guardian|Belga|ATS)\)
            \s*(?:--|[-–—])?\s*
      | [A-ZÀ-Þ][A-ZÀ-Þ.'’ -]{2,30}(?:,[ ]?[A-ZÀ-Þ][\w.]+(?:[ ][A-ZÀ-Þ][\w.]+){0,2})?\s*(?:--|[–—])\s*
    )(?=[A-ZÀ-Þ"“«‘'])""",
    re.VERBOSE,
)
# A capital after the bracket: the end of a caption that ran into the next sentence. No space before: a name, "35(A)".
_BRACKETS = re.compile(r"\s\((?P<aside>[^()]*)\)(?!\w|\s[A-ZÀ-Þ])")
# A quoted word that the bracket translates.
_QUOTED_WORD = re.compile(r"[\"'’”»]$")
# "Main Examination (East)", "Article 35 (A)": a capital that opens no abbreviation tells one thing from another.
_QUALIFIER = re.compile(r"(?![A-ZÀ-Þ&.-]{2,}$|[A-ZÀ-Þ]+[a-z]?[A-ZÀ-Þ]+$)[A-ZÀ-Þ]")
_DASHES = re.compile(r"\s(?:--|[–—])\s(?P<aside>[^–—]+?)\s(?:--|[–—])(?=\s[a-zà-þ])")
_SINGLE_OPENS = re.compile(r"(?<![\w’'])['‘](?=\w)")
_SINGLE_CLOSES = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
# The first straight quotation mark ends a quotation that began in an earlier sentence.
_CLOSES_FIRST = re.compile(r'[^"]*[^\s"(\[\-–—‘\']"(?!\w)')
_QUOTES = re.compile(r"[\"“”«»]")


def compress(sentence: str, language: str = "en") -> str:
    """`sentence` without the asides that it can spare; unchanged where none is safe to cut.

    White space is single in the result. No cut leaves fewer than six words or touches a quotation. A language without
    the lists that say what must stay gets no cuts.
    """
    text = " ".join(sentence.split())
    words = of(language).compression
    if words is None or not is_balanced(text) or len(text.split()) > MOST:
        return text
    for finder in (_direction, _dateline, _pictured, _connective, _bracketed, _dashed, _relative, _circumstance):
        for start, end in sorted(finder(text, words), reverse=True):
            shorter = _tidy(text[:start] + text[end:])
            if len(shorter.split()) >= _FEWEST:
                text = shorter
    return text


def without_torn_opening(text: str, language: str = "en") -> str:
    """`text` without a "But" or "However," before it; unchanged if too little would be left or a quotation is torn."""
    opening = of(language).reading.torn_opening.match(text)
    if opening is None or not is_balanced(text):
        return text
    rest = _tidy(text[opening.end() :])
    return rest if len(rest.split()) >= _FEWEST else text


def is_balanced(text: str) -> bool:
    """Whether quotes and brackets close; where they do not, nobody knows what belongs to whom."""
    pairs = (("(", ")"), ("“", "”"), ("«", "»"), ("[", "]"))
    if _CLOSES_FIRST.match(text):
        return False
    return text.count('"') % 2 == 0 and all(text.count(left) == text.count(right) for left, right in pairs)


def _is_subject(text: str, match: re.Match[str]) -> bool:
    """Whether a second dash closes an aside behind a subject: "UEFA – Europe's governing body – fined …"."""
    dash = match[0].rstrip()[-1:]
    return dash in "–—-" and text[match.end() :].count(f" {dash} ") % 2 == 1


def _dateline(text: str, _words: Compression) -> Iterator[Span]:
    if (match := _DATELINE.match(text)) and not _is_subject(text, match):
        yield match.span()


def _direction(text: str, words: Compression) -> Iterator[Span]:
    if match := words.direction.match(text):
        yield match.span()


def _pictured(text: str, words: Compression) -> Iterator[Span]:
    for match in words.pictured.finditer(text):
        if not re.search(r"\d", match[0]):
            yield from _outside_quotes(text, match.span())


def _connective(text: str, words: Compression) -> Iterator[Span]:
    if match := words.connective.match(text):
        yield match.span()
    for match in words.inner.finditer(text):
        yield from _outside_quotes(text, match.span())


def _bracketed(text: str, words: Compression) -> Iterator[Span]:
    for match in _BRACKETS.finditer(text):
        before = text[: match.start()]
        needed = words.pronouns.search(before) or _QUOTED_WORD.search(before) or _QUALIFIER.match(match["aside"])
        if not needed and _is_aside(match["aside"], words) and match.start() > 0:
            yield from _outside_quotes(text, match.span())


def _dashed(text: str, words: Compression) -> Iterator[Span]:
    matches = list(_DASHES.finditer(text))
    if len(matches) != 1 or len(re.findall(r"\s(?:--|[–—])\s", text)) != 2:
        return
    if matches[0]["aside"][0].islower() and _is_aside(matches[0]["aside"], words):
        yield from _outside_quotes(text, matches[0].span())


def _relative(text: str, words: Compression) -> Iterator[Span]:
    """Relative clauses between commas that a verb follows, or that end the sentence.

    A verb after the second comma shows that the clause stood between subject and verb; another comma further left
    may open a list, in which the last comma is no boundary at all, so then nothing is cut.
    """
    for match in words.relative.finditer(text):
        before = text[: match.start()]
        if "," in before or words.anybody.search(before):
            continue
        if words.verbs.fullmatch(match["verb"]) and _is_aside(match["aside"], words):
            yield from _outside_quotes(text, match.span())
            return
    tail = words.relative_tail.search(text)
    if tail and "," not in text[: tail.start()] and _is_aside(tail["aside"], words):
        yield from _outside_quotes(text, tail.span())


def _circumstance(text: str, words: Compression) -> Iterator[Span]:
    """Where something was said goes; who said it stays."""
    if match := words.circumstance.search(text):
        yield from _outside_quotes(text, match.span("where"))


def _is_aside(passage: str, words: Compression) -> bool:
    """Whether nothing would be missed; "(…)" in a quotation says that words are missing there."""
    return (
        any(map(str.isalpha, passage)) and len(passage.split()) <= _LONGEST_ASIDE and not is_protected(passage, words)
    )


def touches_quotation(text: str, span: Span) -> bool:
    """Whether `span` holds a quotation mark or stands within a quotation."""
    before, inside = _QUOTES.findall(text[: span[0]]), _QUOTES.findall(text[slice(*span)])
    opened = sum(mark in '"“«' for mark in before) - sum(mark in "”»" for mark in before)
    straight = before.count('"')
    return bool(inside) or opened - straight > 0 or straight % 2 == 1 or _in_single_quotes(text, span)


def _outside_quotes(text: str, span: Span) -> Iterator[Span]:
    """`span` itself, unless it touches a quotation."""
    if not touches_quotation(text, span):
        yield span


def _in_single_quotes(text: str, span: Span) -> bool:
    """Whether `span` follows an opening single quote that nothing has closed; apostrophes inside words do not count."""
    opening = [match.start() for match in _SINGLE_OPENS.finditer(text, 0, span[0])]
    if _SINGLE_OPENS.search(text, *span):
        return True
    return bool(opening) and not _SINGLE_CLOSES.search(text, opening[-1] + 1, span[0])


def _tidy(text: str) -> str:
    """Single spaces, no space before a comma or full stop, a capital first letter."""
    text = re.sub(r"\s+([,.;:!?])", r"\1", " ".join(text.split()))
    return text[:1].upper() + text[1:]
