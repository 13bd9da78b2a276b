"""The words of a text, what they have in common with their other forms, and which of them carry meaning."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from briefing.language.language_words import Language

__all__ = ["alike", "meaning", "plain", "stem", "words"]

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’ʼ][^\W\d_]+)?")
# Letters that a stem keeps at least; shorter words lose nothing but a plural.
_SHORTEST, _SHORT = 3, 4


def words(text: str) -> list[str]:
    """Words and numbers of `text`, in order, as written."""
    return _WORD.findall(text)


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """`word` in lower case, with a plain apostrophe."""
    return word.casefold().replace("’", "'").replace("ʼ", "'")


@lru_cache(maxsize=65536)
def stem(word: str, language: Language) -> str:
    """`word` in lower case without the commonest endings of its language; short words stay."""
    lower = word.casefold()
    lower = language.irregular.get(lower, lower)
    if len(lower) <= _SHORT:
        return lower.removesuffix("s") if len(lower) == _SHORT and not lower.endswith("ss") else lower
    cut = language.endings.sub("", lower)
    return cut.rstrip("e") if len(cut) >= _SHORTEST else lower


@lru_cache(maxsize=8192)
def meaning(text: str, language: Language) -> frozenset[str]:
    """The stems of the words of `text` that carry meaning."""
    return frozenset(stem(word, language) for word in words(text) if word.casefold() not in language.function_words)


def alike(word: str, other: str, language: Language) -> bool:
    """One word in two forms, or two words of one group of synonyms."""
    numbers = language.numbers.values
    one, two = (
        f"{numbers[each.casefold()]:g}" if each.casefold() in numbers else stem(each, language).rstrip("e")
        for each in (word, other)
    )
    if one == two or word.casefold() == other.casefold():
        return True
    short, long = sorted((one, two), key=len)
    if len(short) >= 4 and long.startswith(short) and len(long) <= len(short) + 5 and short.isalpha():
        return True
    return bool(_groups(word, language) & _groups(other, language))


@lru_cache(maxsize=65536)
def _groups(word: str, language: Language) -> frozenset[int]:
    """The numbers of the groups of synonyms that a word or its stem belongs to."""
    known = _synonyms(language)
    return known.get(word.casefold(), frozenset()) | known.get(stem(word, language), frozenset())


@cache
def _synonyms(language: Language) -> dict[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for number, group in enumerate(language.synonyms):
        for word in group:
            for form in (word, stem(word, language)):
                found[form] = found.get(form, frozenset()) | {number}
    return found
