"""Titles and sentences -> one headline; chosen or cut, never written.

A title that an outlet printed comes first: the plainest of those given. Where there is none, a sentence is compressed
and, if it is still long, loses what follows its last safe comma. No headline holds a word its source lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.language import CODES, of
from briefing.records import KeyPoint
from briefing.summarize.compress_sentence import compress
from briefing.summarize.protected_words import is_protected
from briefing.summarize.sentence_features import dangles

__all__ = ["best_title", "from_sentence", "headline", "is_clickbait"]

# Words. Printed headlines have 6…15; a longer sentence loses its tail where that is safe.
_LONG = 16
_FEWEST = 5
_TEASE = re.compile(r"(?:\.\.\.|…|\?|!)\W*$")
_OUTLET = re.compile(r"\s+[|–—-]\s+[\w’'. ]{2,30}$")


def headline(title: str | None, points: Sequence[KeyPoint], news: int = 0, language: str = "en") -> str | None:
    """The article's own title where it is plain, else the point that tells the news (number `news`), cut short.

    Where that one leans on another sentence, the first point that does not is taken.
    """
    texts = [point.text for point in (*points[news:], *points[:news])]
    sentence = next((text for text in texts if not dangles(text, language)), texts[0] if texts else "")
    return best_title([title]) or from_sentence(sentence, language) or title


def best_title(titles: Sequence[str | None]) -> str | None:
    """The plainest of `titles`: no clickbait, no tease; earlier ones win ties. None where there is no plain one.

    Give them most central first: the order is what says which article speaks for the story.
    """
    cleaned = [" ".join(title.split()) for title in titles if title and title.strip()]
    plain = [title for title in cleaned if not is_clickbait(title)]
    return min(plain, key=_faults, default=None)


def is_clickbait(title: str) -> bool:
    """Whether `title` sells instead of telling."""
    return any(of(code).clickbait.search(title) for code in CODES)


def from_sentence(sentence: str, language: str = "en") -> str:
    """A headline cut from `sentence`: its asides go, then a safe tail if it is long; no full stop.

    Nothing goes in a language that lacks the lists of what must stay.
    """
    text = compress(sentence, language)
    words = of(language).compression
    while words and len(text.split()) > _LONG:
        kept, comma, tail = text.rpartition(", ")
        if not comma or is_protected(tail, words) or len(kept.split()) < _FEWEST or _opens(kept):
            break
        text = kept
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def _faults(title: str) -> int:
    words = title.split()
    shouting = sum(word.isupper() and len(word) > 4 for word in words) > len(words) / 2
    return 2 * bool(_TEASE.search(title)) + 2 * shouting + (len(words) < _FEWEST - 2) + bool(_OUTLET.search(title))


def _opens(text: str) -> bool:
    """Whether a quotation or bracket is open at the end of `text`, or a list or clause is left hanging."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”") or text.count("(") != text.count(")")
