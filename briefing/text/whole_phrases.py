"""Whether a text has a word or phrase, as whole words and whatever its case."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["first_phrase", "has_phrase"]


def has_phrase(text: str, phrase: str) -> bool:
    """Whether `text` has `phrase` as whole words; an empty phrase is in no text."""
    return bool(phrase.strip()) and _pattern(phrase).search(unicodedata.normalize("NFC", text)) is not None


def first_phrase(text: str, phrases: Iterable[str]) -> str | None:
    """The first of `phrases` that `text` has, or None."""
    return next((phrase for phrase in phrases if has_phrase(text, phrase)), None)


@lru_cache(maxsize=1024)
def _pattern(phrase: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in unicodedata.normalize("NFC", phrase).split())
    return re.compile(rf"(?<!\w){words}(?!\w)", re.IGNORECASE)
