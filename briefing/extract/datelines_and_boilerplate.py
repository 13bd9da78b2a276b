"""Text on an article's page that is not part of the article.

Datelines, bylines, credits, adverts, invitations to subscribe or read on: never a key point. Patterns are anchored at
the start of a paragraph, so that an article about advertising keeps its sentences.
"""

from __future__ import annotations

import re
from functools import cache

from briefing.language import CODES, of
from briefing.text.words_by_script import END_MARKS

__all__ = [
    "asks_to_pay",
    "dateline_date",
    "dateline_length",
    "is_cookie_wall",
    "is_frame",
    "is_junk",
    "is_offer",
    "is_timed",
    "label_length",
]


# Rules and bullets may stand in front of junk, but no page of them.
_BEFORE = {"junk": r"^\W{0,80}", "paywall": r"\b", "cookies": r"\b"}


@cache
def _page(kind: str) -> re.Pattern[str]:
    """What the pages of every language have of a kind, since their furniture is often in another one than the article.

    It takes long to compile, and is not needed where all articles were read before.
    """
    patterns = (pattern for code in CODES for pattern in getattr(of(code).page, kind))
    return re.compile(rf"{_BEFORE[kind]}(?:{'|'.join(patterns)})", re.IGNORECASE)


_PLACE = r"[A-ZÀ-ÞА-ЯІЇЄҐ][A-ZÀ-ÞА-ЯІЇЄҐ'’.\- ]{2,40}(?:(?:,|\s*/)\s*[^\W\d_][\w.'’ -]{1,30}){0,2}"
_DATE = (
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?(?:\d{1,2}\s+[A-Z][a-z]{2,8}\.?|[A-Z][a-z]{2,8}\.?\s+\d{1,2})"
    r"(?:,?\s+\d{4})?)"
)
_DATELINE = re.compile(
    rf"\s*(?:{_PLACE}(?:,\s*(?P<date>{_DATE}))?\s*(?:\([A-Z][\w\s./&-]{{1,30}}\)\s*(?:[–—-]|--)?|[–—]|--|-)\s+"
    rf"|{_PLACE},\s*(?P<dated>{_DATE})\s*(?:\([A-Z][\w\s./&-]{{1,30}}\))?\s*[.:–—-]+\s+)(?=[“\"'‘«„¿¡A-ZÀ-ÞА-ЯІЇЄҐ0-9])"
)
_CLOCK = re.compile(
    r"(?:[01]?\d|2[0-3])\s?[:.h]\s?[0-5]\d(?:\s?(?:[ap]\.?m\.?|Uhr))?(?:\s[A-Z]{2,4}(?=\s?[:–—|-]))?\s*[:–—|-]?\s+"
    r"(?=[\"“«„]?[^\W\d_a-zà-þ])"
)
_SENTENCE_STOP = re.compile(r"(?<=[.!?…])\s")
_SENTENCE_END = re.compile(rf"[{END_MARKS}][\"'”’»)\]]*$|[.!?…][\"'”’»)\]]*\s")
# Longer is a paragraph of the article that a credit or a notice has run into.
_JUNK_WORDS = 40
# Headings are short; sentences without a full stop are rare and mostly longer. A guess, not yet measured.
_HEADING_WORDS = 14
# The same for scripts without spaces, in characters.
_UNSPACED_HEADING = 25
_WITHOUT_END_MARK = re.compile(r"\W{0,80}[\u0e00-\u0eff]")


def is_junk(text: str) -> bool:
    """Whether a paragraph or sentence belongs to the page rather than the article."""
    return bool(_page("junk").match(text)) and len(text.split()) <= _JUNK_WORDS


def is_offer(sentence: str) -> bool:
    """Whether a sentence is junk, or asks for a subscription."""
    return is_junk(sentence) or bool(_page("paywall").search(sentence))


def is_frame(text: str) -> bool:
    """Whether a paragraph is junk, or a heading, label or signature rather than sentences."""
    flat = " ".join(text.split())
    if is_junk(flat):
        return True
    spaced = len(flat.split()) <= _HEADING_WORDS and len(flat) < 120
    return spaced and not _SENTENCE_END.search(flat) and not _is_unspaced_sentence(flat)


def dateline_length(text: str) -> int:
    """How many characters at the start of a paragraph are its dateline ("MOSSGATE, Halvania (MW) - ")."""
    found = _DATELINE.match(text[:200])
    return found.end() if found and not _is_subject(text, found) else 0


def _is_subject(text: str, found: re.Match[str]) -> bool:
    """Whether what looks like a dateline is a sentence's subject: "UEFA – Europe's governing body – fined …".

    Then the dash before the aside has another one behind it.
    """
    dash = found[0].rstrip()[-1:]
    sentence = _SENTENCE_STOP.split(text[found.end() :], maxsplit=1)[0]
    return dash in "–—-" and sentence.count(f" {dash} ") % 2 == 1


def label_length(text: str, language: str, *, clocks: bool = False) -> int:
    """How many characters at the start of a paragraph are the page's own label ("Why it matters: ").

    With `clocks`, so is the time of a live page's post ("14:20 "). A speaker before a colon ("Police: …") is no label.
    """
    clock = _CLOCK.match(text) if clocks else None
    start = clock.end() if clock else 0
    label = of(language).reading.label.match(text, start)
    return label.end() if label else start


def is_timed(text: str) -> bool:
    """Whether a paragraph begins with a time of day, as the posts of a live page do."""
    return bool(_CLOCK.match(text))


def dateline_date(text: str) -> str | None:
    """The date in the dateline of the first paragraphs, if it has one."""
    for paragraph in text[:1000].split("\n\n")[:3]:
        found = _DATELINE.match(paragraph[:200])
        if found:
            return found["date"] or found["dated"]
    return None


def asks_to_pay(text: str) -> bool:
    """Whether the end of the text asks for a subscription to read on."""
    return bool(_page("paywall").search(text[-600:]))


def is_cookie_wall(text: str) -> bool:
    """Whether the text is a consent or robot check rather than an article."""
    return len(text) < 1_500 and bool(_page("cookies").search(text))


def _is_unspaced_sentence(text: str) -> bool:
    """Whether a text without a mark at its end is a sentence of a script without spaces between words.

    In Thai and Lao no sentence ends with one, and a space may stand within.
    """
    return len(text) > _UNSPACED_HEADING and (" " not in text or bool(_WITHOUT_END_MARK.match(text)))
