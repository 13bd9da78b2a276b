"""A paragraph -> its sentences, as exact offsets.

sentencex (Wikimedia) does the splitting, with rules for about 200 languages. What it leaves split at initials, at the
abbreviations of a language, at "9 p.m. Tuesday" or before a small letter is joined again here.
"""

from __future__ import annotations

import re
from itertools import pairwise

__all__ = ["LONGEST", "split"]

# Characters. The encoder reads 128 tokens (about 600); what is longer is a list or a broken page.
LONGEST = 1_000
_ABBREVIATIONS = {
    "en": "mr mrs ms dr prof sen rep gov gen lt col sgt maj capt adm cmdr pvt rev hon st mt ft no vs jr sr inc ltd co "
    "corp bros dept approx est fig jan feb mar apr jun jul aug sep sept oct nov dec a.m p.m",
    "fr": "m mm mme mlle mgr dr pr me st ste av bd p.ex env janv févr juil sept oct nov déc n° vol éd",
    "de": "dr prof hr fr st nr bzw ca mio mrd z.b z d.h u.a u s.o abs art jan feb mär apr jun jul aug sep okt nov dez "
    "str tel ing dipl a.d",
    "es": "sr sra srta dr dra d dña ud uds lic ing prof gral cnel av núm art pág ee.uu ee uu",
    "it": "sig sigg dott dr prof on sen avv ing art n pag",
    "pt": "sr sra dr dra prof av núm art",
    "nl": "dhr mevr mr dr prof ir nr blz ca o.a",
    "uk": "м вул р рр ст ім гр св акад проф доц напр млн млрд тис грн обл ред т.д т.п див с",
    "ru": "г гг ул пр им ст акад проф доц напр млн млрд тыс руб обл т.е т т.д т.п см с стр",
    "pl": "p pp dr prof ul im św gen płk ks r nr tzn np mln mld",
}
_ENDS_ABBREVIATION = {
    code: re.compile(rf"(?<![\w.])(?:{'|'.join(re.escape(each) for each in words.split())})\.$", re.IGNORECASE)
    for code, words in _ABBREVIATIONS.items()
}
# These also end sentences: joined only where what follows cannot begin one.
_MAY_END = re.compile(
    r"(?<![\w.])(?:jr|sr|inc|ltd|co|corp|bros|a\.m|p\.m|г|гг|р|рр|руб|грн|тис|тыс|млн|млрд|etc)\.$", re.IGNORECASE
)
_INITIAL = re.compile(r"(?:^|[\s(“\"'«-])[^\W\d_]\.$")
_CLOCK = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_AFTER_CLOCK = re.compile(
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.|[ECMP][DS]?T|GMT|BST|UTC|CES?T|AES?T|Eastern|Pacific|"
    r"Central|London|local)\b"
)
_SPEAKER = re.compile(r"[-–—] ")
_QUOTE_ENDS = ("”", "»", '"', "’", "…", "!", "?")
_NUMBERED = re.compile(r"^\(?(?:\d{1,3}|[a-zA-Z])[.)]$")
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.$")
_ORDINAL_LANGUAGES = {"de", "da", "no", "nb", "nn", "fi", "cs", "sk", "hr", "sr", "sl", "hu", "et", "lv", "pl", "is"}
_MONTH_LIKE = re.compile(r"[^\W\d_]{3,}")
_QUOTED = re.compile(r"^[「『“].*[」』”]$", re.DOTALL)
_OPENED = re.compile(r"(?<=\s)[“„«‘「(\[]\s*$")
_BREAKS = re.compile(r"[;；]\s*|\s[–—]\s|[\n]+|[。！？]")


def split(text: str, start: int, end: int, language: str = "en") -> list[tuple[int, int]]:
    """(start, end) of each sentence in the paragraph `text[start:end]`, trimmed, in order.

    A sentence longer than `LONGEST` is cut at semicolons and dashes; pieces that stay longer are left out, because
    nobody can read them as a key point.
    """
    spans = [_trimmed(text, left, right) for left, right in _pieces(text, start, end, language)]
    result: list[tuple[int, int]] = []
    for span in spans:
        if span[0] < span[1] and any(character.isalnum() for character in text[span[0] : span[1]]):
            result += _cut(text, span) if span[1] - span[0] > LONGEST else [span]
    return result


def _pieces(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    from sentencex import segment

    spans: list[tuple[int, int]] = []
    position = start
    for piece in segment(language if language != "und" else "en", text[start:end]):
        found = text.find(piece, position, end)
        if found < 0 or not piece:
            continue
        position = found + len(piece)
        if spans and (opened := _OPENED.search(text, spans[-1][0], spans[-1][1])):
            # A quotation that is closed by another kind of mark, or never, leaves its opening one behind.
            spans[-1], found = (spans[-1][0], opened.start()), opened.start()
            piece = text[found:position]
        if spans and _joins(text[spans[-1][0] : spans[-1][1]].rstrip(), piece.lstrip(), language):
            spans[-1] = (spans[-1][0], position)
        else:
            spans.append((found, position))
    return spans


def _joins(before: str, after: str, language: str) -> bool:
    """Whether two pieces are one sentence after all."""
    if not after or not before:
        return True
    first = after[0]
    if _NUMBERED.match(before) or (first.islower() and (before[-1] not in "!?。！？" or _lost_its_quote(before))):
        return True
    if first in ",;:)]}»”’" or (_SPEAKER.match(after[:2]) and before.endswith(_QUOTE_ENDS)):
        return True
    if language in ("zh", "ja") and _QUOTED.search(before) and first not in "「『“":
        # The speaker follows the quotation: 「…。」と述べた。
        return True
    if _CLOCK.search(before) and _AFTER_CLOCK.match(after):
        return True
    initial = before.endswith(".") and _INITIAL.search(before) and first.isalpha() and first.isupper()
    if initial and _is_name_initial(before, language):
        return True
    if language in _ORDINAL_LANGUAGES and _ORDINAL.search(before) and _MONTH_LIKE.match(after):
        return True
    pattern = _ENDS_ABBREVIATION.get(language, _ENDS_ABBREVIATION["en"])
    return bool(pattern.search(before)) and not _MAY_END.search(before)


def _lost_its_quote(before: str) -> bool:
    """Whether its question mark is what an encoding made of a closing quotation mark: `the "ghost barber? panic`."""
    return before[-1] == "?" and before.count('"') % 2 == 1


def _is_name_initial(before: str, language: str) -> bool:
    """`J.` begins a name; `I.` and the last letter of "vitamin C." may end a sentence."""
    word = before.rsplit(maxsplit=1)[-1].lstrip("(“\"'«")
    previous = before.rsplit(maxsplit=2)[-2] if len(before.split()) > 1 else ""
    if word == "I." and language == "en":
        return False
    return not previous or previous[:1].isupper() or previous.endswith((",", "-"))


def _cut(text: str, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The readable pieces of an enormous sentence."""
    start, end = span
    marks = [start, *(start + found.end() for found in _BREAKS.finditer(text[start:end])), end]
    pieces = [_trimmed(text, left, right) for left, right in pairwise(marks)]
    return [(left, right) for left, right in pieces if 0 < right - left <= LONGEST]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
