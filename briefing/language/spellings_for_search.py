"""Other spellings by which a text should be found: what a reader types, where the text has more than that.

"inflation" finds "L'inflation", "orsted" finds "Ørsted", "lodz" finds "Łódź", "ankara" finds "Ankara'da", "Семенов"
finds "Семёнов". A text written without spaces is found by
any two neighbouring characters, for a searcher that knows words only by their spaces; the search page makes the same
pairs of what is typed (`templates/site/search.js`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from anyascii import anyascii

from briefing.language.fold_words import plain_name
from briefing.text.words_by_script import is_plain, words

__all__ = ["other_spellings"]

_TOKEN = re.compile(r"[^\W_]+(?:['’ʼ-][^\W_]+)*")
# Articles and pronouns that lose their vowel: French, Italian and Catalan.
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|dell|all|nell|sull|dall|un|quell)['’ʼ](?=\w)", re.I)


# Letters that are mostly typed without their dots or signs, and Arabic vowel signs, which are not typed at all.
_PLAIN = {ord("ё"): "е", **dict.fromkeys(map(ord, "أإآ"), "ا"), **dict.fromkeys(range(0x64B, 0x653))}


def other_spellings(text: str) -> tuple[str, ...]:
    """Words that are not in `text` as they stand, by which it should be found; each once, in order."""
    said = {word.lower() for word in _TOKEN.findall(text)}
    found = dict.fromkeys(word for token in _TOKEN.findall(text) for word in _spellings(token.lower()))
    pairs = [] if is_plain(text) else [word for word in words(text) if not is_plain(word)]
    return tuple(word for word in dict.fromkeys([*found, *pairs]) if word not in said)


def _spellings(token: str) -> Iterator[str]:
    bare = _ELIDED.sub("", token, count=1)
    if bare != token:
        yield bare
    name = plain_name(bare)
    if name != bare and not bare.endswith("s"):
        yield name
    if (plain := bare.translate(_PLAIN)) != bare:
        yield plain
    # Other scripts have no one spelling in Latin letters.
    if not bare.isascii() and all(map(_is_latin, filter(str.isalpha, bare))):
        yield anyascii(bare).lower()


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
