"""The words of a text in any script, and how many they are: a property of characters, not of a language.

Chinese, Japanese, Thai, Lao, Khmer and Burmese are written without spaces between words. There a word is told only
with a dictionary; for asking what two sentences share, each pair of neighbouring characters serves as well (as in
Lucene's CJKAnalyzer), and how many words there are follows from the number of characters.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

__all__ = ["BESIDE_FIGURES", "END_MARKS", "count", "has_spaces", "is_plain", "words"]

BESIDE_FIGURES = r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
"""A letter that stands right before and behind figures, in a regular expression: "造成17人", "17명", "17คน"."""

END_MARKS = ".!?…。！？।॥؟۔።։។៕၊။"
"""What ends a sentence, in every script that has a mark for it."""

# Characters of scripts whose words `\w+` does not find: no spaces, or vowels that are marks. What follows is only
# looked at where there is one.
_OTHER = re.compile(r"[\u0590-\u1fff\u2e80-\ua4cf\ua840-\uabff\uf900-\ufaff\U00016f00-\U0001b2ff\U00020000-\U0003ffff]")
# Scripts without spaces -> characters a word, on average (marks, which stand on another character, are none).
_WITHOUT_SPACES = {
    "Han": 1.6,
    "Hiragana": 2.6,
    "Katakana": 4.0,
    "Thai": 3.4,
    "Lao": 3.4,
    "Khmer": 3.4,
    "Myanmar": 3.4,
}
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")


def words(text: str) -> list[str]:
    """The words of `text` in their own case; where no spaces part them, every two characters in a row."""
    if is_plain(text):
        return _WORD.findall(text)
    return [part for word in _patterns()["word"].findall(text) for part in _parts(word)]


def count(text: str) -> int:
    """How many words `text` has; of what is written without spaces, an estimate from its characters."""
    if is_plain(text):
        return len(_WORD.findall(text))
    return sum(_counts(text))


def has_spaces(text: str) -> bool:
    """Whether most of the words of `text` are in scripts that part them by spaces."""
    if is_plain(text):
        return True
    spaced, unspaced = _counts(text)
    return spaced >= unspaced


def is_plain(text: str) -> bool:
    """Whether `text` has only scripts that write letters one by one, in words between spaces."""
    return not _OTHER.search(text)


def _counts(text: str) -> tuple[int, int]:
    """How many words `text` has in scripts with spaces, and in those without."""
    patterns = _patterns()
    spaced = len(patterns["word"].findall(patterns["unspaced"].sub(" ", text)))
    unspaced = sum(len(patterns[script].findall(text)) / size for script, size in _WITHOUT_SPACES.items())
    return spaced, round(unspaced)


def _parts(word: str) -> list[str]:
    """A word as it is, or the pairs of characters of each run that is written without spaces."""
    patterns = _patterns()
    found: list[str] = []
    for part in patterns["runs"].findall(word):
        clusters = patterns["cluster"].findall(part) if patterns["unspaced"].match(part) else [part]
        found += ["".join(pair) for pair in pairwise(clusters)] or clusters
    return found


@cache
def _patterns() -> dict[str, Any]:
    import regex

    scripts = "".join(rf"\p{{Script={name}}}" for name in _WITHOUT_SPACES) + "ーｰ々"
    letters = {name: regex.compile(rf"(?=\p{{Script={name}}})[\p{{L}}]") for name in _WITHOUT_SPACES}
    return letters | {
        # In the scripts of India and others a vowel is a mark, which is no part of a word to `\w`.
        "word": regex.compile(r"[\w\p{M}]+(?:['’.-][\w\p{M}]+)*"),
        "unspaced": regex.compile(rf"(?:(?![\p{{N}}\p{{P}}])[{scripts}])+"),
        "runs": regex.compile(rf"(?:(?![\p{{N}}\p{{P}}])[{scripts}])+|(?:(?![{scripts}])[\w\p{{M}}'’.-])+"),
        "cluster": regex.compile(r"\X"),
    }
