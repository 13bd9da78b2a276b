"""The words beside a place in a sentence, and the words of a text as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.language import fold_words

__all__ = ["ATTACHED", "PLAIN", "folded", "next_word", "word_before"]

PLAIN = re.compile(r"[\w-]+")
"""A word without what an apostrophe joins to it: "girl's", "l'homme"."""
ATTACHED = re.compile(r"\w[-'’]$")
"""What a pronoun hangs on: "dit-il", "qu'elle"."""
_WORD = re.compile(r"[\w’'-]+")
# A word behind a name, past a possessive and a comma; and one before a place.
_BEHIND = re.compile(r"['’]?s?[ ,]? ?([\w’'-]+)")
_BEFORE = re.compile(r"([\w’'-]+)[ ,]{0,2}$")


@lru_cache(maxsize=16)
def folded(text: str) -> frozenset[str]:
    """The words of a text, folded."""
    return frozenset(fold_words.fold(word) for word in _WORD.findall(text))


def next_word(text: str, place: int) -> str:
    """The word behind `place`, past a possessive and a comma; empty where there is none."""
    match = _BEHIND.match(text, place)
    return match[1] if match else ""


def word_before(text: str, place: int) -> str:
    """The word before `place`, in lower case; empty where there is none."""
    match = _BEFORE.search(text, max(0, place - 30), place)
    return match[1].lower() if match else ""
