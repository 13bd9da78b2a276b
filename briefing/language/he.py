"""Hebrew: its scales and denials. No function that needs other words works yet."""

from __future__ import annotations

import re

from briefing.language.language_words import Language, NumberWords, forms

__all__ = ["LANGUAGE"]

LANGUAGE = Language(
    code="he",
    numbers=NumberWords(scales=forms(("אלף אלפים", 1e3), ("מיליון מיליוני מיליונים", 1e6), ("מיליארד מיליארדי", 1e9))),
    denial=re.compile(r"(?<!\w)(?:ו|ש|כש)?(?:לא|אין|אינו|אינה|אינם|אינן|בלי|ללא|מבלי|מעולם)(?!\w)"),
)
