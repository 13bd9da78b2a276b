"""What an article says again and again, which tells its event from others of the kind, in every script.

Whom and what an article is about it says more than once, in its title and in its text, while the words of every verdict
or every collapsed bridge stand in it once. So two reports of one event share what each repeats, and two verdicts do
not, alike as they may read. This needs neither capitals, which Chinese, Thai, Hindi, Arabic and Hebrew lack, nor a
table of frequent words, which is known for English and French alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import Any

from briefing.language import fold_words

__all__ = ["parts", "repeated"]

# Letters of a part in scripts without spaces between words, of a word with an ending, of one with an article before.
_UNSPACED, _BEGINNING, _END = 3, 5, 4
# Words shorter than this are mostly articles and prepositions.
_SHORTEST = 4


def repeated(opening: str, text: str, names: Iterable[str] = ()) -> dict[str, float]:
    """The parts of `opening` that `text`, of which it is a piece, has more than once, by how often: 1 if twice.

    Words with a capital that stand within a sentence count as if they were there once more.
    """
    counts = Counter(parts(text)) + Counter({part for name in names for part in parts(name)})
    return {part: math.log2(counts[part]) for part in sorted(set(parts(opening))) if counts[part] > 1}


def parts(text: str) -> Iterator[str]:
    """What may be a name or a part of one: two Chinese characters, a run of katakana, a word without its ending."""
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
    elif run["katakana"]:
        yield fold_words.fold(run["katakana"])
    elif run["cased"]:
        word = fold_words.fold(run["cased"])
        yield from [word[:_BEGINNING]] if len(word) >= _SHORTEST else []
    else:
        # Arabic and Hebrew join articles and prepositions to the beginning of a word.
        clusters = _patterns()["cluster"].findall(run[0])
        yield from ["".join(clusters[-_END:])] if len(clusters) > 1 else []


@cache
def _patterns() -> dict[str, Any]:
    import regex

    return {
        "run": regex.compile(
            r"(?P<han>[\p{Han}々]{2,})|(?P<unspaced>[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{3,})|(?P<hangul>\p{Hangul}{2,})"
            r"|(?P<katakana>[\p{Katakana}ーｰ]{2,})"
            r"|(?P<cased>[\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}][\p{Latin}\p{Greek}\p{Cyrillic}\p{Armenian}\p{M}'’-]{2,})"
            r"|(?:(?![\p{Han}\p{Hiragana}\p{Katakana}\p{Latin}\p{Greek}\p{Cyrillic}])[\p{L}\p{M}]){3,}"
        ),
        "cluster": regex.compile(r"\X"),
    }
