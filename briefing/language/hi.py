"""Hindi: its scales and denials. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms

__all__ = ["LANGUAGE"]

# Vowels are marks, which are no letters to `\\w`.
_LETTER = r"[\w\u0900-\u097f]"

LANGUAGE = Language(
    code="hi",
    numbers=NumberWords(
        scales=forms(
            ("हज़ार हजार हज़ार", 1e3), ("लाख", 1e5), ("करोड़ करोड़", 1e7), ("अरब", 1e9), ("मिलियन", 1e6), ("बिलियन", 1e9)
        )
    ),
    denial=re.compile(rf"(?<!{_LETTER})(?:नहीं|नही|मत|बिना|न|ना)(?!{_LETTER})"),
)
