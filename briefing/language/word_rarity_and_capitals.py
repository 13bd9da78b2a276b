"""How common a word is in news, and how often it is a name there (capitalised): sharing a rare one counts for more.

`weights/words.tsv` holds, for the words seen most often in the training articles (English and French), the share of
articles that use the word and the share of its uses, away from the start of a sentence, that are capitalised. It is
written by `training/words.py`. A word it lacks is rare.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib import resources

__all__ = ["COUNTED", "capitals", "is_known_name", "is_name", "weight"]

COUNTED = frozenset(("en", "fr"))
"""The languages of the articles that the words were counted in."""
# Share of articles assumed for a word that the table lacks: about one in the 20,000 it was counted on, halved.
_RAREST = 2e-5
# A word at the start of a sentence is a name where at least this share of its uses elsewhere is capitalised.
_NAME_SHARE = 0.6
# Words of which a result is kept: more than a day's news has, and bounded.
_REMEMBERED = 1 << 17


@cache
def _table() -> dict[str, tuple[float, float]]:
    text = resources.files("briefing.language").joinpath("weights/words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines())
    return {word: (float(share), float(capitals)) for word, share, capitals in rows}


@lru_cache(maxsize=_REMEMBERED)
def weight(folded: str) -> float:
    """Inverse document frequency in natural logarithms: 0 for a word of every article, about 11 for an unseen one."""
    share = _table().get(folded, (_RAREST, 0.0))[0]
    return -math.log(max(share, _RAREST))


def is_name(folded: str) -> bool:
    """Whether a capitalised word is a name though it starts a sentence or stands in a title, by its use elsewhere."""
    known = _table().get(folded)
    return known is None or known[1] >= _NAME_SHARE


@cache
def capitals() -> dict[str, float]:
    """The share of each word's uses, away from the start of a sentence, that have a capital."""
    return {word: share for word, (_, share) in _table().items()}


def is_known_name(folded: str) -> bool:
    """Whether news is known to use the word as a name; of a word that the table lacks nothing is known."""
    known = _table().get(folded)
    return known is not None and known[1] >= _NAME_SHARE
