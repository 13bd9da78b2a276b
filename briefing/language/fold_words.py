"""Words folded to what their spellings and forms have in common (case, accents, script, ending), in every language."""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from briefing.language import en

__all__ = ["TOKEN", "fold", "plain_name", "skeleton", "stem"]

TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# Also what Turkish puts behind a name: "Ankara'da", "Ankara'daki", "Ankara'nın".
_POSSESSIVE = re.compile(
    r"(?:(?<=\w{3})['’](?:[dt][ae]n?|[dt][ae]ki\w*|n?[ıiuü]n|[yn]?[aeıiuü]|y?l[ae]|l[ae]r\w{0,4})|['’]s?)$"
)
_VOWELS = re.compile(r"[aeiouyjhw'\-]")
_DOUBLED = re.compile(r"(.)\1+")
# Words of which a result is kept: more than a day's news has, and bounded.
_REMEMBERED = 1 << 17


@lru_cache(maxsize=_REMEMBERED)
def fold(token: str) -> str:
    """`token` without case, accents, script or possessive: "Łukasz’s" and "lukasz" are one word."""
    plain = _POSSESSIVE.sub("", token)
    return (plain if plain.isascii() else anyascii(plain)).lower()


def plain_name(token: str) -> str:
    """A name as written, without its possessive: "Halvania’s" -> "Halvania"."""
    return _POSSESSIVE.sub("", token)


@lru_cache(maxsize=_REMEMBERED)
def stem(token: str) -> str:
    """`token` folded and without a common ending: "vote" and "voted" meet.

    Lighter than `briefing.language.words_stems_and_synonyms.stem`, and the same in every language, as stories are
    compared across them. With the other, conflicts of the gold stream fall from a recall of 0.875 to 0.625.
    """
    folded = fold(token)
    return en.LIGHT_ENDINGS.sub("", folded) if len(folded) > 4 else folded


@lru_cache(maxsize=_REMEMBERED)
def skeleton(folded: str) -> str:
    """The consonants that survive transliteration and inflection: "Valdoria" and "Вальдорії" both give "vldr".

    At most four, and empty for a name with fewer than three: too little to tell names apart.
    """
    letters = folded.replace("'", "").replace("-", "")
    if not letters:
        return ""
    rest = _DOUBLED.sub(r"\1", _VOWELS.sub("", letters[1:].replace("ck", "k").replace("c", "k")))
    code = (letters[0].replace("c", "k") + rest)[:4]
    return code if len(code) >= 3 else ""
