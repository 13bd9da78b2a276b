"""Words whose loss would change what a sentence claims: no cut may contain one.

Five kinds: negation, quantity, condition or contrast, hedge with legal standing, and who says so. The words are each
language's own; the lists lean to keeping too much, for a longer point is a smaller fault than a false one.
"""

from __future__ import annotations

import re

from briefing.language.language_words import Compression

__all__ = ["is_protected"]

_SIGNS = re.compile(r"[\d%£$€¥₴\"“”«»?!:;]")


def is_protected(passage: str, words: Compression) -> bool:
    """Whether `passage` holds a word or sign that a cut must not take away."""
    return bool(_SIGNS.search(passage) or words.protected.search(passage))
