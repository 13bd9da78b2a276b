"""What stands for the names of an article in a script without capitals: the strings that it says again and again.

In Chinese, Japanese, Korean, Thai, Hindi, Arabic or Hebrew no capital tells a name. But whom and what an article is
about it says more than once, in its title and in its text, while the words of every verdict or every collapsed bridge
stand in it once. So two reports of one event share what each repeats, and two verdicts do not, alike as they may read.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from briefing.language import fold_words

__all__ = ["has_capitals", "repeated", "strings"]

# Letters of a string in scripts without spaces between words, and of a word between spaces.
_UNSPACED, _WORD = 3, 4
# Letters behind those of Latin, Greek, Cyrillic and Armenian: only where there are some the letters are counted.
_ELSEWHERE = re.compile(r"[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufdff\U00020000-\U0003ffff]")
# Letters of a script without capitals that make a text one without them.
_CASELESS_SHARE = 0.5


def has_capitals(text: str) -> bool:
    """Whether most letters of `text` are of a script that has capitals."""
    if not _ELSEWHERE.search(text):
        return True
    letters = [letter for letter in text if letter.isalpha()]
    caseless = sum(letter.lower() == letter.upper() for letter in letters)
    return caseless < _CASELESS_SHARE * max(1, len(letters))


def repeated(opening: str, text: str) -> dict[str, float]:
    """The strings of `opening` that `text`, of which it is a part, has more than once, by how often: 1 if twice."""
    counts = Counter(strings(text))
    return {string: math.log2(counts[string]) for string in sorted(set(strings(opening))) if counts[string] > 1}


def strings(text: str) -> Iterator[str]:
    """What may be a part of a name: two Chinese characters, a run of katakana, the beginning of a Korean word."""
    for run in _patterns()["run"].finditer(text):
        yield from _parts(run)


def _parts(run: Any) -> Iterator[str]:
    if run["han"]:
        yield from map("".join, pairwise(run["han"]))
    elif run["unspaced"]:
        clusters = _patterns()["cluster"].findall(run["unspaced"])
        yield from ("".join(clusters[place : place + _UNSPACED]) for place in range(len(clusters) - _UNSPACED + 1))
    elif run["hangul"]:
        # Two syllables, as particles follow a name without a space.
        yield run["hangul"][:2]
    else:
        yield from _of_word(run[0])


def _of_word(word: str) -> Iterator[str]:
    """A word whole if it is in katakana or has capitals; else its end, as articles are joined to its beginning."""
    if _patterns()["whole"].match(word):
        yield fold_words.fold(word)
    else:
        clusters = _patterns()["cluster"].findall(word)
        yield from ["".join(clusters[-_WORD:])] if len(clusters) > 1 else []


@cache
def _patterns() -> dict[str, Any]:
    import regex

    return {
        "run": regex.compile(
            r"(?P<han>[\p{Han}々]{2,})|(?P<unspaced>[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{3,})|(?P<hangul>\p{Hangul}{2,})"
            r"|[\p{Katakana}ーｰ]{2,}|(?:(?![\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}])[\p{L}\p{M}]){3,}"
        ),
        "cluster": regex.compile(r"\X"),
        "whole": regex.compile(r"[\p{Katakana}ー]|\p{Lu}|\p{Ll}"),
    }
