"""Whether a word is a given name, and a man's or a woman's, as counted in news.

`weights/given_names.tsv` holds, for the words seen most often at the start of a name of two or more words in the
training articles (English and French), the share of such names with a sign of a person beside them (a title, an age, an
office), and how many were followed by "he" alone and by "she" alone. It is written by `training/given_names.py`.
"""

from __future__ import annotations

import math
from functools import cache
from importlib import resources

from briefing.language.fold_words import fold

__all__ = ["is_given", "is_known", "is_none", "man_or_woman"]

# Share of names with a sign of a person from which the first word is taken for a given name. Of 100 words drawn from
# those of the table above it 96 are given names, of 100 below it 13.
_SHARE = 0.045
# Share below which a word that is in the table is none.
_NONE = 0.02


@cache
def _table() -> dict[str, tuple[float, int, int]]:
    text = resources.files("briefing.language").joinpath("weights/given_names.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {name: (float(share), int(he), int(she)) for name, share, he, she in rows}


def is_known(word: str) -> bool:
    """Whether the table has `word` at all."""
    return fold(word) in _table()


def is_given(word: str) -> bool:
    """Whether `word` is mostly a given name."""
    return _table().get(fold(word), (0.0, 0, 0))[0] >= _SHARE


def is_none(word: str) -> bool:
    """Whether `word` is often at the start of a name and hardly ever a given name: "Supreme"."""
    known = _table().get(fold(word))
    return known is not None and known[0] < _NONE


def man_or_woman(word: str) -> float:
    """Log-odds that somebody called `word` is a man; 0 where nothing is known."""
    _, he, she = _table().get(fold(word), (0.0, 0, 0))
    return math.log((he + 0.5) / (she + 0.5)) if he + she else 0.0
