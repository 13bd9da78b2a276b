"""Arabic: its number words and denials. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms

__all__ = ["LANGUAGE"]

_NUMBERS = NumberWords(
    scales=forms(
        ("ألف آلاف ألفا ألفًا", 1e3),
        ("مليون ملايين مليونا مليونًا", 1e6),
        ("مليار مليارات مليارا مليارًا", 1e9),
        ("تريليون تريليونات", 1e12),
    )
)

LANGUAGE = Language(
    code="ar",
    numbers=_NUMBERS,
    denial=re.compile(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|دون|بدون|بلا|عدم|لعدم)(?!\w)"),
)
