"""Arabic: its number words and denials. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms, units, word_set

__all__ = ["LANGUAGE"]

_ONES = ("ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع")
_NUMBERS = NumberWords(
    values=forms(
        ("صفر", 0),
        ("واحد واحدة أحد احد إحدى احدى", 1),
        ("اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي إثنان إثنين", 2),
        ("ثلاثة ثلاث", 3),
        ("أربعة أربع اربعة اربع", 4),
        ("خمسة خمس", 5),
        ("ستة ست", 6),
        ("سبعة سبع", 7),
        ("ثمانية ثماني ثمان", 8),
        ("تسعة تسع", 9),
        ("عشرة عشر", 10),
        ("عشرون عشرين", 20),
        ("ثلاثون ثلاثين", 30),
        ("أربعون أربعين اربعون اربعين", 40),
        ("خمسون خمسين", 50),
        ("ستون ستين", 60),
        ("سبعون سبعين", 70),
        ("ثمانون ثمانين", 80),
        ("تسعون تسعين", 90),
        ("مئتان مئتين مائتان مائتين مئتا مئتي مائتا مائتي", 200),
        *((f"{word}مئة {word}مائة", 100.0 * number) for number, word in enumerate(_ONES, 3)),
    ),
    # "One of them", "somebody".
    articles=word_set("واحد واحدة أحد احد إحدى احدى"),
    loose=forms(("نصف", 0.5)),
    hundreds=word_set("مئة مائة"),
    scales=forms(
        ("ألف آلاف ألفا ألفًا ألفاً الف الاف", 1e3),
        ("مليون ملايين مليونا مليونًا مليوناً", 1e6),
        ("مليار مليارات مليارا مليارًا ملياراً", 1e9),
        ("تريليون تريليونات تريليونا", 1e12),
    ),
    duals=forms(
        ("ألفان ألفين ألفي الفان الفين", 2e3),
        ("مليونان مليونين مليوني", 2e6),
        ("ملياران مليارين ملياري", 2e9),
    ),
    bare=word_set("مئة مائة ألف الف مليون مليار تريليون"),
    vague=word_set("بضع بضعة عدة"),
    joiners=frozenset(("و",)),
    compounds=True,
    ones_first=True,
)

LANGUAGE = Language(
    code="ar",
    numbers=_NUMBERS,
    currencies=units(
        ("دولار دولارا دولارًا دولارات", "dollar", 1.0),
        ("يورو", "euro", 1.0),
        ("روبل روبلا روبلات", "ruble", 1.0),
        ("ين", "yen", 1.0),
        ("يوان يوانا", "yuan", 1.0),
    ),
    percent=("في المئة", "في المائة", "بالمئة", "بالمائة"),
    denial=re.compile(r"(?<!\w)[وف]?(?:لا|لم|لن|ليس|ليست|ليسوا|دون|بدون|بلا|عدم|لعدم)(?!\w)"),
)
